using System.Globalization;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>The portrait of a community, an estate, a building or a grid on one screen: each line's figures asked as the account itself would.</summary>
public sealed class PlacePortrait(IReader reader, CatalogSource catalogs, CommunityQueries queries)
{
    private const int MostGroups = 5;

    /// <summary>Null when the account may see none of it; the reason is the last figure's.</summary>
    public async Task<(Reply Reply, IReadOnlyList<Answer> Answers)> Of(IReadOnlyList<Place> places, Turn turn, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var answers = new List<Answer>();
        var lines = new List<(string Name, string Text, string Sources)>();
        string? refused = null;
        var portrait = PortraitLines.Load().Lines;
        var asked = new Queue<QueryResult?>(await FiguresAtOnce.Each([.. portrait.SelectMany(l => l.Parts)], (part, token) => Ask(part, places, catalog, turn, token), ct));
        foreach (var line in portrait)
        {
            var (said, sources) = (new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
            foreach (var part in line.Parts)
                switch (asked.Dequeue())
                {
                    case Answer answer when Said(part, answer) is { } text:
                        answers.Add(answer);
                        said.Add(text);
                        sources.UnionWith(answer.Sources.Select(s => $"{s.Source} {s.Latest:yyyy-MM-dd}"));
                        break;
                    case TookTooLong: said.Add($"（{part.Ask}：没算完）"); break;
                    case null when ScopedPlan.For(new QueryPlan { Record = "person", Places = places }, turn.Account, catalog) is Declined declined: refused ??= declined.Reason; break;
                }
            if (said.Count > 0) lines.Add((line.Name, string.Join("，", said), string.Join("、", sources)));
        }
        return (answers.Count == 0 ? Reply.Denied(refused ?? "这个地方的数据现在一项也查不到。") : Shown(lines, answers, turn), answers);
    }

    private async Task<QueryResult?> Ask(PortraitPart part, IReadOnlyList<Place> places, Catalog catalog, Turn turn, CancellationToken ct)
    {
        if (await reader.Read(new Question(part.Ask, turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog)), ct) is not Understood { Plans: [var plan] }) return null;
        plan = plan with { Places = places };
        if (AskData.NotHandedOver(plan, catalog) is not null || SurveyTags.NeverRecorded(plan, catalog) is not null) return null;
        return ScopedPlan.For(plan, turn.Account, catalog) is ScopedPlan scoped ? await queries.Run(scoped, turn.Today, ct) : null;
    }

    private static string? Said(PortraitPart part, Answer answer)
    {
        if (answer.Kind == AnswerKind.Table)
            return answer.Rows.Count == 0 ? null : string.Format(CultureInfo.InvariantCulture, part.Text, string.Join("，", answer.Rows.Take(MostGroups).Select(r => $"{r[0]} {AnswerText.Cell(r[^1])} {answer.Unit}")));
        if (answer.Instead is { } instead) return string.Format(CultureInfo.InvariantCulture, part.Text, $" {instead}{answer.Unit}");
        if (answer.Value is not { } value || part.Quiet && value == 0) return null;
        return string.Format(CultureInfo.InvariantCulture, part.Text, $" {AnswerText.Number(value)}{(answer.Unit == "%" ? "%" : " " + answer.Unit)}");
    }

    private static Reply Shown(List<(string Name, string Text, string Sources)> lines, List<Answer> answers, Turn turn)
    {
        var scope = answers[0].Scoped.Scope;
        var understood = $"{scope.Name} · 画像";
        var footer = $"数据截至 {turn.Today:yyyy-MM-dd}；每个数都可以单独问，例如“{Named(scope, turn)}独居老人名单”";
        var text = understood + "：" + string.Concat(lines.Select(l => $"\n{l.Name}：{l.Text}")) + "\n" + footer;
        var palm = new PalmData("profile")
        {
            Understood = understood,
            Scope = new(RegionRange.Short(scope.Region == 0 ? turn.Account.Region : scope.Region), scope.Name),
            AsOf = turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Result = new() { Columns = [.. lines.Select(l => new PalmColumn(l.Name, "text"))], Rows = [[.. lines.Select(l => (object?)l.Text)]], Total = 1 },
            Sources = [.. answers.SelectMany(a => a.Sources).DistinctBy(s => s.Source).Select(s => new PalmSource(s.Source, s.Latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))],
        };
        var ask = Named(scope, turn);
        return new Reply(text, palm)
        {
            Card = "ask/profile",
            CardData = new AnswerCard
            {
                Title = scope.Name, Understood = understood, Footer = footer,
                Rows = [.. lines.Select(l => new CardRow([new(l.Name, "Left"), new(l.Text, "Left"), new(l.Sources, "Left")]))],
            },
            LeavesCardOpen = true,
            Suggestions = [new("独居老人名单", ask + "独居老人名单"), new("隐患未整改的场所", ask + "隐患未整改的九小场所有哪些"), new("一年没采集的", ask + "信息长期未更新的居民名单")],
        };
    }

    private static string Named(Place scope, Turn turn) => scope.Region == turn.Account.Region ? "" : scope.Name;
}
