using System.Text.RegularExpressions;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>"助浴人数不能大于老人数", "合计等于甲加乙", "完成日期不能早于开始日期", "助浴人数必填": a rule put on a column by saying so. Pure.</summary>
internal static partial class SaidRule
{
    public static bool IsRule(string said) => said.Split(['，', ',', '；', ';', '。'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } clauses && clauses.All(IsRule) || Bound().IsMatch(said) || Sum().IsMatch(said) || Must().IsMatch(said);

    /// <summary>床位数必填，民办的不能超过床位数: a rule a clause; 甲等于乙加丙 keeps its parts.</summary>
    public static IReadOnlyList<string> Each(string said) => said.Split(['，', ',', '；', ';', '。'], StringSplitOptions.RemoveEmptyEntries) is var clauses && clauses.All(IsRule) ? clauses : [said];

    /// <returns>the table with its rule; null when its columns are not the ones named</returns>
    public static FormTable? On(FormTable table, string said)
    {
        if (table.Kind == TableKind.Form) return null;
        if (Bound().Match(said) is { Success: true } bound) return Bounded(table, Find(table, bound.Groups[1].Value), bound.Groups[2].Value, bound.Groups[3].Value, said);
        if (Sum().Match(said) is { Success: true } sum)
        {
            var parts = sum.Groups[2].Value.Split(['加', '、', '+', '和', '与'], StringSplitOptions.RemoveEmptyEntries).Select(p => Find(table, p)).ToList();
            if (Find(table, sum.Groups[1].Value) is not { } total || parts.Count < 2 || parts.Contains(null) || parts.Contains(total)) return null;
            var row = table.FirstRow;
            return With(table, total, $"{total.Letter}{row}={string.Join('+', parts.Select(p => $"{p!.Letter}{row}"))}", said);
        }
        return Must().Match(said) is { Success: true } must && Find(table, must.Groups[1].Value) is { } one ? Put(table, one with { Required = must.Groups[2].Value is not ("可空" or "选填" or "不必填") }) : null;
    }

    private static FormTable? Bounded(FormTable table, FormColumn? column, string how, string than, string said)
    {
        if (column is null) return null;
        var most = how is "大于" or "超过" or "多于" or "高于" or "晚于";
        if (decimal.TryParse(than, out var number)) return Put(table, column with { Rule = new("whole", most ? column.Rule?.Minimum : number, most ? number : column.Rule?.Maximum, null, said) });
        if (Find(table, than) is not { } other || other == column) return null;
        var (mine, theirs) = ($"{column.Letter}{table.FirstRow}", $"{other.Letter}{table.FirstRow}");
        return With(table, column, $"OR({theirs}=\"\",{mine}{(most ? "<=" : ">=")}{theirs})", said);
    }

    private static FormTable With(FormTable table, FormColumn column, string formula, string said) => Put(table, column with { Rule = new("custom", null, null, formula, said) });

    private static FormTable Put(FormTable table, FormColumn column) => table with { Columns = [.. table.Columns.Select(c => c.Letter == column.Letter ? column : c)] };

    /// <summary>The one column that is called so, wholly or in part.</summary>
    private static FormColumn? Find(FormTable table, string words)
    {
        words = words.TrimEnd('的');
        var named = table.Columns.Where(c => !c.Hidden && (c.Name == words || c.Leaf == words)).ToList();
        if (named.Count == 0) named = [.. table.Columns.Where(c => !c.Hidden && c.Name.Replace("·", "", StringComparison.Ordinal).Contains(words, StringComparison.Ordinal))];
        return words.Length >= 2 && named is [var one] ? one : null;
    }

    [GeneratedRegex(@"^(.{2,16}?)(?:的数|这一?[列格])?(?:不能|不得|不要|不应该?|不许|不可以)(大于|超过|多于|高于|小于|少于|低于|早于|晚于)(.{1,16}?)(?:的数)?$")] private static partial Regex Bound();
    [GeneratedRegex(@"^(.{2,16}?)(?:要|得|应该?|必须)?等于(.{2,10}(?:[加、+和与].{2,10})+?)(?:之和|的和|相加)?$")] private static partial Regex Sum();
    [GeneratedRegex(@"^(.{2,16}?)(?:这一?[列格])?(?:是|都)?(必填|必须填|一定要填|可空|选填|不必填)(?:的|项)?$")] private static partial Regex Must();
}
