namespace PalmAssistant.Ask;

/// <summary>What the cards in <c>cards/ask</c> are filled with: an answer's words and figures, ready to show.</summary>
public sealed record AnswerCard
{
    public required string Title { get; init; }
    public required string Understood { get; init; }
    public string? Value { get; init; }
    public string? Unit { get; init; }
    public IReadOnlyList<CardColumn> Columns { get; init; } = [];
    public IReadOnlyList<CardRow> Rows { get; init; } = [];
    public string? Count { get; init; }
    public bool More { get; init; }
    public string? Headline { get; init; }
    public string? Notes { get; init; }
    public string? Definition { get; init; }
    public required string Footer { get; init; }

    internal static AnswerCard Of(Answer answer, string understood, IReadOnlyList<string> definitions, DateOnly today)
    {
        var last = answer.Offset + answer.Rows.Count;
        return new()
        {
            Title = answer.Scoped.Scope.Name,
            Understood = understood,
            Value = answer.Kind == AnswerKind.Number ? answer.Instead ?? AnswerText.Number(answer.Value) : null,
            Unit = answer.Unit,
            Columns = [.. answer.Columns.Select((c, i) => new CardColumn(c.Name, c.Type == "number" ? "Right" : "Left", Width(c.Name, answer.Rows.Select(row => AnswerText.Cell(row[i])))))],
            Rows = answer.Kind == AnswerKind.Profile && answer.Rows.Count > 0
                ? [.. answer.Columns.Zip(answer.Rows[0]).Where(x => x.Second is not null and not "").Select(x => new CardRow([new(x.First.Name, "Left"), new(AnswerText.Cell(x.Second), "Left"), new(answer.Provenance.GetValueOrDefault(x.First.Name, ""), "Left")]))]
                : [.. answer.Rows.Take(MostRows).Select(row => new CardRow([.. row.Select((cell, i) => new CardCell(AnswerText.Cell(cell), answer.Columns[i].Type == "number" ? "Right" : "Left"))]))],
            Count = answer.Kind switch
            {
                AnswerKind.List => $"共 {answer.Total} {answer.Unit}" + (answer.Total > answer.Rows.Count ? $"，第 {answer.Offset + 1}–{last} 条" : ""),
                AnswerKind.Table when answer.Rows.Count > MostRows => $"共 {answer.Total} 行，显示前 {MostRows} 行",
                AnswerKind.Table => $"共 {answer.Total} 行",
                _ => null,
            },
            More = answer.Kind == AnswerKind.List && last < answer.Total,
            Headline = answer.Headline,
            Notes = answer.Notes.Count > 0 ? string.Join("；", answer.Notes) : null,
            Definition = definitions.Count > 0 ? string.Join("；", definitions) : null,
            Footer = SourceText.Footer(answer, today),
        };
    }

    private const int MostRows = 60;

    /// <summary>A Chinese character is as wide as two Latin ones. Long text may break over lines and gives way; a figure, date or code torn in two is misread and keeps its room.</summary>
    private static int Width(string name, IEnumerable<string> cells)
    {
        var texts = cells.Prepend(name).ToList();
        var whole = texts.Where(text => text.All(char.IsAscii)).Select(text => text.Length + 2).DefaultIfEmpty(0).Max();
        return Math.Clamp(Math.Max(whole, Math.Min(texts.Max(text => text.Sum(letter => letter > 0xff ? 2 : 1)), MostBroken)), 4, 24) + 1;
    }

    /// <summary>Room for text that may break: eight characters a line.</summary>
    private const int MostBroken = 16;
}

/// <param name="Width">its share of the table's width: about the letters of its longest cell</param>
public sealed record CardColumn(string Name, string Align, int Width);
public sealed record CardRow(IReadOnlyList<CardCell> Cells);
public sealed record CardCell(string Text, string Align);
