using System.Text;
using UglyToad.PdfPig.Content;

namespace PalmAssistant.Policies.Parsing;

/// <summary>A printed line, in points from the lower left corner of the page.</summary>
/// <param name="Left">of the first letter that is no blank</param>
internal sealed record PdfLine(string Text, double Left, double Right, double Y, double Size, bool IsRow = false)
{
    public string? Table { get; init; }
}

/// <summary>One page's printed lines from top to bottom; the rows of a ruled table are lines too.</summary>
internal sealed record PdfPage(IReadOnlyList<PdfLine> Lines, double Width, double Height, int Characters)
{
    public static PdfPage Of(Page page)
    {
        var letters = page.Letters.Where(letter => letter.TextOrientation is TextOrientation.Horizontal && letter.Value.Length > 0).ToList();
        var lines = new List<PdfLine>();
        var number = 0;
        foreach (var table in PdfTable.Find(page))
        {
            var inside = letters.Where(table.Holds).ToList();
            if (inside.Count == 0) continue;
            lines.AddRange(table.Rows(inside, $"{page.Number}/{number++}"));
            letters = [.. letters.Except(inside)];
        }
        lines.AddRange(LinesOf(letters));
        return new([.. lines.OrderByDescending(line => line.Y)], page.Width, page.Height, page.Letters.Count(letter => !string.IsNullOrWhiteSpace(letter.Value)));
    }

    internal static IEnumerable<PdfLine> LinesOf(IEnumerable<Letter> letters)
    {
        var open = new List<Letter>();
        foreach (var letter in letters.OrderByDescending(l => l.StartBaseLine.Y))
        {
            if (open.Count > 0 && open[0].StartBaseLine.Y - letter.StartBaseLine.Y > 0.45 * Math.Max(open[0].PointSize, letter.PointSize))
            {
                if (LineOf(open) is { } line) yield return line;
                open.Clear();
            }
            open.Add(letter);
        }
        if (LineOf(open) is { } last) yield return last;
    }

    private static PdfLine? LineOf(List<Letter> letters)
    {
        var inked = letters.Where(l => !string.IsNullOrWhiteSpace(l.Value)).OrderBy(l => l.StartBaseLine.X).ToList();
        if (inked.Count == 0) return null;
        var size = inked.Max(l => l.PointSize);
        var text = new StringBuilder();
        var end = double.NaN;
        foreach (var letter in letters.OrderBy(l => l.StartBaseLine.X))
        {
            if (letter.StartBaseLine.X - end > 0.8 * size && text.Length > 0 && text[^1] != ' ') text.Append(' ');
            text.Append(letter.Value);
            end = letter.EndBaseLine.X;
        }
        var clean = PlainTextReader.Clean(Radicals.Unify(text.ToString()));
        return new(clean, inked[0].StartBaseLine.X, inked[^1].EndBaseLine.X, inked[0].StartBaseLine.Y, size);
    }
}
