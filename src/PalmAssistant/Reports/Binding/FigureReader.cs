using System.Text.RegularExpressions;
using PalmAssistant.Language;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Binding;

/// <summary>
/// A header read as a figure by the same reader and catalogue as a question. Binds only what was read whole: an unplaced word, a grouping,
/// a foreign unit or a word of what only people know leaves the cell to a person.
/// </summary>
internal sealed partial class FigureReader(Func<string, Reading> read, IReadOnlyList<string> notes, DateOnly today)
{
    private static readonly string[] PersonUnits = ["人", "名", "岁"];

    /// <summary>How an offered reading ends that leaves the column to people.</summary>
    public const string ByPeople = "由人填";

    public CellBinding Read(IReadOnlyList<string> path, string? unit, CellType type)
    {
        if (IsOnlyPeoples(path) || path.Any(p => p.Contains("人次", StringComparison.Ordinal))) return Nobody.Knows;
        if (Unsaid(path, unit, type) is { } unsaid) return unsaid;
        if (Nested().Match(path[^1]) is { Success: true } nested) return TwoFigures(path, nested.Groups[1].Value, nested.Groups[2].Value, "人", "{0}({1})", within: true);
        if (Slashed().Match(path[^1]) is { Success: true } slashed) return InTwoUnits(path, slashed);
        if (type is not (CellType.Integer or CellType.Number or CellType.Text) || type == CellType.Text && Wording.Unit(path) is null) return Nobody.Knows;
        return One(path, unit);
    }

    /// <summary>低保 without a unit: households or persons? 网格员 without a counting word: how many, or who?</summary>
    private Undecided? Unsaid(IReadOnlyList<string> path, string? unit, CellType type)
    {
        if (unit is not null || type is not CellType.Integer) return null;
        var leaf = Wording.Squeeze(path[^1]).TrimStart('其', '中', '：', ':');
        if (BindingWords.All.Roles.Contains(leaf) && One(path, "人") is Figure)
            return new($"“{leaf}”要填人数，还是姓名？", [new($"{leaf}人数", HeaderPhrase.Of(path, "人").Sentence), new($"{leaf}姓名，{ByPeople}", $"{leaf}姓名")]) { Understood = leaf, Confidence = 0.5 };
        if (!BindingWords.All.InTwoUnits.Contains(leaf)) return null;
        var group = path.Take(path.Count - 1).ToList();
        var (households, persons) = (HeaderPhrase.Of([.. group, leaf + "户"], "户").Sentence, HeaderPhrase.Of([.. group, leaf + "对象"], "人").Sentence);
        return new($"“{leaf}”按户数填，还是按人数填？", [new($"{leaf}户数", households), new($"{leaf}人数", persons)]) { Understood = leaf, Confidence = 0.5 };
    }

    /// <summary>One figure; <see cref="Undecided"/> where two readings are possible and no note settles it.</summary>
    public CellBinding One(IReadOnlyList<string> path, string? unit) =>
        Whole(path, unit) is var read && read is Figure { Plans: [var plan] } && OfAPeriod(HeaderPhrase.Of(path, unit), plan) is { } which ? which : read;

    private CellBinding Whole(IReadOnlyList<string> path, string? unit)
    {
        if (WillTurn(path, unit) is { } turning) return turning;
        var phrase = HeaderPhrase.Of(path, unit);
        if (phrase.Parts is ["实有" or "实有户"] && unit == "户") phrase = phrase with { Parts = [] };       // 户 are occupied houses, so 实有户 says nothing more
        if (phrase.Parts.Count == 0 && unit is not "户") return Nobody.Knows;
        if (unit == "户" && phrase.Parts.Count > 0 && Bind(phrase with { Question = "有多少" }, "户", 1) is Figure { Plans: [{ Record: "entity" }] } business) return business;
        var whole = Bind(phrase, unit, 1);
        if (whole is Nobody && Levels(phrase, unit) is { Count: > 1 } apart) return Composed(phrase, apart);
        if (whole is Figure { Plans: [var said] } && Levels(phrase, unit) is { } levels && !Keeps(said, levels)) return Composed(phrase, levels);
        if (whole is Figure || phrase.WithoutHeadings is not { } shorter) return whole;
        return Bind(shorter, unit, 0.8) is Figure bound ? bound : whole;
    }

    /// <summary>Each level of a header read by itself; null when one of them is no condition on people.</summary>
    private List<QueryPlan>? Levels(HeaderPhrase phrase, string? unit)
    {
        if (phrase.Parts.Count < 2) return null;
        var plans = phrase.Parts.Select((p, i) => Level(phrase, i, unit)).ToList();
        List<QueryPlan> figures = [.. plans.OfType<QueryPlan>()];
        return figures.Count == plans.Count && figures.Select(p => p.Population).Where(p => p is not null).Distinct().Count() <= 1 ? figures : null;
    }

    /// <summary>死亡人数, 注销（户）: all that are on record so, or those of the period the form is about? Nobody counts the dead of all years.</summary>
    private static Undecided? OfAPeriod(HeaderPhrase phrase, QueryPlan plan)
    {
        var words = string.Concat(phrase.Parts);
        if (!Flow().IsMatch(words) || words.Any(char.IsAsciiDigit) || plan.Population != "deceased" && plan.Record != "entity" || Dated().IsMatch(Text(plan.Where))) return null;
        return new($"“{words}”是登记在册的全部，还是本期发生的？本期发生的由人填。", [new($"全部{words}", phrase.Sentence), new($"本期{words}，{ByPeople}", words)]) { Understood = words, Confidence = 0.5 };
    }

    /// <summary>One level as a condition on people: by itself, or after the first where it needs that to be understood (残疾人 · 一级); 非重度 is whoever is not 重度.</summary>
    private QueryPlan? Level(HeaderPhrase phrase, int at, string? unit)
    {
        QueryPlan? People(params string[] parts) => Bind(phrase with { Parts = parts }, unit, 1) is Figure { Plans: [{ Record: "person", Measure.Kind: MeasureKind.Count } plan] } ? plan : null;
        var part = phrase.Parts[at];
        if (part.Length > 1 && part[0] == '非' && (People(part[1..]) ?? (at > 0 ? People(phrase.Parts[0], part[1..]) : null)) is { } other) return other with { Where = new Not(other.Where) };
        return People(part) ?? (at > 0 ? People(phrase.Parts[0], part) : null);
    }

    /// <summary>Whether a figure read within another says nothing that it does not say alone.</summary>
    public static bool SaysNoMore(QueryPlan within, QueryPlan alone) => within.Population == alone.Population && Keeps(alone, [within]);

    /// <summary>A figure under a heading is part of the heading's: what any level says must stand in the whole, or be implied by a narrower age.</summary>
    private static bool Keeps(QueryPlan whole, IReadOnlyList<QueryPlan> levels)
    {
        if (whole.Record != "person" || levels.Any(l => l.Population is { } p && p != whole.Population)) return false;
        var said = Parts(whole.Where);
        return levels.SelectMany(l => Parts(l.Where)).All(p => said.Any(s => Text(s) == Text(p) || Implies(s, p)));
    }

    private static IReadOnlyList<Condition> Parts(Condition where) => where is All all ? [.. all.Parts.SelectMany(Parts)] : [where];

    private static string Text(Condition condition) => System.Text.Json.JsonSerializer.Serialize(condition);

    private static bool Implies(Condition narrow, Condition wide) =>
        narrow is Compare { Field: "age", Op: Comparison.AtLeast or Comparison.Between } n && wide is Compare { Field: "age", Op: Comparison.AtLeast } w && n.Values[0].Number >= w.Values[0].Number;

    private Figure Composed(HeaderPhrase phrase, IReadOnlyList<QueryPlan> levels) => new([OfPopulation(new QueryPlan
    {
        Record = "person", Population = levels.Select(l => l.Population).FirstOrDefault(p => p is not null), Where = levels.Aggregate(Condition.Always, (all, l) => all.And(l.Where)),
    })])
    { Understood = string.Join("·", phrase.Parts), Confidence = 0.9 };

    private CellBinding Bind(HeaderPhrase phrase, string? unit, double confidence) => read(phrase.Sentence) switch
    {
        Understood { Plans: [var plan] } when IsFigure(plan, unit) => new Figure([OfPopulation(plan)]) { Understood = string.Join("·", phrase.Parts), Confidence = confidence },
        Ambiguous ambiguous => Settled(phrase, ambiguous, unit),
        _ => Nobody.Knows,
    };

    /// <summary>A note of the form often says which reading is meant ("常住人口"按实有人口口径).</summary>
    private CellBinding Settled(HeaderPhrase phrase, Ambiguous ambiguous, string? unit)
    {
        if (ambiguous.Question.StartsWith("没认出", StringComparison.Ordinal)) return Nobody.Knows;      // a guess at a slip of the pen, not two readings
        var settled = ambiguous.Options.Where(o => notes.Any(n => n.Contains(o.Say, StringComparison.Ordinal) && phrase.Parts.Any(p => n.Contains(p, StringComparison.Ordinal)))).ToList();
        if (settled is [var one] && read(one.Say + phrase.Question) is Understood { Plans: [var plan] } && IsFigure(plan, unit))
            return new Figure([OfPopulation(plan)]) { Understood = one.Say, Confidence = 0.8 };
        return new Undecided(ambiguous.Question, ambiguous.Options) { Understood = string.Concat(phrase.Parts), Confidence = 0.5 };
    }

    private CellBinding TwoFigures(IReadOnlyList<string> path, string first, string second, string unit, string pattern, bool within)
    {
        var group = path.Take(path.Count - 1).ToList();
        var one = One([.. group, first], unit);
        var two = One(within ? [.. group, first, second] : [.. group, second], unit);
        if (two is not Figure) two = One([.. group, second], unit);
        return one is Figure a && two is Figure b ? new Figure([.. a.Plans, .. b.Plans], pattern) { Understood = $"{a.Understood}（{b.Understood}）", Confidence = 0.8 } : Nobody.Knows;
    }

    /// <summary>低保户(户/人): the same thing counted in two units.</summary>
    private CellBinding InTwoUnits(IReadOnlyList<string> path, Match header)
    {
        var group = path.Take(path.Count - 1).ToList();
        var thing = header.Groups[1].Value;
        var one = One([.. group, header.Groups[2].Value == "户" ? thing : thing.TrimEnd('户')], header.Groups[2].Value);
        var two = One([.. group, header.Groups[3].Value == "户" ? thing : thing.TrimEnd('户')], header.Groups[3].Value);
        return one is Figure a && two is Figure b
            ? new Figure([.. a.Plans, .. b.Plans], "{0}/{1}") { Understood = $"{a.Understood}（{header.Groups[2].Value}/{header.Groups[3].Value}）", Confidence = 0.8 }
            : Nobody.Knows;
    }

    /// <summary>明年将满80周岁: those born in one calendar year.</summary>
    private Figure? WillTurn(IReadOnlyList<string> path, string? unit)
    {
        if (Turning().Match(path[^1]) is not { Success: true } m || unit is { } u && !PersonUnits.Contains(u)) return null;
        var year = today.Year + (m.Groups[1].Value.StartsWith('明') ? 1 : 0) - int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
        var born = new Compare("birth_date", Comparison.Between, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return new([new QueryPlan { Record = "person", Where = born }]) { Understood = $"{year}年出生" };
    }

    private QueryPlan OfPopulation(QueryPlan plan) =>
        plan is { Record: "person", Population: null } && notes.Any(n => HukouNote().IsMatch(n)) ? plan with { Population = "hukou" } : plan;

    private static bool IsFigure(QueryPlan plan, string? unit) =>
        plan.Measure.Kind is MeasureKind.Count or MeasureKind.Sum && plan.GroupBy.Count == 0 && plan.Ranking is null && plan.Places.Count == 0 && plan.ComparedWith is null
        && IsFirm(plan.Where) && FitsUnit(plan, unit);

    /// <summary>"Is on file at all" is too weak a reading of a header word (隐患数).</summary>
    private static bool IsFirm(Condition condition) => condition switch
    {
        All all => all.Parts.All(IsFirm),
        Any any => any.Parts.All(IsFirm),
        Not not => IsFirm(not.Part),
        Compare { Op: Comparison.IsKnown, Field: not "resident" } => false,
        Related related => IsFirm(related.Where),
        _ => true,
    };

    private static bool FitsUnit(QueryPlan plan, string? unit) => (unit, plan.Record) switch
    {
        (null, _) => true,
        _ when plan.Measure.Kind == MeasureKind.Sum => unit is "元" or "万元" or "㎡",
        ("人" or "名", "person" or "force") => true,
        ("人" or "名", _) => plan.Record is not ("house" or "entity" or "venue"),
        ("户", "house" or "entity") => true,
        ("套" or "间", "house") => true,
        ("家" or "处" or "个", "entity" or "venue") => true,
        _ => false,
    };

    private static bool IsOnlyPeoples(IReadOnlyList<string> path) => path.Any(p => BindingWords.All.Never.Any(n => p.Contains(n, StringComparison.Ordinal)));

    [GeneratedRegex(@"^(.+?)[（(](?:其中|内|含)[：:]?(.+?)[)）]$")] private static partial Regex Nested();
    [GeneratedRegex(@"^(.+?)[（(](户|人|家|套)/(户|人|家|套)[)）]$")] private static partial Regex Slashed();
    [GeneratedRegex(@"(今年|本年|明年)(?:内|将)*(?:年)?满(\d{2,3})周?岁")] private static partial Regex Turning();
    [GeneratedRegex(@"死亡|去世|注销|吊销")] private static partial Regex Flow();
    [GeneratedRegex("(death_date|died|founded|closed|_date)\"")] private static partial Regex Dated();
    [GeneratedRegex(@"(按|以)户籍人口(口径|统计|为准)?(统计|填报)?")] private static partial Regex HukouNote();
}
