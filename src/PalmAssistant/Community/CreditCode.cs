using System.Diagnostics.CodeAnalysis;

namespace PalmAssistant.Community;

/// <summary>
/// A valid unified social credit code (统一社会信用代码): 18 characters, GB 32100-2015.
/// 1 registering department, 1 kind of body, 6 digits region, 9 characters body code, 1 check character.
/// The alphabet is 0-9 and A-Z without I, O, S, V, Z.
/// Reads the canonical upper-case form only; repairs belong to the reader.
/// </summary>
public readonly record struct CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Powers of 3 modulo 31.</summary>
    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private readonly string? text;

    private CreditCode(string text) => this.text = text;

    /// <summary>The 18 characters, upper case.</summary>
    public string Value => text ?? throw new InvalidOperationException("A CreditCode comes from TryParse.");

    /// <summary>The 6-digit county (GB/T 2260) of the registering office.</summary>
    public string County => Value.Substring(2, 6);

    public override string ToString() => text ?? "";

    /// <summary>Reads 18 characters of the alphabet whose check character is right.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CreditCode code)
    {
        code = default;
        if (text is not { Length: 18 } || !IsRegion(text.AsSpan(2, 6))) return false;
        if (CheckCharacter(text.AsSpan(0, 17)) is not { } check || check != text[17]) return false;
        code = new(text);
        return true;
    }

    /// <summary>The 18th character for 17 characters, or null when one of them is outside the alphabet.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var value = Alphabet.IndexOf(first17[i], StringComparison.Ordinal);
            if (value < 0) return null;
            sum += value * Weights[i];
        }
        return Alphabet[(31 - sum % 31) % 31];
    }

    private static bool IsRegion(ReadOnlySpan<char> six) => !six.ContainsAnyExceptInRange('0', '9');
}
