using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Who issued a document and when, as it stands at the end of the body: names on short lines, then the date.</summary>
internal static partial class Signature
{
    public sealed record Found(int Start, IReadOnlyList<string> Issuers, DateOnly Date);

    public static IReadOnlyList<DraftLine> Strip(IReadOnlyList<DraftLine> body)
    {
        var kept = body.Where(line => line.Kind == LineKind.TableRow || !Annexes.Closing().IsMatch(line.Text)).ToList();
        return Find(kept) is { } found ? [.. kept.Take(found.Start)] : kept;
    }

    public static bool Follows(IReadOnlyList<DraftLine> lines, int index) => lines.Skip(index + 1).Take(12).Any(line => Date(line.Text) is not null);

    /// <summary>The last lone date in the last lines of the body, with the names above it.</summary>
    public static Found? Find(IReadOnlyList<DraftLine> body)
    {
        for (var i = body.Count - 1; i >= Math.Max(0, body.Count - 8); i--)
        {
            if (body[i].Kind == LineKind.TableRow || Date(body[i].Text) is not { } date) continue;
            var own = NameBeforeDate(body[i].Text);
            var start = i;
            while (start > 0 && IsIssuer(body[start - 1])) start--;
            var names = body.Skip(start).Take(i - start).Select(line => line.Text).ToList();
            if (own.Length > 0) names.Add(own);
            return new(start, names, date);
        }
        return null;
    }

    private static bool IsIssuer(DraftLine line) =>
        line.Kind != LineKind.TableRow && line.Text.Length is >= 3 and <= 40 && !"。；：，、".Contains(line.Text[^1]) && !Labels.StartsAny(line.Text) && Organ().IsMatch(line.Text) && !line.Text.Contains('，');

    private static DateOnly? Date(string text) => LoneDate().Match(text) is { Success: true } match ? ChineseDates.Parse(match.Groups["date"].Value) : null;

    private static string NameBeforeDate(string text) => LoneDate().Match(text).Groups["name"].Value.Trim(' ', '　');

    [GeneratedRegex(@"^(?<name>[\u4e00-\u9fff（）]{4,30}[\s\u3000]+)?(?<date>[0-9０-９二〇○Ｏ零一三四五六七八九十]{4}\s*年\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日)$")] private static partial Regex LoneDate();
    [GeneratedRegex(@"(?:府|局|委|办|厅|部|会|院|室|处|社|团|组|中心|公司|大队|支队|分局|机关|联|总站|站|所|校|办公室|管委会)[\s\u3000]*$")] private static partial Regex Organ();
}
