using System.Text;

namespace PalmAssistant.Language;

/// <summary>Says a plan back in Chinese, piece by piece: "敦化路街道 · 实有人口 · 年龄≥80周岁 · 人数".</summary>
public static class PlanWords
{
    /// <param name="place">what is said where the plan names no place: the speaker's own region</param>
    public static string Of(QueryPlan plan, Catalogue catalogue, string? place = null)
    {
        var lexicon = Lexicon.Of(catalogue);
        if (!lexicon.Records.TryGetValue(plan.Record, out var record)) return plan.Record;
        var pieces = new List<string>();
        var where = plan.Places.Count > 0 ? string.Join("、", plan.Places.Select(Name)) : place;
        if (!string.IsNullOrEmpty(where)) pieces.Add(where);
        pieces.Add(Subject(plan, record));
        pieces.AddRange(Parts(plan.Where).Select(c => Say(c, record, lexicon)));
        if (plan.GroupBy.Count > 0) pieces.Add("按" + string.Join("、", plan.GroupBy.Select(g => FieldName(g, record, lexicon))) + "分");
        if (plan.AgeBands.Count > 0) pieces.Add("年龄段起点" + string.Join("、", plan.AgeBands));
        if (plan.Having is { } having) pieces.Add(HavingWords(having, plan, record, lexicon));
        pieces.Add(MeasureWords(plan, record, lexicon));
        if (plan.Minus is { } minus) pieces.Add((plan.IsRatio ? "除以（" : "减去（") + Of(minus, catalogue, place) + "）");
        if (plan.Ranking is { } ranking) pieces.Add(RankingWords(ranking, record, lexicon));
        if (plan.Show.Count > 0) pieces.Add("显示" + string.Join("、", plan.Show.Select(s => FieldName(s, record, lexicon))));
        pieces.AddRange(PastPieces(plan));
        return string.Join(" · ", pieces);
    }

    private static IEnumerable<string> PastPieces(QueryPlan plan)
    {
        if (plan.Trend is { } trend)
        {
            yield return $"按{trend.Step switch { TrendStep.Year => "年", TrendStep.Quarter => "季度", _ => "月" }}变化" + (trend.From is { } from ? $"（{from:yyyy-MM-dd}起）" : "");
            yield break;
        }
        if (plan is { Change: Change.Gained, ComparedWith: { } before }) yield return $"{before.AddDays(1):yyyy-MM-dd}{(plan.AsOf is { } end ? $"至{end:yyyy-MM-dd}" : "以来")}新增";
        else if (plan.ComparedWith is { } day) yield return (plan.AsOf is { } later ? $"{later:yyyy-MM-dd}" : "") + $"与{day:yyyy-MM-dd}相比";
        else if (plan.AsOf is { } asOf) yield return $"截至{asOf:yyyy-MM-dd}";
    }

    /// <summary>One condition in words: 年龄≥80周岁, 不是党员, 独居老人 或 空巢老人.</summary>
    public static string Of(Condition where, string record, Catalogue catalogue)
    {
        var lexicon = Lexicon.Of(catalogue);
        return lexicon.Records.TryGetValue(record, out var term) ? string.Join(" · ", Parts(where).Select(c => Say(c, term, lexicon))) : "";
    }

    public static string Name(Place place)
    {
        var text = new StringBuilder(place.Name);
        if (place.Building is { } building) text.Append(building).Append("号楼");
        if (place.Unit is { } unit) text.Append(unit).Append("单元");
        if (place.Room is { } room) text.Append(room).Append('室');
        return text.ToString();
    }

    private static string Subject(QueryPlan plan, RecordTerm record)
    {
        var population = plan.Population is { } key ? record.Populations.FirstOrDefault(p => p.Key == key) : record.Populations.FirstOrDefault();
        return population is { Name.Length: > 0 } named && (plan.Population is not null || record.Unit == "人") ? named.Name : record.Name;
    }

    private static string MeasureWords(QueryPlan plan, RecordTerm record, Lexicon lexicon) => plan.Measure.Kind switch
    {
        MeasureKind.Count => record.Unit switch { "人" => "人数", "条" => "条数", "人次" => "人次", var unit => plan.Population == "occupied" ? "户数" : unit + "数" },
        MeasureKind.List => "名单",
        MeasureKind.Profile => "详细信息",
        MeasureKind.Share => "占" + (plan.OutOf is { Places.Count: > 0 } of && !of.Places.SequenceEqual(plan.Places) ? string.Join("、", of.Places.Select(Name)) : "") + (plan.IsOfAll ? "全部" : "") + (plan.OutOf is { } whole ? Whole(whole, record, lexicon) : Subject(plan, record)) + "的比例",
        MeasureKind.Average when plan.Measure.Per is { } per => FieldName(plan.Measure.Field, record, lexicon) + "合计÷" + FieldName(per, record, lexicon) + "合计",
        MeasureKind.Average => "平均" + FieldName(plan.Measure.Field, record, lexicon),
        MeasureKind.Sum => FieldName(plan.Measure.Field, record, lexicon) + "合计",
        MeasureKind.Minimum => "最小" + FieldName(plan.Measure.Field, record, lexicon),
        _ => "最大" + FieldName(plan.Measure.Field, record, lexicon),
    };

    private static string Whole(QueryPlan whole, RecordTerm record, Lexicon lexicon) =>
        string.Join("且", Parts(whole.Where).Select(c => Say(c, record, lexicon)).Prepend(Subject(whole, record)));

    private static string RankingWords(Ranking ranking, RecordTerm record, Lexicon lexicon)
    {
        var order = ranking.Field is { } field ? FieldName(field, record, lexicon) + (ranking.Descending ? "从大到小" : "从小到大") : ranking.Descending ? "从多到少" : "从少到多";
        return ranking.Nth is { } nth ? $"{order}第{nth}" : ranking.Top is { } top ? $"{order}前{top}" : order;
    }

    private static string HavingWords(GroupFilter having, QueryPlan plan, RecordTerm record, Lexicon lexicon)
    {
        var (of, unit) = plan.Measure.Kind switch
        {
            MeasureKind.Share => ("比例", "%"),
            MeasureKind.Count => ("数量", plan.Population == "occupied" ? "户" : record.Unit),
            _ => (MeasureWords(plan, record, lexicon), FieldOf(plan.Measure.Field ?? "", record, lexicon)?.Unit ?? ""),
        };
        var low = having.Low.ToString("0.####");
        return of + having.Op switch { Comparison.More => ">", Comparison.AtLeast => "≥", Comparison.Less => "<", Comparison.AtMost => "≤", Comparison.Between => "在", _ => "=" } + low + (having.High is { } high ? $"至{high:0.####}" : "") + unit;
    }

    private static IReadOnlyList<Condition> Parts(Condition where) => where is All all ? all.Parts : [where];

    private static string Say(Condition where, RecordTerm record, Lexicon lexicon) => where switch
    {
        All { Parts.Count: 0 } => "全部",
        All all => string.Join(" 且 ", all.Parts.Select(p => Say(p, record, lexicon))),
        Any any => string.Join(" 或 ", any.Parts.Select(p => p is All { Parts.Count: > 1 } ? $"（{Say(p, record, lexicon)}）" : Say(p, record, lexicon))),
        Not { Part: HasTag tag } => $"不是{tag.Tag}",
        Not { Part: Compare { Op: Comparison.IsKnown } c } => $"没有{FieldName(c.Field, record, lexicon)}",
        Not { Part: Related { Where: All { Parts.Count: 0 } } r } => $"没有{RelationName(r, record)}",
        Not not => $"不符合（{Say(not.Part, record, lexicon)}）",
        HasTag tag => tag.Tag,
        Related related => Across(related, record, lexicon),
        Compare compare => Compared(compare, record, lexicon),
        _ => "",
    };

    private static string Across(Related related, RecordTerm record, Lexicon lexicon)
    {
        var name = RelationName(related, record);
        var many = related.AtLeast > 1 ? $"至少{related.AtLeast}" : "";
        if (related.Where is All { Parts.Count: 0 }) return $"有{many}{name}";
        var other = record.Relations.FirstOrDefault(r => r.Key == related.Relation) is { } relation && lexicon.Records.TryGetValue(relation.Record, out var term) ? term : record;
        return $"{name}{many}（{Say(related.Where, other, lexicon)}）";
    }

    private static string RelationName(Related related, RecordTerm record) => record.Relations.FirstOrDefault(r => r.Key == related.Relation)?.Name ?? related.Relation;

    private static string Compared(Compare c, RecordTerm record, Lexicon lexicon)
    {
        var field = FieldOf(c.Field, record, lexicon);
        var name = field?.Name ?? c.Field;
        var unit = field?.Kind == FieldKind.Age ? "周岁" : field?.Unit is { } u and not "月日" ? u : "";
        string V(int i) => c.Values[i] switch { { Number: { } day } when field?.Unit == "月日" => $"{(int)day / 100}月{(int)day % 100}日", { Relative: { } relative } => Relative(relative), { Date: { } date } when field?.Kind == FieldKind.Month => date.ToString("yyyy-MM"), var v => v.ToString() };
        return c.Op switch
        {
            Comparison.Equal => $"{name}={V(0)}{unit}",
            Comparison.NotEqual => $"{name}不是{V(0)}",
            Comparison.Less => $"{name}{(c.Values[0].Date is null ? "<" : "早于")}{V(0)}{unit}",
            Comparison.AtMost => $"{name}{(c.Values[0].Date is null ? "≤" : "不晚于")}{V(0)}{unit}",
            Comparison.More => $"{name}{(c.Values[0].Date is null ? ">" : "晚于")}{V(0)}{unit}",
            Comparison.AtLeast => $"{name}{(c.Values[0].Date is null ? "≥" : "不早于")}{V(0)}{unit}",
            Comparison.Between => c.Values[0].Date is null ? $"{name}{V(0)}至{V(1)}{unit}" : $"{name}{V(0)}至{V(1)}",
            Comparison.In => $"{name}为{string.Join("、", Enumerable.Range(0, c.Values.Count).Select(V))}",
            Comparison.StartsWith => $"{name}以“{V(0)}”开头",
            Comparison.EndsWith => $"{name}以“{V(0)}”结尾",
            Comparison.Contains => $"{name}含“{V(0)}”",
            _ => $"有{name}",
        };
    }

    private static string Relative(string relative) => relative switch { "newest" => "最新", "today" => "今天", _ => relative };

    private static string FieldName(string? key, RecordTerm record, Lexicon lexicon) => key is null ? "" : FieldOf(key, record, lexicon)?.Name ?? key;

    // A dotted key reaches over a relation: "disability.kind".
    private static FieldTerm? FieldOf(string key, RecordTerm record, Lexicon lexicon)
    {
        var dot = key.IndexOf('.');
        if (dot < 0) return record.Fields.FirstOrDefault(f => f.Key == key);
        var relation = record.Relations.FirstOrDefault(r => r.Key == key[..dot]);
        return relation is not null && lexicon.Records.TryGetValue(relation.Record, out var other) ? other.Fields.FirstOrDefault(f => f.Key == key[(dot + 1)..]) : null;
    }
}
