namespace PalmAssistant.Access;

/// <summary>
/// The range of 15-digit region codes under one region: county(6) street(3) community(3) grid(3), padded with zeros (GB/T 2260 + local).
/// 370203001000000 = a street, its range ends at 370203001999999.
/// </summary>
public readonly record struct RegionRange(long Low, long High)
{
    public static RegionRange Of(long code) => new(code, code + Width(code));

    public bool Contains(long code) => code >= Low && code <= High;

    public bool Contains(RegionRange other) => other.Low >= Low && other.High <= High;

    /// <summary>1 district, 2 street, 3 community, 4 grid.</summary>
    public static int Level(long code) => Width(code) switch { 999_999_999 => 1, 999_999 => 2, 999 => 3, _ => 4 };

    /// <summary>6, 9, 12 or 15 digits to the padded 15-digit code; zero-padded 12 digits are taken too.</summary>
    public static long Parse(string code) => long.Parse(code.PadRight(15, '0'), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The code without its padding: 6, 9, 12 or 15 digits.</summary>
    public static string Short(long code) => Level(code) switch { 1 => (code / 1_000_000_000).ToString(), 2 => (code / 1_000_000).ToString(), 3 => (code / 1000).ToString(), _ => code.ToString() };

    private static long Width(long code) =>
        code % 1_000_000_000 == 0 ? 999_999_999 : code % 1_000_000 == 0 ? 999_999 : code % 1000 == 0 ? 999 : 0;
}
