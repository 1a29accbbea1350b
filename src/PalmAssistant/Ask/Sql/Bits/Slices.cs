using System.Globalization;

namespace PalmAssistant.Ask;

/// <summary>One column of <c>community.person</c> as bit slices (schema 024): <c>sex_0</c> is bit 0 of everyone's code. 0 is unknown.</summary>
/// <param name="Bits">how many slices; values are 1 to 2^Bits − 1</param>
/// <param name="Scale">what a value is multiplied by: 100 where cents are held</param>
/// <param name="Element">the expression of slice {i} where it is no column: an element of an array</param>
internal sealed record Slices(string Column, int Bits, bool IsDate = false, int Scale = 1, string? Element = null)
{
    private static readonly DateOnly FirstDay = new(1880, 1, 1);

    /// <summary>The same list as <c>community.resident_slice</c>.</summary>
    public static readonly IReadOnlyDictionary<string, Slices> All = new Slices[]
    {
        new("birth_date", 16, true), new("house_youngest", 16, true), new("sex", 4), new("education", 5), new("marriage", 4), new("political", 5),
        new("ethnicity", 7), new("relation", 6), new("residence_type", 4), new("hukou_status", 4), new("house_status", 4), new("house_usage", 4), new("house_residents", 7), new("birthday", 11), new("birth_year", 8),
    }.ToDictionary(s => s.Column, StringComparer.Ordinal);

    private static readonly HashSet<string> Hukou = ["birth_date", "birth_year", "birthday", "sex", "education", "marriage", "political", "residence_type"];

    /// <summary>Held of who has a 户籍 here, too.</summary>
    public bool IsOfHukou => Hukou.Contains(Column);

    public IEnumerable<string> Columns => Enumerable.Range(0, Bits).Select(Slice);

    private int Greatest => (1 << Bits) - 1;

    /// <summary>Whose value is known.</summary>
    public string Known() => "(" + string.Join(" | ", Columns) + ")";

    /// <summary>Whose value is known and compares so.</summary>
    public Bitset Compare(string op, object value) => op switch
    {
        "=" => Bitset.Partial(Exactly(value), Known()),
        "<>" => Bitset.Partial(Exactly(value), Known()).Not(),
        "<=" => Bitset.Partial(UpTo(Floor(value)), Known()),
        "<" => Bitset.Partial(UpTo(Ceiling(value) - 1), Known()),
        ">" => Bitset.Partial(UpTo(Floor(value)), Known()).Not(),
        ">=" => Bitset.Partial(UpTo(Ceiling(value) - 1), Known()).Not(),
        _ => throw new InvalidOperationException($"No comparison {op} over bits"),
    };

    public Bitset Of(ColumnTest test) => test switch
    {
        ColumnTest.Than than => Compare(than.Op, than.Value),
        ColumnTest.OneOf one => OneOf(one.Codes),
        ColumnTest.NoneOf none => OneOf(none.Codes).Not(),
        ColumnTest.IsKnown => new(Known(), $"(~{Known()})"),
        ColumnTest.Every every => Bitset.Every([.. every.Parts.Select(Of)]),
        ColumnTest.Either either => Bitset.Either([.. either.Parts.Select(Of)]),
        ColumnTest.Fails fails => Of(fails.Part).Not(),
        _ => throw new InvalidOperationException($"No bits for {test.GetType().Name}"),
    };

    public Bitset OneOf(IEnumerable<short> codes)
    {
        var each = codes.Select(c => Equal(c)).ToList();
        return Bitset.Partial(each.Count == 0 ? Bitset.Nobody : "(" + string.Join(" | ", each) + ")", Known());
    }

    private string Exactly(object value) => Floor(value) == Ceiling(value) ? Equal(Floor(value)) : Bitset.Nobody;

    private string Equal(long value)
    {
        if (value < 1 || value > Greatest) return Bitset.Nobody;
        return "(" + string.Join(" & ", Enumerable.Range(0, Bits).Select(i => (value >> i & 1) == 1 ? Slice(i) : "~" + Slice(i))) + ")";
    }

    /// <summary>From the lowest bit up: where the bound has a 1, a 0 there decides for "less"; where it has a 0, a 1 there decides against.</summary>
    private string UpTo(long bound)
    {
        if (bound < 1) return Bitset.Nobody;
        if (bound >= Greatest) return Known();
        var text = "";
        for (var i = 0; i < Bits; i++)
            text = (bound >> i & 1, text) switch
            {
                (1, "") => "",
                (1, _) => $"(~{Slice(i)} | {text})",
                (_, "") => "~" + Slice(i),
                _ => $"(~{Slice(i)} & {text})",
            };
        return $"({Known()} & {text})";
    }

    /// <summary>The sum of the values of those in <paramref name="whose"/>, of all rows of the statement.</summary>
    public string Sum(string whose) => "(" + string.Join(" + ", Enumerable.Range(0, Bits).Select(i => $"coalesce(sum(bit_count({Slice(i)} & {whose})), 0) * {1L << i}")) + ")";

    /// <summary>How many of those in <paramref name="whose"/> have a known value, in all rows of the statement.</summary>
    public string Count(string whose) => $"coalesce(sum(bit_count({Known()} & {whose})), 0)";

    private string Slice(int bit) => Element?.Replace("{i}", (bit + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) ?? $"b.{Column}_{bit.ToString(CultureInfo.InvariantCulture)}";

    private long Floor(object value) => value is DateOnly day ? Days(day) : (long)decimal.Floor(Clamped(value) * Scale);

    private long Ceiling(object value) => value is DateOnly day ? Days(day) : (long)decimal.Ceiling(Clamped(value) * Scale);

    private static decimal Clamped(object value) => decimal.Clamp(Convert.ToDecimal(value, CultureInfo.InvariantCulture), -1, int.MaxValue);

    private static long Days(DateOnly day) => day.DayNumber - FirstDay.DayNumber;
}

/// <summary>A condition over bits in SQL's own three-valued logic: for whom it holds, and for whom it fails; for the others it is unknown.</summary>
internal sealed record Bitset(string Holds, string Fails)
{
    public const string Everybody = "~b.nobody";
    public const string Nobody = "b.nobody";
    public static readonly Bitset Always = new(Everybody, Nobody);
    public static readonly Bitset Never = new(Nobody, Everybody);

    /// <summary>Holds for some of those whose value is known, fails for the rest of them.</summary>
    public static Bitset Partial(string holds, string known) => new(holds, $"({known} & ~{holds})");

    public Bitset Not() => new(Fails, Holds);

    /// <summary>Had or not had: what does not hold fails.</summary>
    public Bitset Decided() => new(Holds, $"(~{Holds})");

    public static Bitset Every(IReadOnlyList<Bitset> parts) => parts.Count == 0 ? Always : new(Joined(parts.Select(p => p.Holds), " & "), Joined(parts.Select(p => p.Fails), " | "));

    public static Bitset Either(IReadOnlyList<Bitset> parts) => parts.Count == 0 ? Never : new(Joined(parts.Select(p => p.Holds), " | "), Joined(parts.Select(p => p.Fails), " & "));

    private static string Joined(IEnumerable<string> parts, string op) => "(" + string.Join(op, parts) + ")";
}
