namespace PalmAssistant.Language;

/// <summary>
/// One data question, understood. Every reader (rules, a language model) yields this and nothing else. It says nothing about who asks:
/// scope is added later by <c>Access.ScopedPlan</c>. The same plan defines a tag, prefills a report cell and selects who is visited.
/// </summary>
public sealed record QueryPlan
{
    /// <summary>Catalogue key of what is counted: "person", "house", "entity", "venue", "force".</summary>
    public required string Record { get; init; }

    /// <summary>Catalogue key of the population ("resident", "hukou", "floating", "away", "deceased", "active" …); null = the record's default.</summary>
    public string? Population { get; init; }

    public Measure Measure { get; init; } = Measure.Count;

    /// <summary>Named places, any of which may hold. Empty = the speaker's own region.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    public Condition Where { get; init; } = Condition.Always;

    /// <summary>Tags said of those counted (租房的, 没参保的) rather than naming them: the next kind of people is meant among them.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>Catalogue keys of grouping fields, outermost first: "street", "community", "grid", "estate", "building", "sex", "age_band", "education" …; a field over a relation is dotted: "disability.kind", "assistance.kind" (so is <see cref="Measure"/>'s field: "pension.amount").</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>For ageing bands: lower bounds in years ("60,70,80"); empty = the catalogue's default bands.</summary>
    public IReadOnlyList<int> AgeBands { get; init; } = [];

    public Ranking? Ranking { get; init; }

    /// <summary>Fields a list or profile was asked to show ("phone", "address"); empty = the record's default columns.</summary>
    public IReadOnlyList<string> Show { get; init; } = [];

    /// <summary>For <see cref="MeasureKind.Share"/>: what the part is taken of ("占实有人口"); null = the same plan without <see cref="Where"/>.</summary>
    public QueryPlan? OutOf { get; init; }

    /// <summary>With <see cref="OutOf"/> and groups: every group is taken of one whole ("各小区老人占全社区老人的比例"), not of its own.</summary>
    public bool IsOfAll { get; init; }

    /// <summary>Only groups whose figure meets it ("超过50个老人的小区", "没有党员的社区"); null = all of them.</summary>
    public GroupFilter? Having { get; init; }

    /// <summary>What is taken off: "A比B多多少" is this plan's figure less that one's; null = nothing.</summary>
    public QueryPlan? Minus { get; init; }

    /// <summary>With <see cref="Minus"/>: how many times that figure this one is ("A是B的几倍"), instead of the difference.</summary>
    public bool IsRatio { get; init; }

    /// <summary>The day the figure is compared with ("跟上个月比"); null = no comparison.</summary>
    public DateOnly? ComparedWith { get; init; }

    /// <summary>The day at whose end is counted ("去年底有多少"); null = now. Ages and rules are those of that day.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>With <see cref="ComparedWith"/>: the difference of two figures, or who came in between ("新增了多少").</summary>
    public Change Change { get; init; }

    /// <summary>The figure at the ends of months, quarters or years ("今年每个月的变化"); null = one day.</summary>
    public TrendSpan? Trend { get; init; }
}

/// <summary>Net: both figures and their difference. Gained: those who are counted now and were not then.</summary>
public enum Change { Net, Gained }

/// <param name="From">first day of the stretch; null = as far back as is known</param>
public sealed record TrendSpan(DateOnly? From, TrendStep Step);

public enum TrendStep { Month, Quarter, Year }

/// <summary>What is computed: a count, a list, a profile of one record, or a figure over <paramref name="Field"/> (average age, total area …).</summary>
/// <param name="Per">of an average: the number field its sum is divided by (人均面积: area per residents); null = by the records</param>
public sealed record Measure(MeasureKind Kind, string? Field = null, string? Per = null)
{
    public static readonly Measure Count = new(MeasureKind.Count);
    public static readonly Measure List = new(MeasureKind.List);
}

public enum MeasureKind { Count, List, Profile, Share, Average, Sum, Minimum, Maximum }

/// <summary>Order of groups (or of listed records by <paramref name="Field"/>), and how many are wanted; null Top = all of them, ordered.</summary>
/// <param name="Nth">only the one at this place, counted from 1: 第二多的社区</param>
public sealed record Ranking(bool Descending, int? Top, string? Field = null, int? Nth = null);

/// <summary>What a group's figure must be: More, AtLeast, Less, AtMost, Equal or Between; of shares in percent.</summary>
public sealed record GroupFilter(Comparison Op, decimal Low, decimal? High = null)
{
    public bool Holds(decimal figure) => Op switch
    {
        Comparison.More => figure > Low,
        Comparison.AtLeast => figure >= Low,
        Comparison.Less => figure < Low,
        Comparison.AtMost => figure <= Low,
        Comparison.Between => figure >= Low && figure <= High,
        _ => figure == Low,
    };
}

/// <summary>
/// A place named in the question. Region: Key = 15-digit code. Estate: Key = estate id. Building, unit and room narrow an estate
/// ("3号楼2单元501") and may stand alone when the context or the speaker's region gives the estate (Key empty).
/// </summary>
public sealed record Place(PlaceKind Kind, string Key, string Name)
{
    public string? Building { get; init; }
    public string? Unit { get; init; }
    public string? Room { get; init; }

    /// <summary>15-digit code of the region the place lies in: what scope is checked against.</summary>
    public long Region { get; init; }
}

public enum PlaceKind { District, Street, Community, Grid, Estate }
