namespace PalmAssistant.Access;

/// <summary>What of a number is shown by default: an identity number's first 6 and last 4, a phone's first 3 and last 4.</summary>
public static class Masking
{
    public static string Id(string number) => Keep(number, 6, 4);

    public static string Phone(string number) => Keep(number, 3, 4);

    /// <param name="kind">"id" or "phone"; anything else leaves the text as it is</param>
    public static string? Of(string? kind, string? text) => (kind, text) switch
    {
        (_, null) => null,
        ("id", _) => Id(text),
        ("phone", _) => Phone(text),
        _ => text,
    };

    private static string Keep(string text, int first, int last) =>
        text.Length > first + last ? text[..first] + new string('*', text.Length - first - last) + text[^last..]
        : text.Length > last ? new string('*', text.Length - last) + text[^last..]
        : new string('*', text.Length);
}
