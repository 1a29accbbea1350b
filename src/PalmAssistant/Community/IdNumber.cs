using System.Diagnostics.CodeAnalysis;

namespace PalmAssistant.Community;

/// <summary>
/// A valid resident identity number (公民身份号码): 18 characters, GB 11643-1999.
/// 6 digits region, 8 digits birth date, 3 digits sequence (odd = male), 1 check character 0-9 or X (ISO 7064 MOD 11-2).
/// Reads the canonical form only; repairing what people typed (full width, spaces, lower-case x) is the reader's business.
/// </summary>
public readonly record struct IdNumber
{
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CheckCharacters = "10X98765432";

    private readonly string? text;

    private IdNumber(string text) => this.text = text;

    /// <summary>The 18 characters, the last one upper case.</summary>
    public string Value => text ?? throw new InvalidOperationException("An IdNumber comes from TryParse.");

    /// <summary>The birth date the number carries.</summary>
    public DateOnly BirthDate => TryBirthDate(Value.AsSpan(6, 8), out var date) ? date : default;

    /// <summary>True for a man: the 17th digit is odd.</summary>
    public bool IsMale => (Value[16] - '0') % 2 == 1;

    /// <summary>男 or 女.</summary>
    public string Sex => IsMale ? "男" : "女";

    /// <summary>The 6-digit county (GB/T 2260) where the number was first issued.</summary>
    public string County => Value[..6];

    public override string ToString() => text ?? "";

    /// <summary>
    /// Reads 18 characters with a right check character and an existing birth date,
    /// or an old 15-digit number (GB 11643-1989), which has no check character and is brought to 18.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IdNumber id)
    {
        id = default;
        if (text is null) return false;
        if (text.Length == 15) return TryLengthen(text, out id);
        if (!HasRightCheck(text) || !TryBirthDate(text.AsSpan(6, 8), out _)) return false;
        id = new(text);
        return true;
    }

    /// <summary>An 18-character number whose last character follows from the first 17. The date is not looked at.</summary>
    public static bool HasRightCheck([NotNullWhen(true)] string? text) =>
        text is { Length: 18 } && AreDigits(text.AsSpan(0, 17)) && text[17] == CheckCharacter(text.AsSpan(0, 17));

    /// <summary>The 18th character for 17 digits (ISO 7064 MOD 11-2).</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (first17[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    /// <summary>15 digits (two-digit year) to 18. Sequences 996 to 999 were kept for people born before 1900.</summary>
    public static bool TryLengthen(string fifteen, out IdNumber id)
    {
        id = default;
        if (fifteen.Length != 15 || !AreDigits(fifteen)) return false;
        var century = string.CompareOrdinal(fifteen, 12, "996", 0, 3) >= 0 ? "18" : "19";
        var first17 = string.Concat(fifteen.AsSpan(0, 6), century, fifteen.AsSpan(6));
        if (!TryBirthDate(first17.AsSpan(6, 8), out _)) return false;
        id = new(first17 + CheckCharacter(first17));
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static bool TryBirthDate(ReadOnlySpan<char> yyyymmdd, out DateOnly date)
    {
        date = default;
        var year = Number(yyyymmdd[..4]);
        var month = Number(yyyymmdd[4..6]);
        var day = Number(yyyymmdd[6..8]);
        if (year < 1800 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new(year, month, day);
        return true;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var n = 0;
        foreach (var c in digits) n = n * 10 + (c - '0');
        return n;
    }
}
