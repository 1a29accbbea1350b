using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Printed lines of all pages back to the paragraphs they were.</summary>
internal static partial class PdfParagraphs
{
    public static List<DraftLine> Join(IReadOnlyList<PdfPage> pages)
    {
        var kept = WithoutRunningLines(pages);
        var lines = kept.SelectMany(page => page).ToList();
        var prose = lines.Where(line => !line.IsRow).ToList();
        if (prose.Count == 0) return [.. lines.Select(line => new DraftLine(line.Text, LineKind.TableRow))];
        var body = prose.GroupBy(line => Math.Round(line.Size)).MaxBy(g => g.Sum(line => line.Text.Length))!.Key;
        var left = LeftMargin(prose, body);
        var right = prose.Where(line => Math.Abs(line.Size - body) < 1).Select(line => line.Right).DefaultIfEmpty(0).Max();
        var drafts = new List<DraftLine>();
        PdfLine? previous = null;
        foreach (var line in lines)
        {
            if (line.IsRow) { if (!RepeatsHead(drafts, previous, line)) drafts.Add(new(line.Text, LineKind.TableRow)); }
            else if (previous is { IsRow: false } && Continues(previous, line, left, right, body)) drafts[^1] = drafts[^1] with { Text = drafts[^1].Text + Glue(drafts[^1].Text, line.Text) + line.Text };
            else drafts.Add(new(line.Text, line.Size > 1.15 * body && drafts.Count < 12 ? LineKind.Title : LineKind.Paragraph));
            previous = line;
        }
        return drafts;
    }

    private static bool Continues(PdfLine previous, PdfLine line, double left, double right, double body)
    {
        if (Math.Abs(previous.Size - line.Size) > 1) return false;
        if (line.Size > 1.15 * body) return !Number().IsMatch(line.Text) && !Number().IsMatch(previous.Text);   // a title on two lines
        var indented = line.Left > left + 0.8 * body;
        var previousFull = previous.Right > right - 3.2 * body;
        return !indented && previousFull && !(Labels.StartsAny(line.Text) && "。；：".Contains(previous.Text[^1]));
    }

    /// <summary>Latin words and figures that a line break parted.</summary>
    private static string Glue(string before, string after) => char.IsAsciiLetter(before[^1]) && char.IsAsciiLetter(after[0]) ? " " : "";

    /// <summary>Where unindented lines begin: the leftmost place where several body lines do.</summary>
    private static double LeftMargin(List<PdfLine> prose, double body) =>
        prose.Where(line => Math.Abs(line.Size - body) < 1).GroupBy(line => Math.Round(line.Left / 3)).Where(g => g.Count() >= 2).Select(g => g.Min(line => line.Left)).DefaultIfEmpty(prose.Min(line => line.Left)).Min();

    /// <summary>A table that goes on over the page repeats its head row.</summary>
    private static bool RepeatsHead(List<DraftLine> drafts, PdfLine? previous, PdfLine line)
    {
        if (previous is not { IsRow: true } || previous.Table == line.Table) return false;
        var head = drafts.Count - 1;
        while (head > 0 && drafts[head - 1].Kind == LineKind.TableRow) head--;
        return drafts[head].Text == line.Text;
    }

    /// <summary>Drops what stands in the margin of several pages at one height (figures apart), page numbers, and small print marks at the edge.</summary>
    private static List<List<PdfLine>> WithoutRunningLines(IReadOnlyList<PdfPage> pages)
    {
        var sizes = pages.SelectMany(page => page.Lines).ToList();
        if (sizes.Count == 0) return [];
        var body = sizes.GroupBy(line => Math.Round(line.Size)).MaxBy(g => g.Sum(line => line.Text.Length))!.Key;
        var repeated = pages.SelectMany(page => page.Lines.Where(line => InMargin(page, line)).Select(Key)).GroupBy(key => key).Where(g => g.Count() > 1 && g.Count() * 2 >= pages.Count).Select(g => g.Key).ToHashSet();
        return [.. pages.Select(page => page.Lines.Where(line => !(InMargin(page, line) &&
            (repeated.Contains(Key(line)) || PageNumber().IsMatch(line.Text) || AtEdge(page, line) && line.Size < 0.72 * body))).ToList())];
    }

    private static bool InMargin(PdfPage page, PdfLine line) => !line.IsRow && (line.Y > 0.89 * page.Height || line.Y < 0.10 * page.Height);
    private static bool AtEdge(PdfPage page, PdfLine line) => line.Y > 0.955 * page.Height || line.Y < 0.045 * page.Height;
    private static string Key(PdfLine line) => Digits().Replace(line.Text, "#") + "@" + Math.Round(line.Y / 4);

    [GeneratedRegex(@"\d+")] private static partial Regex Digits();
    [GeneratedRegex(@"^[-—–·\s]*(?:第\s*)?[0-9０-９]{1,4}\s*(?:页)?[-—–·\s]*(?:[/／共,，]\s*(?:共\s*)?[0-9]{1,4}\s*页?)?[-—–·\s]*$")] private static partial Regex PageNumber();
    [GeneratedRegex(@"[〔\[（(]\d{4}[〕\]）)]\s*第?\d+号")] private static partial Regex Number();
}
