using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>Takes the words to quote from a clause: all of it, or of a long one the lines that decide with …… between.</summary>
internal static class Quotes
{
    private const int Whole = 700;

    public static string Of(IndexedClause clause, Deciding deciding)
    {
        var text = clause.Clause.Text;
        if (text.Length <= Whole) return text;
        var lines = text.Split('\n');
        var keep = deciding.Rank(clause).Take(3).Select(x => x.Statement.Line).ToHashSet();
        foreach (var at in keep.ToList().Where(at => lines[at].Contains(" | ", StringComparison.Ordinal))) keep.Add(HeadOf(lines, at));
        var quote = new System.Text.StringBuilder();
        var last = -1;
        foreach (var at in keep.Order())
        {
            if (last >= 0) quote.Append(at == last + 1 ? "\n" : "\n……\n");
            quote.Append(lines[at]);
            last = at;
        }
        return quote.ToString();
    }

    private static int HeadOf(string[] lines, int at)
    {
        while (at > 0 && lines[at - 1].Contains(" | ", StringComparison.Ordinal)) at--;
        return at;
    }
}
