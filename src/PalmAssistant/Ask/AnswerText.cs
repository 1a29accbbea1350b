using System.Globalization;
using System.Text;

namespace PalmAssistant.Ask;

/// <summary>An answer in plain words, for the text of the reply.</summary>
internal static class AnswerText
{
    private const int MostLines = 12;

    public static string Of(Answer answer, string understood) => answer.Kind switch
    {
        _ when answer.Headline is { } headline => $"{understood}：\n{headline}" + Lines(answer),
        AnswerKind.Number when answer.Instead is { } instead => $"{understood}：{instead}{Space(answer.Unit)}",
        AnswerKind.Number => $"{understood}：{Number(answer.Value)}{(answer.Value is null ? "" : Space(answer.Unit))}",
        AnswerKind.Table => Table(answer, understood),
        AnswerKind.Profile => Profile(answer, understood),
        _ => List(answer, understood),
    };

    /// <summary>27, 1,451, 37.67; — where there is no figure.</summary>
    public static string Number(decimal? value) => value is { } number ? number.ToString("#,##0.##", CultureInfo.InvariantCulture) : "—";

    public static string Cell(object? value) => value switch
    {
        null => "—",
        decimal number => Number(number),
        int or long or short => Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => value.ToString() ?? "—",
    };

    /// <summary>The rows under a headline; two rows and their difference are said by it already.</summary>
    private static string Lines(Answer answer) => answer.Kind is AnswerKind.Number || answer.Rows.Count <= 2 ? ""
        : string.Concat(answer.Rows.Take(MostLines).Select(row => "\n" + string.Join("  ", row.Select(Cell)))) + (answer.Rows.Count > MostLines ? $"\n…… 共 {answer.Total} 行" : "");

    private static string Space(string unit) => unit is "%" ? "%" : " " + unit;

    private static string Table(Answer answer, string understood)
    {
        var text = new StringBuilder(understood).Append('：');
        if (answer.Rows.Count == 0) return text.Append("没有符合条件的记录").ToString();
        var adds = answer.Columns.Count(c => c.Type == "number") == 1 && answer.Unit is "人" or "套" or "户" or "家" or "条" or "人次";
        if (adds && answer.Instead is null && answer.Total == answer.Rows.Count) text.Append($"合计 {Number(answer.Rows.Sum(r => r[^1] as decimal? ?? 0))} {answer.Unit}");
        foreach (var row in answer.Rows.Take(MostLines)) text.Append('\n').Append(string.Join("  ", row.Select(Cell)));
        if (answer.Total > MostLines) text.Append($"\n…… 共 {answer.Total} 行");
        return text.ToString();
    }

    private static string List(Answer answer, string understood)
    {
        if (answer.Total == 0) return $"{understood}：没有符合条件的记录（0 {answer.Unit}）";
        var text = new StringBuilder(understood).Append($"：共 {answer.Total} {answer.Unit}");
        foreach (var row in answer.Rows.Take(MostLines)) text.Append('\n').Append(string.Join("  ", row.Where(c => c is not null).Select(Cell)));
        if (answer.Rows.Count > MostLines) text.Append("\n……");
        var last = answer.Offset + answer.Rows.Count;
        if (answer.Total > answer.Rows.Count) text.Append($"\n（第 {answer.Offset + 1}–{last} 条）");
        return text.ToString();
    }

    private static string Profile(Answer answer, string understood)
    {
        var text = new StringBuilder(understood).Append('：');
        if (answer.Rows.Count > 0)
            foreach (var (column, cell) in answer.Columns.Zip(answer.Rows[0]))
                if (cell is not null and not "") text.Append($"\n{column.Name}：{Cell(cell)}");
        return text.ToString();
    }
}
