using UglyToad.PdfPig.Content;

namespace PalmAssistant.Policies.Parsing;

/// <summary>A table drawn with rules: lines or thin filled boxes that touch each other and enclose at least two cells.</summary>
internal sealed class PdfTable
{
    private const double Touch = 4;
    private readonly List<Rule> rules;
    private readonly double[] columns;
    private readonly double[] rows;

    private readonly record struct Rule(double Left, double Bottom, double Right, double Top)
    {
        public bool IsVertical => Right - Left < 3 && Top - Bottom > 4;
        public bool IsHorizontal => Top - Bottom < 3 && Right - Left > 4;
        public bool Touches(Rule other) => Left <= other.Right + Touch && other.Left <= Right + Touch && Bottom <= other.Top + Touch && other.Bottom <= Top + Touch;
    }

    private PdfTable(List<Rule> rules)
    {
        this.rules = rules;
        columns = Distinct(rules.Where(r => r.IsVertical).Select(r => r.Left));
        rows = [.. Distinct(rules.Where(r => r.IsHorizontal).Select(r => r.Bottom)).Reverse()];
    }

    private bool IsGrid => columns.Length >= 2 && rows.Length >= 2 && columns.Length + rows.Length >= 5;

    public static IEnumerable<PdfTable> Find(Page page) => Groups(RulesOf(page)).Select(group => new PdfTable(group)).Where(table => table.IsGrid).OrderByDescending(table => table.rows[0]);

    public bool Holds(Letter letter)
    {
        var (x, y) = Middle(letter);
        return x > columns[0] - 1 && x < columns[^1] + 1 && y < rows[0] + 1 && y > rows[^1] - 1;
    }

    public IEnumerable<PdfLine> Rows(IReadOnlyList<Letter> letters, string name)
    {
        for (var r = 0; r + 1 < rows.Length; r++)
        {
            var (top, bottom) = (rows[r], rows[r + 1]);
            var row = letters.Where(l => Middle(l).Y <= top && Middle(l).Y > bottom).ToList();
            if (row.Count == 0) continue;
            var edges = columns.Where((x, i) => i == 0 || i == columns.Length - 1 || rules.Any(v => v.IsVertical && Math.Abs(v.Left - x) < Touch && v.Top > (top + bottom) / 2 && v.Bottom < (top + bottom) / 2)).ToArray();
            var cells = edges.Skip(1).Select((right, i) => CellText(row.Where(l => Middle(l).X > edges[i] && Middle(l).X <= right)));
            yield return new(string.Join(" | ", cells), columns[0], columns[^1], (top + bottom) / 2, row[0].PointSize, true) { Table = name };
        }
    }

    private static string CellText(IEnumerable<Letter> letters) => string.Concat(PdfPage.LinesOf(letters).Select(line => line.Text));

    private static (double X, double Y) Middle(Letter letter) => ((letter.StartBaseLine.X + letter.EndBaseLine.X) / 2, letter.StartBaseLine.Y + 0.3 * letter.PointSize);

    private static List<Rule> RulesOf(Page page)
    {
        var found = new List<Rule>();
        foreach (var path in page.Paths)
        {
            if (!path.IsStroked && !path.IsFilled || path.GetBoundingRectangle() is not { } box) continue;
            var rule = new Rule(box.Left, box.Bottom, box.Right, box.Top);
            if (rule.IsVertical || rule.IsHorizontal) found.Add(rule);
            else if (path.IsStroked && box.Width < page.Width && box.Height < page.Height * 0.9) found.AddRange(Edges(rule));
            if (found.Count > 20_000) break;
        }
        return found;
    }

    private static IEnumerable<Rule> Edges(Rule box) =>
    [
        box with { Right = box.Left }, box with { Left = box.Right }, box with { Top = box.Bottom }, box with { Bottom = box.Top },
    ];

    private static IEnumerable<List<Rule>> Groups(List<Rule> rules)
    {
        var left = rules.OrderByDescending(r => r.Top).ToList();
        while (left.Count > 0)
        {
            var group = new List<Rule> { left[0] };
            left.RemoveAt(0);
            for (var i = 0; i < group.Count; i++)
            {
                var touching = left.Where(r => r.Touches(group[i])).ToHashSet();
                if (touching.Count == 0) continue;
                group.AddRange(touching);
                left.RemoveAll(touching.Contains);
            }
            yield return group;
        }
    }

    private static double[] Distinct(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return [.. sorted.Where((v, i) => i == 0 || v - sorted[i - 1] > Touch)];
    }
}
