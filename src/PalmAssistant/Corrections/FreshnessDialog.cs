using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>“张三多久没更新了”, “哪些户一年没走访了”, “今天该跑哪几户”, “第2户还是这样”: how old what is registered is, and making it fresh again.</summary>
public sealed partial class FreshnessDialog(IReader reader, CatalogSource catalogs, CommunityQueries queries, CorrectionRules rules, SubjectFinder finder, Register register,
    Freshness freshness, CorrectionDesk desk, Audit audit) : IDialog
{
    public const string Act = "freshness";
    private const int Page = 5;

    /// <summary>Registers are looked over once a year; what is older is on the list.</summary>
    private const int StaleMonths = 12;

    public string Name => "freshness";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Files.Count > 0) return null;
        if (turn.Submitted is { } pressed) return pressed.GetValueOrDefault("act") == Act ? await Pressed(turn, pressed, ct) : null;
        var said = Plain.Of(turn.Text);
        var memory = VisitList.Of(state);
        if (WorkList().IsMatch(said)) return await List(turn, state, 0, ct);
        if (memory is not null && NextPage().IsMatch(said)) return await List(turn, state, memory.Offset + Page, ct);
        if (Visited().Match(said) is { Success: true } visited) said = visited.Groups["who"].Value + "还是这样";
        if (Same().Match(said) is { Success: true } same) return await StillSo(turn, same.Groups["who"].Value, memory, state, ct);
        if (HowOld().Match(said) is { Success: true } old && CorrectionReader.Kind(old.Groups["who"].Value) is { } kind) return await Ages(turn, old.Groups["who"].Value, kind, old.Groups["field"].Value, state, ct);
        return StaleWords.Read(said) is { } stale ? await Stale(turn, stale, state, ct) : null;
    }

    /// <summary>“独居老人里半年没走访的有多少”: the rest of the question, with the date as one more condition.</summary>
    private async Task<Reply?> Stale(Turn turn, StaleWords stale, DialogState state, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        if (await PlanOf(stale, turn, catalog, ct) is not { } plan) return null;
        var where = new Any([new Compare("surveyed", Comparison.Less, new Value { Relative = stale.Since }), new Not(new Compare("surveyed", Comparison.IsKnown))]);
        plan = plan with { Where = plan.Where.And(where) };
        var reply = ScopedPlan.For(plan, turn.Account, catalog) switch
        {
            Declined declined => (Reply.Denied(declined.Reason), (Answer?)null),
            ScopedPlan scoped => await queries.Run(scoped, turn.Today, ct) is Answer answer ? (AnswerReply.Of(Noted(answer, stale), catalog, turn.Today), answer) : (Reply.Unknown("这个问题算的时间太长，请缩小范围再问，例如限定到一个社区。"), null),
            _ => (Reply.Unknown("没有看懂。"), null),
        };
        if (reply.Item2 is not null) state.Set(AskContext.Key, new AskContext([plan]));
        await audit.Append(AskAudit.Entry(turn, reply.Item1, reply.Item2 is { } found ? [found] : [], reply.Item2 is null ? plan : null), ct);
        return reply.Item1;
    }

    private static Answer Noted(Answer answer, StaleWords stale) =>
        answer with { Notes = [.. answer.Notes, $"最近一次采集或核实早于{stale.Said}前，或没有采集时间的，都算在内"] };

    private async Task<QueryPlan?> PlanOf(StaleWords stale, Turn turn, Catalog catalog, CancellationToken ct)
    {
        var rest = Whole().Replace(stale.Rest, "");
        var wantsPeople = People().IsMatch(rest);
        var plain = new QueryPlan { Record = wantsPeople || !stale.IsVisit && !Households().IsMatch(rest) ? "person" : "house", Population = wantsPeople || !stale.IsVisit && !Households().IsMatch(rest) ? null : "occupied" };
        if (OnlyCount().IsMatch(rest)) return plain;
        if (OnlyList().IsMatch(rest)) return plain with { Measure = Measure.List };
        var question = new Question(rest, turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog));
        return await reader.Read(question, ct) is Understood { Plans: [{ Record: "person" or "house", ComparedWith: null } plan] } && plan.Measure.Kind is MeasureKind.Count or MeasureKind.List ? plan : null;
    }

    private async Task<Reply> Ages(Turn turn, string who, AboutKind kind, string field, DialogState state, CancellationToken ct)
    {
        var last = CorrectionMemory.Of(state).StillSpokenOf(state);
        switch (await finder.Find(who, kind, false, turn, state.Get<AskContext>(AskContext.Key), last, ct))
        {
            case Found.Refused(var why): return await Said(turn, Reply.Denied(why), [], ct);
            case Found.Nobody(var why): return await Said(turn, Reply.Unknown(why), [], ct);
            case Found.Several several:
                return await Said(turn, Reply.Clarify($"有 {several.Total} 个都对得上“{who}”，您问的是哪一个？", [.. several.Options.DistinctBy(o => o.Say).Select(o => new PalmOption(o.Label, $"{o.Say}多久没更新了"))]), [], ct);
            case Found.One(var entry): return await Ages(turn, entry, field, ct);
            default: return Reply.Unknown("没有找到。");
        }
    }

    private async Task<Reply> Ages(Turn turn, RegisterEntry entry, string field, CancellationToken ct)
    {
        var ages = (await freshness.Of(entry, ct)).Where(a => May(turn.Account, entry.Subject.Record, a.Field)).ToList();
        var named = field.Length > 0 ? rules.Fields.FirstOrDefault(f => f.Record == entry.Subject.Record && (f.Name == field || f.Words.Contains(field))) : null;
        if (named is not null) ages = [.. ages.Where(a => a.Field == named.Name)];
        if (ages.Count == 0) return await Said(turn, Reply.Unknown($"{entry.Label}{(named is null ? "" : "的" + named.Name)}没有登记来源和时间。"), [], ct);
        var confirmed = await freshness.Confirmed(entry, ct);
        var rows = ages.Select(a => (IReadOnlyList<object?>)[a.Field, Shown(entry.Subject.Record, a), a.Source, a.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Age(a.On, turn.Today)]).ToList();
        var newest = confirmed ?? ages.Max(a => a.On);
        var head = $"{entry.Label}：最近一次更新 {(newest is { } day ? $"{day:yyyy-MM-dd}，{Age(day, turn.Today)}" : "时间不详")}{(confirmed is { } c ? $"（{c:yyyy-MM-dd} 上门核实过）" : "")}";
        var reply = new Reply(head + string.Concat(rows.Select(r => $"\n{r[0]}：{r[1]}（{r[2]} {r[3] ?? "日期不详"}）")), new PalmData("list")
        {
            Understood = $"{entry.Name}各项多久没更新", AsOf = turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Result = new() { Columns = [new("项目", "text"), new("登记值", "text"), new("来源", "text"), new("日期", "text"), new("多久", "text")], Rows = rows, Total = rows.Count },
        })
        {
            Card = "corrections/freshness", LeavesCardOpen = true,
            CardData = new { title = head, fields = rows.Select(r => new { field = r[0], value = r[1], source = $"{r[2]}{(r[3] is null ? "" : " " + r[3])}", age = r[4] }), same = MayConfirm(turn.Account, entry) ? entry.Subject.Record + "/" + entry.Subject.Id.ToString(CultureInfo.InvariantCulture) : null },
        };
        return await Said(turn, reply, entry.Subject.Record == "person" ? [entry.Subject.Id] : [], ct);
    }

    private async Task<Reply> List(Turn turn, DialogState state, int offset, CancellationToken ct)
    {
        if (rules.Of(turn.Account.Role) is null) return await Said(turn, Reply.Denied("该核实的名单给社区和街道用，您可以问“半年没走访的有多少户”。"), [], ct);
        var since = turn.Today.AddMonths(-StaleMonths);
        var (houses, total) = await freshness.ToVisit(turn.Account, since, offset, Page, ct);
        state.Set(VisitList.Key, new VisitList([.. houses.Select(h => h.House)], offset, CorrectionMemory.Asked(state)));
        if (total == 0 || houses.Count == 0) return await Said(turn, Reply.Done(offset == 0 ? "一年之内都核实过，也没有待核的差异，今天没有必须跑的户。" : "后面没有了。"), [], ct);
        var items = houses.Select((h, i) => new
        {
            number = offset + i + 1,
            address = h.Address,
            people = h.Residents.Count > 0 ? string.Join("、", h.Residents.Select(r => r.Name)) : "没有登记住户",
            why = string.Join("；", h.Why),
            subject = "house/" + h.House.ToString(CultureInfo.InvariantCulture),
        }).ToList();
        var text = $"该核实的有 {total} 户，这是第 {offset + 1}–{offset + houses.Count} 户：" + string.Concat(items.Select(i => $"\n{i.number}. {i.address}（{i.people}）{i.why}"))
            + "\n情况没变就说“第1户还是这样”，变了直接说，例如“第1户搬走了”。" + (offset + houses.Count < total ? "说“下一页”看后面的。" : "");
        var reply = new Reply(text, new PalmData("list")
        {
            Understood = $"{turn.Account.RegionName} · 该核实的户（一年没更新，或有待核差异、待补身份证号）", AsOf = turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Result = new() { Columns = [new("地址", "text"), new("住户", "text"), new("为什么", "text")], Rows = [.. items.Select(i => (IReadOnlyList<object?>)[i.address, i.people, i.why])], Total = (int)total },
        })
        { Card = "corrections/visits", CardData = new { title = $"该核实的有 {total} 户", page = $"第 {offset + 1}–{offset + houses.Count} 户", items, more = offset + houses.Count < total }, LeavesCardOpen = true };
        return await Said(turn, reply, [.. houses.SelectMany(h => h.Residents).Select(r => r.Subject.Id)], ct);
    }

    private async Task<Reply?> StillSo(Turn turn, string who, VisitList? memory, DialogState state, CancellationToken ct)
    {
        if (who is "都" or "全部" or "这些" or "这几户" or "这几户都" && memory is not null)
        {
            if (memory is null) return null;
            var told = new List<string>();
            foreach (var each in memory.Houses) told.Add(await Confirm(turn, new("house", each), ct));
            return Reply.Done(string.Join('\n', told));
        }
        if (memory?.House(who) is { } house)
            return Reply.Done(await Confirm(turn, new("house", house), ct));
        if (CorrectionReader.Kind(who) is not { } kind) return null;
        return await finder.Find(who, kind, false, turn, state.Get<AskContext>(AskContext.Key), CorrectionMemory.Of(state).StillSpokenOf(state), ct) switch
        {
            Found.One(var entry) => Reply.Done(await Confirm(turn, entry.Subject, ct)),
            Found.Several several => Reply.Clarify($"有 {several.Total} 个都对得上“{who}”，您说的是哪一个？", [.. several.Options.DistinctBy(o => o.Say).Select(o => new PalmOption(o.Label, $"{o.Say}还是这样"))]),
            Found.Refused(var why) => Reply.Denied(why),
            Found.Nobody(var why) => Reply.Unknown(why),
            _ => null,
        };
    }

    private async Task<Reply> Pressed(Turn turn, IReadOnlyDictionary<string, string> pressed, CancellationToken ct)
    {
        var subject = pressed.GetValueOrDefault("subject")?.Split('/') is [("person" or "house") and var record, var id] && int.TryParse(id, out var number) ? new Subject(record, number) : null;
        return subject is null ? Reply.Done("这张卡片已经失效，请重新问一次。") : Reply.Done(await Confirm(turn, subject, ct)) with { LeavesCardOpen = true };
    }

    /// <summary>“还是这样”: a house with everybody registered in it, or one person, is as it was, as of today.</summary>
    private async Task<string> Confirm(Turn turn, Subject subject, CancellationToken ct)
    {
        if (await register.Find(turn.Account, subject, ct) is not { } entry) return "您的范围内没有这条记录。";
        if (await freshness.Confirmed(entry, ct) == turn.Today) return $"{entry.Label}今天已经核实过了。";
        List<RegisterEntry> all = [entry];
        if (subject.Record == "house") all.AddRange(await register.Residents(turn.Account, subject.Id, ct));
        var draft = desk.Drafted(turn.Text.Length > 0 ? turn.Text : "还是这样", "核实", entry.Region, [.. all.Select(e => new FieldChange(e.Subject.Record, e.Subject.Id, e.Label, "核实", null, "属实"))]);
        return await desk.Submit(draft, turn.Account, ct) switch
        {
            ProposalOutcome.Taken => $"记下了：{entry.Label}{(all.Count > 1 ? $"和登记的 {all.Count - 1} 位住户" : "")}核实无误，更新时间改为 {turn.Today:yyyy-MM-dd}。",
            ProposalOutcome.NotTaken(var why) => why,
            _ => "没有办成。",
        };
    }

    private bool MayConfirm(Account account, RegisterEntry entry) => rules.Of(account.Role) is not null && RegionRange.Of(account.Region).Contains(entry.Region);

    private static string Shown(string record, FieldAge age) => age.Field switch
    {
        "联系电话" or "产权人电话" => Masking.Phone(age.Value),
        _ => age.Value,
    };

    /// <summary>A department officer sees here what a list would show: nothing of other departments' matters.</summary>
    private static bool May(Account account, string record, string field) =>
        account.Role != Role.DepartmentOfficer || CatalogFiles.Load().Records.First(r => r.Key == record).Fields.FirstOrDefault(f => f.Name == field || f.Key == "address" && field == "现住房屋") is { } known
        && (known.Business.Contains(Department.Any) || Department.Owns(account.Department, known.Business));

    private static string Age(DateOnly? on, DateOnly today)
    {
        if (on is not { } day) return "日期不详";
        var months = (today.Year - day.Year) * 12 + today.Month - day.Month - (today.Day < day.Day ? 1 : 0);
        return months >= 24 ? $"{months / 12} 年前" : months >= 12 ? "1 年前" : months >= 1 ? $"{months} 个月前" : day == today ? "今天" : $"{today.DayNumber - day.DayNumber} 天前";
    }

    private async Task<Reply> Said(Turn turn, Reply reply, IReadOnlyList<int> persons, CancellationToken ct)
    {
        await audit.Append(new(turn.At, turn.Account.Id, turn.Channel, turn.Text, reply.Palm.Kind, new { role = turn.Account.Role.Name(), region = turn.Account.Region, conversation = turn.ConversationId, understood = reply.Palm.Understood, reason = reply.Palm.Reason, persons = persons.Count }, persons), ct);
        return reply;
    }

    [GeneratedRegex("^(给我|来|要|列)?(一份|一个|个|出)?(今天|今日|这周|本周|现在|最近)?(我)?(该|应该|需要|要|得)(去)?(核实|走访|跑|上门|入户|摸排|更新)(的)?(户|人|名单|清单|哪几户|哪些户|哪几家|哪些人|谁家|住户|房子)?(的?名单|的?清单)?(有哪些|有谁)?$|^(核实|走访|上门|入户)(名单|清单|任务单|工作单)$|^今天(跑|去|走访)(哪几户|哪些户|哪几家)$|^(给我|来)(一份|个|张)?(走访|核实|入户|上门)(名单|清单)$")]
    private static partial Regex WorkList();

    [GeneratedRegex("^(下一页|下页|更多|看更多|后面的|接着看|继续|再来几户|还有呢|还有吗)$")]
    private static partial Regex NextPage();

    [GeneratedRegex("^(?<who>.{1,30}?)(?:都|也|家)?(?:还是|仍然?是?)(?:这样|那样|老样子|原样|原来那样)$|^(?<who>.{1,30}?)(?:的?(?:信息|情况|登记))?(?:都|也)?(?:没变化?|没有变化|没有变|无变化|情况属实|核实过|核实无误|没问题)$")]
    private static partial Regex Same();

    [GeneratedRegex("^(?<who>.{1,30}?)(?:的)?(?<field>电话|手机号?|联系电话|住址|地址|工作单位|婚姻状况|文化程度|学历|政治面貌|姓名|民族|居住类型|房屋状态|房东|产权人)?(?:的)?(?:信息|资料|情况|数据|记录|登记)?(?:是)?(?:多久没(?:更新|核实|走访|采集|摸排)|多长时间没(?:更新|核实|走访|采集)|(?:什么时候|哪天|啥时候|何时)(?:更新|采集|核实|登记|摸排|走访|录入)|(?:更新|采集|核实)时间(?:是什么时候|是多少|是哪天)?|最近(?:一次)?(?:什么时候)?(?:更新|采集|核实)(?:是什么时候)?)(?:过|的)?$")]
    private static partial Regex HowOld();

    [GeneratedRegex("^(都|还|也)+|(了|的)+$")]
    private static partial Regex Whole();

    [GeneratedRegex("人|居民|老人|孩子|党员|谁")]
    private static partial Regex People();

    [GeneratedRegex("户|家|房")]
    private static partial Regex Households();

    [GeneratedRegex("^(的)?(有|还有|一共有|共有|是)?(多少|几)(户|家|人|个|个人|套|位|居民|户人家|套房|房屋|房子)?(人家)?$|^(的)?(户|人|居民|房屋|房子|住户)?(有|还有)?(多少|几个|几户|几家|多少人|多少户)$|^(的)?(户数|人数|数量)$")]
    private static partial Regex OnlyCount();

    [GeneratedRegex("^(的)?(有)?(哪些|哪几|列出|给我)?(户|家|人|居民|房屋|房子|住户|人家)?(有哪些|有谁|是谁|名单|的名单|列出来|有哪几户|有哪些户)?$")]
    private static partial Regex OnlyList();

    // 今天走访了2号楼1单元101，人在，情况正常
    [GeneratedRegex("^(?:今天|今儿|刚才|刚刚|刚|才|上午|下午|中午|晚上|我|已经|们)*(?:去|到|走访|上门|入户|核实|看|跑|走)(?:过|了|完|到)*(?:一下|一趟)?(?<who>.{2,30}?)(?:家|家里)?(?:看|走|跑|转)?(?:过|了)?(?:一下|一趟|一圈)?[，,、 ]+(?:人都?在家?|都在|本人在家?|家里有人|情况|一切|全家|信息|跟登记的|和登记的|和以前|跟以前|[，,、 ])*(?:正常|没变化?|没有变化|无变化|没啥变化|没问题|属实|一样|一致|老样子|还是那样|还是这样|都在|人在)(?:了|的)?$")]
    private static partial Regex Visited();
}
