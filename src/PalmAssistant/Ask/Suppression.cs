using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Figures of people whom the account may count and not list (sensitive matters seen from the district). A count below the threshold reads 少于N;
/// in a table at least one further cell goes with it, so that the total does not give it away; what could be had by subtracting one figure from
/// another is withheld too.
/// </summary>
public sealed class Suppression(int below)
{
    private const string Withhold = "不显示";

    public bool IsSmall(decimal? value) => value is > 0 && value < below;

    /// <summary>The answer with its small figures hidden. Shares lose the share, the part and, with them, what would bring them back.</summary>
    public Answer Hide(Answer answer)
    {
        if (below <= 1) return answer;
        if (answer.Kind == AnswerKind.Number)
            return answer.Scoped.Plan.Measure.Kind switch
            {
                MeasureKind.Count when IsSmall(answer.Value) => answer with { Value = null, Instead = $"少于{below}", Notes = [.. answer.Notes, Note] },
                MeasureKind.Share => Withheld(answer),
                MeasureKind.Count => answer,
                _ => Withheld(answer),      // an average or a largest value of a few tells of each of them
            };
        if (answer.Kind != AnswerKind.Table) return answer;
        var counts = answer.Scoped.Plan.Measure.Kind switch { MeasureKind.Count => answer.Columns.Count - 1, MeasureKind.Share => answer.Columns.Count - 2, _ => -1 };
        if (counts < 0) return answer with { Rows = [.. answer.Rows.Select(r => (IReadOnlyList<object?>)[.. r.SkipLast(1), Withhold])], Instead = Withhold, Notes = [.. answer.Notes, Note] };
        return HideCells(answer, counts);
    }

    private Answer HideCells(Answer answer, int counts)
    {
        var values = answer.Rows.Select(r => r[counts] as decimal? ?? 0).ToList();
        var hidden = Hidden(values);
        if (hidden.Count == 0) return answer;
        if (IsOneEach(values)) return answer with { Rows = [], Total = 0, Instead = Withhold, Headline = "每一组的人都很少，分开列会看出是谁，所以不分组显示。可以只问合计", Notes = [.. answer.Notes, Note] };
        var cell = Cell([.. hidden.Select(i => values[i])]);
        var isShare = answer.Scoped.Plan.Measure.Kind == MeasureKind.Share;
        return answer with
        {
            Rows = [.. answer.Rows.Select((row, i) => !hidden.Contains(i) ? row
                : isShare ? [.. row.Take(counts - 1), Withhold, cell, row[counts + 1]] : (IReadOnlyList<object?>)[.. row.Take(counts), cell])],
            Instead = Withhold,
            Notes = [.. answer.Notes, Note],
        };
    }

    /// <summary>Several groups and as many people: however the cells read, that there is a group tells that one person is in it.</summary>
    public static bool IsOneEach(IReadOnlyList<decimal> counts) => counts.Count > 1 && counts.Where(c => c > 0).ToList() is var groups && groups.Count > 1 && groups.All(c => c == 1);

    /// <summary>Which counts are hidden: the small ones, and the next larger ones until the sum of what is hidden can be shared out in more than one way.</summary>
    public IReadOnlySet<int> Hidden(IReadOnlyList<decimal> counts)
    {
        var hidden = Enumerable.Range(0, counts.Count).Where(i => IsSmall(counts[i])).ToHashSet();
        if (hidden.Count == 0) return hidden;
        foreach (var next in Enumerable.Range(0, counts.Count).Where(i => counts[i] >= below).OrderBy(i => counts[i]))
        {
            if (hidden.Count > 1 && hidden.Sum(i => counts[i]) > hidden.Count) break;
            hidden.Add(next);
        }
        return hidden;
    }

    /// <summary>少于N where that alone leaves several possibilities for each cell; otherwise all hidden cells read alike, so that nobody can tell the small ones.</summary>
    public string Cell(IReadOnlyList<decimal> hidden) =>
        hidden.Count == 1 && IsSmall(hidden[0]) || hidden.All(v => IsSmall(v)) && hidden.Sum() > hidden.Count && hidden.Sum() < hidden.Count * (below - 1) ? $"少于{below}" : Withhold;

    /// <summary>
    /// Figures beside which this one would tell by difference: the same people in all sibling regions, and the same matter without the other conditions.
    /// </summary>
    public static IEnumerable<ScopedPlan> Around(ScopedPlan scoped, Catalog catalog)
    {
        var plan = scoped.Plan;
        if (plan.Places is [{ Kind: not PlaceKind.Estate, Region: var region and not 0 }] && RegionRange.Level(region) is var level and (2 or 3) && Parent(region, level) is var parent && scoped.Limits.Range.Contains(RegionRange.Of(parent)))
            if (ScopedPlan.For(plan with { Places = [new(level == 3 ? PlaceKind.Street : PlaceKind.District, parent.ToString(), catalog.RegionName(parent) ?? "") { Region = parent }], GroupBy = [level == 3 ? "community" : "street"], Ranking = null }, scoped.Account, catalog) is ScopedPlan siblings)
                yield return siblings;
        if (Bare(plan.Where, catalog) is { } bare && !bare.Equals(plan.Where) && ScopedPlan.For(plan with { Where = bare }, scoped.Account, catalog) is ScopedPlan whole) yield return whole;
    }

    /// <summary>Whether the figure beside the other one gives a small one away.</summary>
    public bool TellsByDifference(Answer figure, Answer around) =>
        around.Kind == AnswerKind.Table
            ? around.Instead is not null && figure.Scoped.Plan.Places is [var place] && !around.Rows.Any(r => r[^1] is decimal shown && shown == figure.Value && r[0] is string label && label.EndsWith(place.Name, StringComparison.Ordinal))
            : IsSmall(around.Value - figure.Value);

    public static Answer Withheld(Answer answer) => answer with { Value = null, Instead = Withhold, Notes = [.. answer.Notes, "这个数和别的数一减，会推出人数很少的那一部分，所以不显示"] };

    private string Note => $"涉及敏感人群，少于 {below} 人的数不显示；为免由合计推出，个别相邻的数也不显示";

    private static long Parent(long region, int level) => level == 3 ? region / 1_000_000 * 1_000_000 : region / 1_000_000_000 * 1_000_000_000;

    /// <summary>Only the sensitive parts of a condition.</summary>
    private static Condition? Bare(Condition where, Catalog catalog) => where switch
    {
        All all => all.Parts.Select(p => Bare(p, catalog)).OfType<Condition>().Aggregate((Condition?)null, (a, b) => a is null ? b : a.And(b)),
        HasTag tag => catalog.FindTag(tag.Tag)?.Sensitive == true ? tag : null,
        Related related => catalog.Files.Records.Any(r => r.Key == related.Relation && r.Sensitive.Count > 0) ? related : null,
        _ => null,
    };
}
