using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>Which records some words mean, among those the account may see.</summary>
public abstract record Found
{
    public sealed record One(RegisterEntry Entry) : Found;

    /// <summary>Several fit: each with words that name it alone.</summary>
    public sealed record Several(IReadOnlyList<(string Label, string Say)> Options, int Total) : Found;

    public sealed record Nobody(string Why) : Found;

    public sealed record Refused(string Why) : Found;
}

/// <summary>
/// From the words for somebody (3号楼的李奶奶, 501, 第3个, 他) to the register: read as a question, narrowed by the scoped plan, run like one.
/// </summary>
public sealed class SubjectFinder(IReader reader, CatalogSource catalogs, CommunityQueries queries, Register register)
{
    private const int MostOptions = 8;
    private const int ElderFrom = 55;

    public async Task<Found> Find(string about, AboutKind kind, bool wantsHouse, Turn turn, AskContext? context, Subject? last, CancellationToken ct) => kind switch
    {
        AboutKind.Ordinal => await FromList(about, turn, context, wantsHouse, ct),
        AboutKind.Pronoun => await FromContext(turn, context, last, wantsHouse || about.Contains('户') || about.Contains('家') || about.Contains('房'), ct),
        AboutKind.House => await Houses(about, turn, ct),
        _ => await People(about, turn, ct),
    };

    private async Task<Found> People(string about, Turn turn, CancellationToken ct)
    {
        if (Mentions.IsIdNumber(about))
            return await register.ByNumber(turn.Account, about, ct) is { } entry ? new Found.One(entry) : new Found.Nobody("您的范围内没有这个身份证号的人。");
        var (place, name) = Split(about);
        var places = place.Length == 0 ? [] : (await Plan($"{place}住的谁", turn, ct))?.Places;
        if (places is null) return new Found.Nobody($"没认出“{place}”是哪里。");
        var who = await Plan($"查一下{name}", turn, ct);
        if (who is not { Record: "person" }) return new Found.Nobody($"没认出“{name}”说的是谁，请说全名，同名的再加上住址。");
        var where = IsElder(name) ? who.Where.And(new Compare("age", Comparison.AtLeast, ElderFrom)) : who.Where;
        var plan = new QueryPlan { Record = "person", Measure = Measure.List, Where = where, Places = places };
        var found = await Run(plan, turn, ct);
        if (found is (null, { } refused)) return new Found.Refused(refused);
        if (found.Answer!.Total == 0) found = await Run(plan with { Population = "known" }, turn, ct);
        var answer = found.Answer!;
        if (answer.Total == 0) return new Found.Nobody($"您的范围内没有找到“{about}”。请核对姓名和住址，或者报身份证号。");
        if (answer.Total == 1) return await One(new("person", answer.RecordIds[0]), turn, ct);
        return await Choice("person", answer, turn, ct);
    }

    private async Task<Found> Houses(string about, Turn turn, CancellationToken ct)
    {
        if (await Plan($"{about}住的谁", turn, ct) is not { Places.Count: > 0 } plan) return new Found.Nobody($"没认出“{about}”是哪一户。");
        var found = await Run(new QueryPlan { Record = "house", Measure = Measure.List, Places = plan.Places }, turn, ct);
        if (found is (null, { } refused)) return new Found.Refused(refused);
        var answer = found.Answer!;
        if (answer.Total == 0) return new Found.Nobody($"您的范围内没有“{about}”这套房。");
        if (answer.Total == 1) return await One(new("house", answer.RecordIds[0]), turn, ct);
        return await Choice("house", answer, turn, ct);
    }

    private async Task<Found> FromList(string about, Turn turn, AskContext? context, bool wantsHouse, CancellationToken ct)
    {
        var digits = string.Concat(about.Where(c => char.IsAsciiDigit(c) || "一二三四五六七八九十".Contains(c)));
        if (context?.Plans is not [{ Measure.Kind: MeasureKind.List } plan] || Mentions.Number(digits) is not (>= 1 and var number)) return new Found.Nobody("没有可以数的名单。请先列出名单，再说“第3个搬走了”。");
        if (plan.Record is not ("person" or "house")) return new Found.Nobody("刚才列的不是居民或房屋，不能这样改。");
        var catalog = await catalogs.Current(ct);
        if (ScopedPlan.For(plan, turn.Account, catalog) is not ScopedPlan scoped) return new Found.Refused("刚才的名单不在您的范围内。");
        // A number beyond the page shown counts from the first row of all.
        var offset = number <= CommunityQueries.PageRows ? context.Offset + number - 1 : number - 1;
        if (await queries.Run(scoped, turn.Today, ct, offset, 1) is not Answer { RecordIds: [var id, ..] }) return new Found.Nobody($"刚才的名单没有第 {number} 条。");
        return await Narrowed(new(plan.Record, id), turn, wantsHouse, ct);
    }

    private async Task<Found> FromContext(Turn turn, AskContext? context, Subject? last, bool wantsHouse, CancellationToken ct)
    {
        if (last is not null) return await Narrowed(last, turn, wantsHouse, ct);
        if (context?.Plans is not [{ Record: "person" or "house", Measure.Kind: MeasureKind.List or MeasureKind.Profile } plan]) return new Found.Nobody("您说的是谁、哪一户？请说姓名或门牌，例如“张三的电话改成…”。");
        var catalog = await catalogs.Current(ct);
        if (ScopedPlan.For(plan, turn.Account, catalog) is not ScopedPlan scoped || await queries.Run(scoped, turn.Today, ct, context.Offset) is not Answer answer) return new Found.Nobody("您说的是谁、哪一户？");
        if (answer.Total == 1) return await Narrowed(new(plan.Record, answer.RecordIds[0]), turn, wantsHouse, ct);
        if (wantsHouse && plan.Places is [{ Room.Length: > 0 }] && answer.RecordIds.Count > 0) return await Narrowed(new(plan.Record, answer.RecordIds[0]), turn, true, ct);
        return await Choice(plan.Record, answer, turn, ct);
    }

    /// <summary>这户 after a person means where the person lives.</summary>
    private async Task<Found> Narrowed(Subject subject, Turn turn, bool wantsHouse, CancellationToken ct)
    {
        if (await register.Find(turn.Account, subject, ct) is not { } entry) return new Found.Nobody("您的范围内没有这条记录。");
        if (!wantsHouse || subject.Record == "house") return new Found.One(entry);
        return entry.HouseId is { } house ? await One(new("house", house), turn, ct) : new Found.Nobody($"{entry.Name}没有登记住在哪一户。");
    }

    private async Task<Found> One(Subject subject, Turn turn, CancellationToken ct) =>
        await register.Find(turn.Account, subject, ct) is { } entry ? new Found.One(entry) : new Found.Nobody("您的范围内没有这条记录。");

    private async Task<Found> Choice(string record, Answer answer, Turn turn, CancellationToken ct)
    {
        var options = new List<(string, string)>();
        foreach (var id in answer.RecordIds.Take(MostOptions))
            if (await register.Find(turn.Account, new(record, id), ct) is { } entry)
                options.Add(record == "house" ? (entry.Name, entry.Name) : (entry.Label, entry.Address.Length > 0 ? $"{entry.Address}的{entry.Name}" : entry.Values.GetValueOrDefault("身份证号", entry.Name)));
        return new Found.Several(options, answer.Total);
    }

    private async Task<QueryPlan?> Plan(string question, Turn turn, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        return await reader.Read(new(question, turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog)), ct) is Understood { Plans: [var plan] } ? plan : null;
    }

    private async Task<(Answer? Answer, string? Refused)> Run(QueryPlan plan, Turn turn, CancellationToken ct) =>
        ScopedPlan.For(plan, turn.Account, await catalogs.Current(ct)) switch
        {
            ScopedPlan scoped when await queries.Run(scoped, turn.Today, ct) is Answer answer => (answer, null),
            Declined declined => (null, declined.Reason),
            _ => (null, "查找花的时间太长，请把住址说得更具体一些。"),
        };

    /// <summary>3号楼的李奶奶 → 3号楼, 李奶奶; 501张三 → 501, 张三.</summary>
    private static (string Place, string Name) Split(string about)
    {
        if (about.LastIndexOf('的') is var de and > 0) return (about[..de], about[(de + 1)..]);
        for (var length = 4; length >= 2; length--)
            if (length < about.Length && Mentions.HousePartAt(about[..^length]) is not null && (Mentions.IsPersonalName(about[^length..]) || Mentions.IsTitled(about[^length..]))) return (about[..^length], about[^length..]);
        return ("", about);
    }

    private static bool IsElder(string name) => name.EndsWith("奶奶", StringComparison.Ordinal) || name.EndsWith("爷爷", StringComparison.Ordinal) || name.EndsWith("大爷", StringComparison.Ordinal)
        || name.EndsWith("大娘", StringComparison.Ordinal) || name.EndsWith("老太太", StringComparison.Ordinal) || name.EndsWith("老爷子", StringComparison.Ordinal);
}
