using PalmAssistant.Community;

namespace PalmAssistant.Demo.People;

/// <summary>Identity numbers that nobody has: their county code is not assigned. Never the same one twice.</summary>
internal sealed class IdIssuer
{
    private const int FirstYear = 1900;
    private const int PerDayAndSex = 498;
    private readonly Dictionary<string, ushort[]> issued = new(StringComparer.Ordinal);

    public string Next(string county, DateOnly birth, bool male)
    {
        if (!issued.TryGetValue(county, out var counts)) issued[county] = counts = new ushort[160 * 366 * 2];
        var slot = ((birth.Year - FirstYear) * 366 + birth.DayOfYear - 1) * 2 + (male ? 1 : 0);
        var n = counts[slot]++;
        if (n >= PerDayAndSex) throw new InvalidOperationException($"More than {PerDayAndSex} births in {county} on {birth:yyyy-MM-dd}.");
        var order = (n * 347 + slot * 31) % PerDayAndSex;    // 347 is prime: each number of the day comes once
        var first17 = $"{county}{birth:yyyyMMdd}{order * 2 + (male ? 1 : 0):000}";
        return first17 + IdNumber.CheckCharacter(first17);
    }
}

/// <summary>Credit codes of an unassigned county, with right check characters (GB 11714 within GB 32100).</summary>
internal sealed class CreditCodeIssuer(string county)
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const long Bodies = 31L * 31 * 31 * 31 * 31 * 31;
    private long issued;

    /// <summary>kind: 91 企业, 92 个体工商户, 93 农民专业合作社.</summary>
    public string Next(string kind)
    {
        var n = ++issued * 104_729_003L % Bodies;
        Span<char> body = stackalloc char[9];
        body[0] = 'M';
        body[1] = 'A';
        for (var i = 7; i >= 2; i--, n /= 31) body[i] = Alphabet[(int)(n % 31)];
        body[8] = OrganisationCheck(body[..8]);
        var first17 = string.Concat(kind, county, body);
        return first17 + CreditCode.CheckCharacter(first17);
    }

    private static char OrganisationCheck(ReadOnlySpan<char> body)
    {
        ReadOnlySpan<int> weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += weights[i] * (char.IsAsciiDigit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10);
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var check => (char)('0' + check) };
    }
}

/// <summary>Telephone numbers that cannot ring: 143 is assigned to no operator.</summary>
internal sealed class PhoneIssuer
{
    private int last = 3_141_592;

    public string Next() => $"143{last = (last + 7_919) % 100_000_000:00000000}";
}
