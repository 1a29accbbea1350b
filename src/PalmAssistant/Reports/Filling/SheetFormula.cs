using System.Globalization;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>
/// The workbook formulas that forms use: + - * / %, comparisons, &amp;, SUM, IF, ROUND, AND, OR, MAX, MIN, ABS, COUNT, COUNTA, AVERAGE.
/// Values are decimal, string or bool; a blank cell is null (0 in sums). What is not known of gives null, never a wrong number.
/// </summary>
public sealed class SheetFormula
{
    private const int LongestFormula = 1000;
    private readonly string text;
    private readonly Func<int, int, object?> cell;
    private int at;

    private SheetFormula(string text, Func<int, int, object?> cell) => (this.text, this.cell) = (text, cell);

    /// <param name="formula">without "="; {r} already replaced</param>
    /// <param name="cell">value at row and column: decimal, string, bool or null</param>
    /// <returns>decimal, string or bool; null when it cannot be computed</returns>
    public static object? Evaluate(string formula, Func<int, int, object?> cell)
    {
        if (formula.Length > LongestFormula) return null;
        var reader = new SheetFormula(formula, cell);
        try
        {
            var value = reader.Comparison();
            reader.Space();
            return reader.at == formula.Length ? value : null;
        }
        catch (Exception e) when (e is NotComputable or DivideByZeroException or OverflowException or FormatException)
        {
            return null;
        }
    }

    private object? Comparison()
    {
        var left = Joined();
        Space();
        foreach (var op in (string[])["<=", ">=", "<>", "=", "<", ">"])
            if (text.AsSpan(at).StartsWith(op, StringComparison.Ordinal))
            {
                at += op.Length;
                return Compare(left, Joined(), op);
            }
        return left;
    }

    private static bool Compare(object? left, object? right, string op)
    {
        var order = left is string || right is string
            ? string.CompareOrdinal(Text(left), Text(right))
            : Number(left).CompareTo(Number(right));
        return op switch { "<=" => order <= 0, ">=" => order >= 0, "<>" => order != 0, "=" => order == 0, "<" => order < 0, _ => order > 0 };
    }

    private object? Joined()
    {
        var left = Sum();
        while (Eat('&')) left = Text(left) + Text(Sum());
        return left;
    }

    private object? Sum()
    {
        var left = Product();
        while (true)
        {
            if (Eat('+')) left = Number(left) + Number(Product());
            else if (Eat('-')) left = Number(left) - Number(Product());
            else return left;
        }
    }

    private object? Product()
    {
        var left = Unary();
        while (true)
        {
            if (Eat('*')) left = Number(left) * Number(Unary());
            else if (Eat('/')) left = Number(left) / Number(Unary());
            else if (Eat('%')) left = Number(left) / 100;
            else return left;
        }
    }

    private object? Unary() => Eat('-') ? -Number(Unary()) : Eat('+') ? Unary() : Primary();

    private object? Primary()
    {
        Space();
        if (at >= text.Length) throw new NotComputable();
        if (Eat('(')) { var inner = Comparison(); Expect(')'); return inner; }
        if (text[at] == '"') return Quoted();
        if (char.IsAsciiDigit(text[at]) || text[at] == '.') return Literal();
        return Named();
    }

    private string Quoted()
    {
        var value = "";
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"') { value += text[at]; continue; }
            if (at + 1 < text.Length && text[at + 1] == '"') { value += '"'; at++; continue; }
            at++;
            return value;
        }
        throw new NotComputable();
    }

    private object Literal()
    {
        var from = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        return decimal.Parse(text.AsSpan(from, at - from), NumberStyles.Number, CultureInfo.InvariantCulture);
    }

    private object? Named()
    {
        var from = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '$' or '_' or '.')) at++;
        var name = text[from..at];
        if (name.Length == 0) throw new NotComputable();
        if (Eat('(')) return Function(name.ToUpperInvariant());
        if (name is "TRUE" or "FALSE") return name == "TRUE";
        if (!char.IsAsciiDigit(name[^1]) || !(char.IsAsciiLetter(name[0]) || name[0] == '$')) throw new NotComputable();
        var (row, column) = CellName.Parse(name);
        return cell(row, column);
    }

    private object? Function(string name)
    {
        if (name == "IF") return If();
        var values = Arguments();
        var numbers = values.OfType<decimal>().ToList();
        return name switch
        {
            "SUM" => numbers.Sum(),
            "MAX" => numbers.Count == 0 ? 0m : numbers.Max(),
            "MIN" => numbers.Count == 0 ? 0m : numbers.Min(),
            "AVERAGE" when numbers.Count > 0 => numbers.Average(),
            "COUNT" => (decimal)numbers.Count,
            "COUNTA" => (decimal)values.Count(v => v is not null),
            "ABS" => Math.Abs(Number(values[0])),
            "ROUND" => Math.Round(Number(values[0]), (int)Number(values[1]), MidpointRounding.AwayFromZero),
            "AND" => values.All(v => v is true),
            "OR" => values.Any(v => v is true),
            "ISBLANK" => values is [null],
            "LEN" => (decimal)Text(values[0]).Length,
            "IFERROR" => values[0],
            _ => throw new NotComputable(),
        };
    }

    private object? If()
    {
        var test = Comparison();
        Expect(',');
        var yes = Comparison();
        var no = Eat(',') ? Comparison() : false;
        Expect(')');
        return test is true ? yes : no;
    }

    private List<object?> Arguments()
    {
        var values = new List<object?>();
        if (Eat(')')) return values;
        do values.AddRange(Argument()); while (Eat(','));
        Expect(')');
        return values;
    }

    /// <summary>A range gives all its cells, anything else one value.</summary>
    private IEnumerable<object?> Argument()
    {
        Space();
        var from = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '$' or ':')) at++;
        var word = text[from..at];
        if (word.Contains(':', StringComparison.Ordinal) && word.Any(char.IsAsciiDigit))
        {
            var range = CellName.Range(word);
            if (range.Width * range.Height > 100_000) throw new NotComputable();
            return [.. from row in Enumerable.Range(range.Top, range.Height) from column in Enumerable.Range(range.Left, range.Width) select cell(row, column)];
        }
        at = from;
        return [Comparison()];
    }

    private static decimal Number(object? value) => value switch
    {
        null => 0,
        decimal d => d,
        bool b => b ? 1 : 0,
        string s when decimal.TryParse(s, NumberStyles.Number, CultureInfo.InvariantCulture, out var d) => d,
        _ => throw new NotComputable(),
    };

    private static string Text(object? value) => value switch { null => "", decimal d => d.ToString("0.############", CultureInfo.InvariantCulture), bool b => b ? "TRUE" : "FALSE", _ => value.ToString()! };

    private void Space() { while (at < text.Length && char.IsWhiteSpace(text[at])) at++; }

    private bool Eat(char c)
    {
        Space();
        if (at >= text.Length || text[at] != c) return false;
        at++;
        return true;
    }

    private void Expect(char c) { if (!Eat(c)) throw new NotComputable(); }

    private sealed class NotComputable : Exception;
}
