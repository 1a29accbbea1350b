using System.Globalization;

namespace PalmAssistant.Imports;

/// <summary>One cleaned cell on its way into a table: text, a whole number, a date or an amount; or nothing.</summary>
public readonly struct Value
{
    private readonly string? text;
    private readonly decimal number;

    private Value(string? text, decimal number, bool has) => (this.text, this.number, HasValue) = (text, number, has);

    public bool HasValue { get; }

    public static Value None => default;

    /// <summary>Empty text is nothing. A NUL, which PostgreSQL has no place for, is left out.</summary>
    public static Value Of(string text) => text.Length == 0 ? default : new(text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text, 0, true);

    /// <summary>Text that may be empty and is still a value: the unit of a building without units.</summary>
    public static Value Literal(string text) => new(text, 0, true);

    public static Value Of(long number) => new(null, number, true);

    public static Value Of(long? number) => number is { } n ? Of(n) : default;

    public static Value Of(decimal amount) => new(null, amount, true);

    public static Value Of(DateOnly date) => new(null, date.DayNumber, true);

    public string Text => text ?? number.ToString(CultureInfo.InvariantCulture);

    public long Number => (long)number;

    public decimal Amount => number;

    public DateOnly Date => DateOnly.FromDayNumber((int)number);
}
