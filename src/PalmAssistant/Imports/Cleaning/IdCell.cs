using PalmAssistant.Community;

namespace PalmAssistant.Imports.Cleaning;

/// <summary>
/// Identity numbers as files hold them, and the number a person is known by inside the pipeline:
/// positive = the first 17 digits of a 公民身份号码, negative = a 出生医学证明编号 (letter + 9 digits).
/// </summary>
public static class IdCell
{
    /// <summary>Brings full-width characters, blanks, a leading quote and lower-case x to the canonical form, and says what it did.</summary>
    public static string Normalise(string text, out Repair repair)
    {
        repair = Repair.None;
        if (IsCanonical(text)) return text;
        Span<char> kept = stackalloc char[Math.Min(text.Length, 64)];
        var n = 0;
        foreach (var raw in text)
        {
            if (n == kept.Length) break;
            var c = Words.Half(raw);
            if (c != raw && raw != '\u3000') repair |= Repair.FullWidth;
            if (Words.IsBlank(raw)) repair |= Repair.Spaces;
            else if (c is '\'' or '’' or '‘' or '`' or '"' or '“' or '”') repair |= Repair.Quote;
            else if (c is >= 'a' and <= 'z')
            {
                repair |= Repair.LowerCase;
                kept[n++] = (char)(c - 32);
            }
            else kept[n++] = c == '×' ? 'X' : c;
        }
        return new string(kept[..n]);
    }

    /// <summary>The key of a valid 18- or 15-digit number; null when it fails.</summary>
    public static long? Key(string canonical, ref Repair repair)
    {
        if (!IdNumber.TryParse(canonical, out var id)) return null;
        if (canonical.Length == 15) repair |= Repair.FifteenDigits;
        return KeyOf(id);
    }

    public static long KeyOf(IdNumber id) => long.Parse(id.Value.AsSpan(0, 17), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The 18 characters of a positive key.</summary>
    public static string Text(long key)
    {
        var first17 = key.ToString("D17", System.Globalization.CultureInfo.InvariantCulture);
        return first17 + IdNumber.CheckCharacter(first17);
    }

    /// <summary>The key of a 出生医学证明编号: one letter and 9 digits; null for anything else.</summary>
    public static long? CertificateKey(string canonical)
    {
        if (canonical.Length != 10 || canonical[0] is < 'A' or > 'Z' || canonical.AsSpan(1).ContainsAnyExceptInRange('0', '9')) return null;
        return -((canonical[0] - 'A' + 1) * 1_000_000_000L + long.Parse(canonical.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool IsCanonical(string text)
    {
        foreach (var c in text)
            if (c is not (>= '0' and <= '9' or >= 'A' and <= 'Z')) return false;
        return true;
    }
}
