using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Answers;

/// <summary>One thing a clause says: a sentence, an item with its lead-in, or a table row with the names of its columns.</summary>
/// <param name="Text">as it is shown first in an answer</param>
/// <param name="Line">which line of the clause it comes from, from 0</param>
/// <param name="Cells">of a table row, with <paramref name="Heads"/>; empty otherwise</param>
public sealed record Statement(string Text, int Line, IReadOnlyList<string> Cells, IReadOnlyList<string> Heads)
{
    public bool IsRow => Cells.Count > 0;

    /// <summary>All that the clause says, in its order. Head rows of tables are no statements.</summary>
    public static IReadOnlyList<Statement> Of(Clause clause)
    {
        var statements = new List<Statement>();
        var lines = clause.Text.Split('\n');
        string[]? heads = null;
        var lead = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains(" | ", StringComparison.Ordinal))
            {
                var cells = lines[i].Split(" | ").Select(cell => cell.Trim()).ToArray();
                if (heads is null) { heads = cells; continue; }
                statements.Add(new(RowText(cells, heads), i, cells, heads));
                continue;
            }
            heads = null;
            if (i == 0 && (lines[i] == clause.Heading || Labels.Question().IsMatch(lines[i]) && lines.Length > 1)) continue;
            foreach (var sentence in Sentences(Labels.Answer().Replace(lines[i], ""))) statements.Add(new(Labels.Item().IsMatch(sentence) && lead.Length > 0 ? lead + sentence : sentence, i, [], []));
            if (lines[i].EndsWith('：')) lead = Sentences(lines[i]).Last();
        }
        return statements;
    }

    /// <summary>80周岁至89周岁：每人每月标准 100元，备注 低保对象每月另加50元</summary>
    private static string RowText(string[] cells, string[] heads)
    {
        var rest = cells.Skip(1).Select((cell, i) => cell.Length == 0 ? "" : i + 1 < heads.Length && heads[i + 1].Length > 0 ? $"{heads[i + 1]} {cell}" : cell).Where(part => part.Length > 0);
        return $"{cells[0]}：{string.Join("，", rest)}";
    }

    private static IEnumerable<string> Sentences(string line)
    {
        var from = 0;
        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            depth += line[i] is '“' or '（' ? 1 : line[i] is '”' or '）' ? -1 : 0;
            if (line[i] is not ('。' or '；') || depth > 0) continue;
            yield return line[from..(i + 1)];
            from = i + 1;
        }
        if (from < line.Length) yield return line[from..];
    }
}
