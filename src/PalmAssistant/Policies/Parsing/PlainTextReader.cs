namespace PalmAssistant.Policies.Parsing;

/// <summary>Text files: a line is a paragraph, except that lines wrapped by hand in a text that indents its paragraphs are joined again.</summary>
internal static class PlainTextReader
{
    public static Draft Read(string text)
    {
        var lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Replace('\f', '\n').Split('\n');
        var wrapped = IsWrappedByHand(lines);
        var drafts = new List<DraftLine>();
        var openParagraph = false;
        foreach (var raw in lines)
        {
            var line = Clean(raw);
            if (line.Length == 0) { openParagraph = false; continue; }
            if (wrapped && openParagraph && !IsIndented(raw) && !Labels.StartsAny(line)) drafts[^1] = drafts[^1] with { Text = drafts[^1].Text + line };
            else drafts.Add(Line(line));
            openParagraph = IsIndented(raw) || openParagraph && wrapped;
        }
        return Draft.Of(drafts);
    }

    /// <summary>Leading and trailing blanks of every width, tabs and zero-width marks are no text.</summary>
    internal static string Clean(string line) =>
        line.Replace("\u200b", "").Replace("\ufeff", "").Replace('\u00a0', ' ').Replace('\t', ' ').Trim(' ', '\u3000', '\u2002', '\u2003').Trim();

    private static DraftLine Line(string text) =>
        text.StartsWith('|') && text.EndsWith('|') && text.Length > 2
            ? new(string.Join(" | ", text.Trim('|').Split('|').Select(cell => cell.Trim())), LineKind.TableRow)
            : new(text);

    /// <summary>Many unindented lines that break off in mid-sentence, of one width, under indented ones.</summary>
    private static bool IsWrappedByHand(string[] lines)
    {
        var continuing = 0;
        for (var i = 1; i < lines.Length; i++)
        {
            var previous = Clean(lines[i - 1]);
            if (previous.Length >= 20 && !IsIndented(lines[i]) && Clean(lines[i]).Length > 0 && !"。；：！？”".Contains(previous[^1]) && !Labels.StartsAny(Clean(lines[i]))) continuing++;
        }
        return continuing >= 3;
    }

    private static bool IsIndented(string line) => line.StartsWith('\u3000') || line.StartsWith("  ", StringComparison.Ordinal) || line.StartsWith('\t');
}
