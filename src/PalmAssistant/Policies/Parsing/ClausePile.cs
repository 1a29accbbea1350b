namespace PalmAssistant.Policies.Parsing;

/// <summary>Collects the lines of the clause that is open, and closes it when the next one opens.</summary>
internal sealed class ClausePile
{
    private readonly List<Clause> done = [];
    private readonly List<string> lines = [];
    private string? chapter;
    private string label = "正文";
    private string? heading;
    private int quotes;

    /// <summary>Inside “…” numbers belong to the text that is quoted (an amendment's new wording).</summary>
    public bool InQuotation => quotes > 0;

    public void Chapter(string text) { Close(); chapter = ChapterName(text); label = "正文"; heading = null; }

    public void Open(string newLabel, string? newHeading, string text)
    {
        Close();
        (label, heading) = (newLabel, newHeading);
        Add(text);
    }

    public void Add(string text)
    {
        if (text.Length == 0) return;
        lines.Add(text);
        quotes = Math.Max(0, quotes + text.Count(c => c == '“') - text.Count(c => c == '”'));
    }

    public List<Clause> Finish() { Close(); return done; }

    private void Close()
    {
        if (lines.Count > 0) done.Add(new(label, label == "正文" && chapter is null ? null : chapter, heading, string.Join('\n', lines), Items()));
        lines.Clear();
        quotes = 0;
    }

    /// <summary>（一）… lines; a paragraph after the last item that ends an item list belongs to the clause, not to the item.</summary>
    private List<ClauseItem> Items()
    {
        var items = new List<ClauseItem>();
        foreach (var line in lines)
        {
            var match = Labels.Item().Match(line);
            if (match.Success) items.Add(new($"{label}（{match.Groups["n"].Value}）", line[match.Length..]));
        }
        return items.Count >= 2 ? items : [];
    }

    private static string ChapterName(string text)
    {
        var blank = text.IndexOfAny([' ', '　']);
        return blank > 0 ? text[..blank] + " " + text[blank..].Trim(' ', '　') : text;
    }
}
