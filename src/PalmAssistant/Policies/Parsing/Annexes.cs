using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>One annex with its title line and its lines.</summary>
internal sealed record Annex(int Number, string Title, IReadOnlyList<DraftLine> Lines)
{
    public Clause ToClause()
    {
        var lines = Lines.Select(line => line.Text);
        return new($"附件{Number}", null, Title.Length > 0 ? Title : null, string.Join('\n', Title.Length > 0 ? lines.Prepend(Title) : lines), []);
    }
}

/// <summary>Parts a document into its body and its annexes. The list of annexes at the end of the body ("附件：1.… 2.…") is neither.</summary>
internal static partial class Annexes
{
    public static (IReadOnlyList<DraftLine> Body, IReadOnlyList<Annex> Annexes) Split(IReadOnlyList<DraftLine> lines)
    {
        var starts = Enumerable.Range(0, lines.Count).Where(i => Starts(lines, i)).ToList();
        var end = starts.Count > 0 ? starts[0] : lines.Count;
        var annexes = starts.Select((start, i) => Read(lines, start, i + 1 < starts.Count ? starts[i + 1] : lines.Count, i + 1)).ToList();
        return (Signature.Strip([.. WithoutList(lines.Take(end))]), annexes);
    }

    private static bool Starts(IReadOnlyList<DraftLine> lines, int index)
    {
        var line = lines[index];
        if (line.Kind == LineKind.TableRow || line.Text.Length > 60 || index == 0) return false;
        var match = Labels.Annex().Match(line.Text);
        if (!match.Success || !Separated(match) || line.Text.Contains('。')) return false;
        return !IsList(lines, index, match);
    }

    /// <summary>附件1云湾区…, 附件 …, 附件：…; not 附件所列, 附表中.</summary>
    private static bool Separated(Match match) =>
        match.Groups["n"].Length > 0 || match.Groups["colon"].Length > 0 || match.Groups["title"].Length == 0 || match.Value[match.Groups["title"].Index - 1] is ' ' or '　';

    /// <summary>A list of annexes stands before the signature, after 附件 with a colon, and only names what follows.</summary>
    private static bool IsList(IReadOnlyList<DraftLine> lines, int index, Match match)
    {
        if (match.Groups["colon"].Value.Trim() is not ("：" or ":")) return false;
        if (match.Groups["title"].Length == 0) return index + 1 < lines.Count && Labels.Point().IsMatch(lines[index + 1].Text) && Signature.Follows(lines, index);
        return Signature.Follows(lines, index);
    }

    private static IEnumerable<DraftLine> WithoutList(IEnumerable<DraftLine> body)
    {
        var inList = false;
        foreach (var line in body)
        {
            if (line.Kind != LineKind.TableRow && ListHead().IsMatch(line.Text)) { inList = true; continue; }
            if (inList && line.Text.Length < 60 && Labels.Point().IsMatch(line.Text)) continue;
            inList = false;
            yield return line;
        }
    }

    private static Annex Read(IReadOnlyList<DraftLine> lines, int start, int end, int position)
    {
        var match = Labels.Annex().Match(lines[start].Text);
        var number = ChineseNumeral.Parse(match.Groups["n"].Value);
        var title = match.Groups["title"].Value.Trim();
        var from = start + 1;
        if (title.Length == 0 && from < end && lines[from].Kind != LineKind.TableRow && lines[from].Text.Length <= 50 && !"。；：".Contains(lines[from].Text[^1])) title = lines[from++].Text;
        return new(number == 0 ? position : number, title, Signature.Strip([.. lines.Skip(from).Take(end - from)]));
    }

    [GeneratedRegex(@"^附\s?[件表]\s*[：:]\s*\S")] private static partial Regex ListHead();
    /// <summary>Copies-to and printing notes at the end of a printed document (GB/T 9704 版记).</summary>
    [GeneratedRegex(@"^(?:抄送|抄报|主送)\s*[：:]|^.{2,30}\d{4}年\d{1,2}月\d{1,2}日\s*印发$|^（?此件(?:主动|依申请|不予)?公开(?:发布)?）?$")] internal static partial Regex Closing();
}
