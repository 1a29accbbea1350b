using System.Globalization;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>“张三搬走了”, “501换人了，现在租给一家三口”, “他电话换了”: what changed, shown before and after, confirmed, proposed.</summary>
public sealed class CorrectionDialog(CatalogSource catalogs, CorrectionRules rules, SubjectFinder finder, Register register, Drafting drafting, CorrectionDesk desk, Audit audit) : IDialog
{
    public const string Act = "correction";
    private static readonly HashSet<string> Yes = ["改对", "对", "对的", "是", "是的", "确认", "没错", "好", "好的", "行", "可以", "嗯", "确定", "提交", "就这么改", "就这样改", "改", "没问题"];
    private static readonly HashSet<string> No = ["不改", "算", "取消", "不用", "不用改", "别改", "没事", "不要"];
    private static readonly HashSet<string> Again = ["再改改", "不对", "不是", "错", "改一下", "再改", "改改", "改错"];

    public string Name => CorrectionMemory.Key;

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Files.Count > 0) return null;
        var memory = CorrectionMemory.Of(state);
        if (turn.Submitted is { } pressed) return pressed.GetValueOrDefault("act") == Act ? await Pressed(turn, pressed, memory, state, ct) : null;
        var said = Said(turn.Text);
        if (memory.Draft is { } draft && state.Unfinished == Name)
        {
            if (Yes.Contains(said)) return await Confirm(draft, turn, memory, state, ct);
            if (No.Contains(said)) return Drop(memory, state);
            if (Again.Contains(said)) return SayAgain(memory, state);
        }
        if (memory.Waiting is { } waiting && state.Unfinished == Name)
        {
            if (No.Contains(said)) return Drop(memory, state);
            if (said is "先记下" or "先记着" && await WithoutNumber(waiting, turn, memory, state, ct) is { } noted) return noted;
            if (await Read($"{waiting}，{turn.Text}", turn, memory, state, ct, goesOn: true) is { } goneOn) return goneOn;
        }
        return await Read(turn.Text, turn, memory, state, ct, goesOn: false);
    }

    /// <summary>Without punctuation, politeness and 了: 改对了！ is 改对.</summary>
    private static string Said(string text) => Plain.Of(text).TrimEnd('了');

    private async Task<Reply> Pressed(Turn turn, IReadOnlyDictionary<string, string> pressed, CorrectionMemory memory, DialogState state, CancellationToken ct)
    {
        if (memory.Draft is not { } draft || pressed.GetValueOrDefault("id") != draft.Id.ToString()) return Reply.Done("这张卡片已经失效，请重新说一次要改什么。");
        return pressed.GetValueOrDefault("answer") switch
        {
            "yes" => await Confirm(WithDay(draft, pressed.GetValueOrDefault("died"), turn.Today), turn, memory, state, ct),
            "again" => SayAgain(memory, state),
            _ => Drop(memory, state),
        };
    }

    private async Task<Reply> Confirm(Draft draft, Turn turn, CorrectionMemory memory, DialogState state, CancellationToken ct)
    {
        (memory with { Draft = null, Waiting = null }).Save(state);
        return await desk.Submit(draft, turn.Account, ct) switch
        {
            ProposalOutcome.Taken taken => Reply.Done(taken.Words) with { Palm = new("done") { Id = taken.Id.ToString() }, Suggestions = [new("撤回刚才那个", "撤回刚才那个")] },
            ProposalOutcome.NotTaken refused => Reply.Denied(refused.Why),
            _ => Reply.Unknown("没有办成。"),
        };
    }

    private static Reply Drop(CorrectionMemory memory, DialogState state)
    {
        (memory with { Draft = null, Waiting = null }).Save(state);
        return Reply.Done("好的，没有改动。");
    }

    private static Reply SayAgain(CorrectionMemory memory, DialogState state)
    {
        (memory with { Draft = null, Waiting = null }).Save(state);
        return Reply.Clarify("好的，先不改。请把正确的情况再说一遍，例如“他电话改成138…”“他搬到2号楼1单元301了”。", []);
    }

    /// <summary>A day given on the card makes an uncertain date of death certain.</summary>
    private static Draft WithDay(Draft draft, string? day, DateOnly today) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var died) && died <= today && died > today.AddYears(-5)
            ? draft with { Changes = [.. draft.Changes.Select(c => c.Field == "生死" ? c with { Died = died, After = $"去世（{died:yyyy-MM-dd}）" } : c)] } : draft;

    private async Task<Reply?> Read(string text, Turn turn, CorrectionMemory memory, DialogState state, CancellationToken ct, bool goesOn)
    {
        var catalog = await catalogs.Current(ct);
        var reader = new CorrectionReader(rules, Tags(catalog));
        if (reader.Read(text, turn.Today) is not { } said || goesOn && said.Unread.Count > 0) return null;
        var reply = await Answer(said, text, turn, memory, state, catalog, ct);
        await audit.Append(new(turn.At, turn.Account.Id, turn.Channel, turn.Text, "correction/" + reply.Palm.Kind,
            new { role = turn.Account.Role.Name(), region = turn.Account.Region, conversation = turn.ConversationId, reason = reply.Palm.Reason }, []), ct);
        return reply;
    }

    /// <summary>A newcomer whose number is not at hand is noted at the house.</summary>
    private async Task<Reply?> WithoutNumber(string waiting, Turn turn, CorrectionMemory memory, DialogState state, CancellationToken ct) =>
        new CorrectionReader(rules, Tags(await catalogs.Current(ct))).Read(waiting, turn.Today)?.Changes is [Newcomer { House: { } house }, ..]
            ? await Read($"{house}新来了一户", turn, memory, state, ct, goesOn: false) : null;

    private async Task<Reply> Answer(SaidCorrection said, string text, Turn turn, CorrectionMemory memory, DialogState state, Catalog catalog, CancellationToken ct)
    {
        memory = memory with { Draft = null, Waiting = null };
        memory.Save(state);
        if (rules.Of(turn.Account.Role) is null) return Reply.Denied(rules.Others);
        if (said.Changes.OfType<Gone>().FirstOrDefault() is { } gone && said.Kind != AboutKind.House) return WhichWay(said, gone, text);
        if (said.Kind == AboutKind.Nobody) return await NewcomerReply((Newcomer)said.Changes[0], said, text, turn, memory, state, ct);
        var wantsHouse = said.Changes.Any(c => c is StandsEmpty or NewOccupants or NewHousehold or SetField { Field.Record: "house" });
        var found = VisitList.Of(state)?.House(said.About) is { } visited && await register.Find(turn.Account, new("house", visited), ct) is { } shown ? new Found.One(shown)
            : await finder.Find(said.About, said.Kind, wantsHouse, turn, state.Get<AskContext>(AskContext.Key), memory.StillSpokenOf(state), ct);
        switch (found)
        {
            case Found.Refused(var why): return Reply.Denied(why);
            case Found.Nobody(var why): return Reply.Unknown(why);
            case Found.Several several: return WhichOne(said, several, text);
        }
        var entry = ((Found.One)found).Entry;
        memory = memory with { Last = entry.Subject, AskedThen = CorrectionMemory.Asked(state) };
        memory.Save(state);
        if (said.Changes.OfType<SetField>().FirstOrDefault(s => s.Value is null) is { } open)
        {
            (memory with { Waiting = text }).Save(state);
            return Reply.Clarify($"{entry.Label}的{open.Field.Name}改成什么？直接说新的就行；不改了就说“不改了”。", []);
        }
        var changes = new List<FieldChange>();
        string? already = null;
        foreach (var change in said.Changes)
            switch (await Work(entry, change, turn, catalog, ct))
            {
                case Worked.Out(var fields): changes.AddRange(fields.Where(f => !changes.Any(c => (c.Record, c.Id, c.Field) == (f.Record, f.Id, f.Field)))); break;
                case Worked.No(var why): return Reply.Unknown(why);
                case Worked.Already(var why): already = why; break;
                case Worked.Ask(var question, var options): return Choose(question, options);
            }
        return changes.Count == 0 && already is not null ? Reply.Done(already) : Show(said, text, entry, changes, turn, memory, state);
    }

    private async Task<Worked> Work(RegisterEntry entry, SaidChange change, Turn turn, Catalog catalog, CancellationToken ct)
    {
        var isHouse = entry.Subject.Record == "house";
        switch (change)
        {
            case Died died: return isHouse ? WhoOf(entry) : Drafting.Death(entry, died.On, died.When, turn.Today);
            case MovedOut when isHouse: return Everyone(entry, await drafting.AllLeave(entry, turn.Account, ct));
            case MovedOut { Everyone: true } when entry.HouseId is { } home && await register.Find(turn.Account, new("house", home), ct) is { } house: return Everyone(house, await drafting.AllLeave(house, turn.Account, ct));
            case MovedOut: return Drafting.MoveOut(entry);
            case MovedTo to: return isHouse ? WhoOf(entry) : await drafting.Move(entry, to.House, turn.Account, turn.Today, ct);
            case NewOccupants: return new Worked.Out(await drafting.AllLeave(entry, turn.Account, ct));
            case StandsEmpty: return await drafting.Empty(entry, turn.Account, ct);
            case NewHousehold household: return new Worked.Out([new("house", entry.Subject.Id, entry.Name, "新住户", null, household.Words) { People = household.People }]);
            case LivesAlone: return isHouse ? WhoOf(entry) : await drafting.Alone(entry, turn.Account, ct);
            case TagIs tag: return isHouse ? WhoOf(entry) : drafting.Tag(entry, tag, catalog, await register.HandTags(entry, ct));
            case SetField set when set.Field.Record == entry.Subject.Record: return await drafting.Field(entry, set.Field, set.Value!, turn.Account, turn.Today, ct);
            default: return new Worked.No("这样改不了，请换个说法，例如“张三的电话改成138…”“2单元301是出租房”。");
        }
    }

    private static Worked Everyone(RegisterEntry house, IReadOnlyList<FieldChange> leaving) =>
        leaving.Count > 0 ? new Worked.Out(leaving) : new Worked.No($"{house.Name}现在没有登记住户，不用改。");

    private static Worked WhoOf(RegisterEntry house) => new Worked.No($"{house.Name}里说的是谁？请带上姓名，例如“{house.Name}的张三搬走了”。");

    private static Reply WhichWay(SaidCorrection said, Gone gone, string text)
    {
        var who = said.Kind is AboutKind.Person ? said.About : "这位居民";
        var normal = Mentions.Normal(text);
        return Choose($"怕记错，跟您确认一句：{who}是过世了，还是搬走了？", [("过世了", Replaced(normal, gone.Word, "去世了")), ("搬走了", Replaced(normal, gone.Word, "搬走了"))]);
    }

    private static Reply WhichOne(SaidCorrection said, Found.Several several, string text)
    {
        var normal = Mentions.Normal(text);
        var options = several.Options.DistinctBy(o => o.Say).Select(o => (o.Label, Replaced(normal, said.About, o.Say))).ToList();
        return Choose(several.Total > options.Count ? $"有 {several.Total} 个都对得上“{said.About}”，先列出 {options.Count} 个；没有您要的，请把住址说全：" : $"有 {several.Total} 个都对得上“{said.About}”，您说的是哪一个？", options);
    }

    private static string Replaced(string text, string word, string by) =>
        text.IndexOf(word, StringComparison.Ordinal) is var at and >= 0 ? string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + word.Length)) : by + text;

    private static Reply Choose(string question, IReadOnlyList<(string Label, string Say)> options)
    {
        var shown = options.Select(o => new PalmOption(o.Label, o.Say)).ToList();
        return Reply.Clarify(question, shown) with { Card = shown.Count > 0 ? "ask/clarify" : null, CardData = new { question, options = shown }, LeavesCardOpen = true };
    }

    private async Task<Reply> NewcomerReply(Newcomer who, SaidCorrection said, string text, Turn turn, CorrectionMemory memory, DialogState state, CancellationToken ct)
    {
        if (who.House is null) return Wait("住在哪一户？例如“住3号楼2单元501”。");
        if (who.IdNumber is null) return Wait("身份证号是多少？有了身份证号才能登记到人、算进人口数；一时没有就说“先记下”。");
        if (!IdNumber.TryParse(who.IdNumber, out var id)) return Wait($"身份证号 {Masking.Id(who.IdNumber)} 校验不对，请核对后再报一次。");
        switch (await finder.Find(who.House, AboutKind.House, true, turn, null, null, ct))
        {
            case Found.Refused(var why): return Reply.Denied(why);
            case Found.Nobody(var why): return Reply.Unknown(why);
            case Found.Several several: return WhichOne(said with { About = who.House }, several, text);
            case Found.One(var house):
                if (await register.ByNumber(turn.Account, id.Value, ct) is { } known)
                    return await drafting.Move(known, house.Name, turn.Account, turn.Today, ct) is Worked.Out(var moves) ? Show(said, text, known, moves, turn, memory, state) : Reply.Unknown($"{known.Name}已经登记住在{house.Name}。");
                if (who.Name is null) return Wait("叫什么名字？");
                return Show(said, text, house, Arrival(who.Name, id.Value, who.Phone, house), turn, memory, state);
            default: return Reply.Unknown("没认出住在哪一户。");
        }

        Reply Wait(string question)
        {
            (memory with { Waiting = text }).Save(state);
            return Reply.Clarify($"好的，登记新来的居民。{question}", []);
        }
    }

    private static List<FieldChange> Arrival(string name, string number, string? phone, RegisterEntry house)
    {
        var key = long.Parse(number[..17], CultureInfo.InvariantCulture);
        var about = $"{name}（{Masking.Id(number)}）";
        List<FieldChange> changes = [new("person", 0, about, "姓名", null, name) { Key = key }, new("person", 0, about, "现住房屋", null, house.Values["地址"]) { House = house.Subject.Id, Key = key }];
        if (phone is not null) changes.Add(new("person", 0, about, "联系电话", null, phone) { Key = key });
        return changes;
    }

    private Reply Show(SaidCorrection said, string text, RegisterEntry entry, IReadOnlyList<FieldChange> changes, Turn turn, CorrectionMemory memory, DialogState state)
    {
        if (changes.Count == 0) return Reply.Unknown($"{entry.Name}没有需要改的内容。");
        var draft = desk.Drafted(text, text, entry.Region, changes);
        (memory with { Draft = draft }).Save(state);
        var consent = rules.Consent(turn.Account.Role, changes.Select(c => rules.Field(c.Record, c.Field)).OfType<CorrectableField>());
        return CorrectionCard.Confirm(draft, said, consent, rules);
    }

    /// <summary>Every word for a tag of people, so that 是 and a tag is told from 是 and anything else.</summary>
    private static HashSet<string> Tags(Catalog catalog) => [.. catalog.Files.Tags.Where(t => t.Record == "person").Select(t => t.Name)];
}
