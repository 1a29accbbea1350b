using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Dialog;

/// <summary>Rows of a list as people speak of them: "李淑珍那户…", "其他人都是无需求", "史世杰那行划掉，搬走了", "再加一个人 刘建国". Pure.</summary>
internal static partial class RowWords
{
    /// <summary>What is wanted of rows as a whole; null when nothing is.</summary>
    public static Intent? Read(string said, TalkState state)
    {
        if (!state.HasOpen || state.Rows.Count == 0) return null;
        if (Struck().Match(said) is { Success: true } struck && Named(struck.Groups[1].Value, state.Rows) is { } gone) return new Intent.StrikeRow(gone, struck.Groups[2].Value.TrimStart('，', ',', '：', '因', '为'));
        if (state.IsList && More().Match(said) is { Success: true } more) return new Intent.NewRow(more.Groups[1].Value);
        if (Others().Match(said) is not { Success: true } others) return null;
        var rest = others.Groups[1].Value;
        if (state.Columns.FirstOrDefault(c => rest.StartsWith(c.Leaf, StringComparison.Ordinal) || c.Leaf.EndsWith(rest[..Math.Min(rest.Length, 4)], StringComparison.Ordinal) && rest.Length > 4) is { } column)
            return Fitting(column, rest.StartsWith(column.Leaf, StringComparison.Ordinal) ? rest[column.Leaf.Length..] : rest[4..]) is { } named ? new Intent.Fill(column.Letter, named, true, null, OnlyEmpty: true) : null;
        if (state.Asked is { } asked && Fitting(asked, rest) is { } value) return new Intent.Fill(asked.Letter, value, true, null, OnlyEmpty: true);
        return state.Columns.Where(c => c.Choices.Count > 0 && Fitting(c, rest) is not null).ToList() is [var only] ? new Intent.Fill(only.Letter, Fitting(only, rest)!, true, null, OnlyEmpty: true) : null;
    }

    /// <summary>The row a clause begins with, and what is said of it.</summary>
    public static (string Row, string Said)? At(string clause, IReadOnlyList<string> rows) =>
        rows.Where(r => r.Length >= 2 && clause.StartsWith(r, StringComparison.Ordinal)).OrderByDescending(r => r.Length).FirstOrDefault() is { } row
            ? (row, Link().Replace(clause[row.Length..], "")) : null;

    private static string? Named(string words, IReadOnlyList<string> rows) => rows.FirstOrDefault(r => r == words);

    private static string? Fitting(FillableColumn column, string words)
    {
        var value = Verb().Replace(words, "");
        if (value.Length == 0) return null;
        return column.Choices.Count > 0 ? column.Choices.FirstOrDefault(c => c == value || "没有" == value && c.StartsWith('无')) : column.Type is Forms.CellType.Integer or Forms.CellType.Number ? Count().Match(value) is { Success: true } n ? n.Groups[1].Value : null : null;
    }

    [GeneratedRegex(@"^(?:把)?([\u4e00-\u9fff·]{2,8}?)(?:那|这)?(?:一)?(?:行|个人|户|条|人)?(?:也)?(?:划掉|划去|删掉|删了|删除|去掉|剔除|不算|不用填|不用报)(?:了|吧)?([，,：].+|因为.+|(?:已经|人)?(?:搬走|去世|不在|走|迁出|死亡).*)?$")] private static partial Regex Struck();
    [GeneratedRegex(@"^(?:再|还要|还得|帮我|漏了)*(?:加上?|添上?|补上?)(?:一|两)?(?:个|户|行|条|家)?(?:人|行|户|名字)?[：:，,]?(?:叫)?([\u4e00-\u9fff·]{2,4})$")] private static partial Regex More();
    [GeneratedRegex(@"^(?:其他|其它|其余|剩下|剩余|别的|余下)(?:的)?(?:人|户|行|家|几个|几户|那些)?(?:的)?[，,]?(?:全|都|全部|全都|统一|一律)?(.{1,24})$")] private static partial Regex Others();
    [GeneratedRegex(@"^(?:那|这)?(?:一)?(?:户|家|行|个人|个|人|条)?(?:的)?[：:，,]?")] private static partial Regex Link();
    [GeneratedRegex(@"^(?:也|都|全|全部|全都|统一|一律)?(?:是|填|选|写|为|：|:)?")] private static partial Regex Verb();
    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(?:个|人|户|家|次|处)?$")] private static partial Regex Count();
}
