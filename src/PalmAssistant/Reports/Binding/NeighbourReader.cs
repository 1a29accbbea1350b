using System.Text.RegularExpressions;
using PalmAssistant.Language;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Binding;

/// <summary>
/// A summary's column read together with its neighbours: 其中 and what goes on from it, a 男|女 pair after its total, groups that break a total
/// down (按类别分). Where the neighbours leave two readings open the publisher is asked; a header never counts more than its place in the table says.
/// </summary>
internal sealed partial class NeighbourReader(FormTable table, FigureReader figures, Func<FormColumn, string?> unitOf)
{
    public CellBinding Read(FormColumn column)
    {
        if (PartAt(column) is { } at && Checks.WholeOf(table.Columns, column) is { } whole) return Within(whole, column, column.Path.Skip(at));
        if (BreaksDown().IsMatch(column.Path[0]) && TotalBefore(column) is { } total && Within(total, column, column.Path.Skip(1)) is Figure part) return part;
        if (column.Path.Count == 1 && Sex().IsMatch(column.Leaf)) return OfSex(column);
        return GoesOn(column) ?? Alone(column);
    }

    private CellBinding Alone(FormColumn column) => figures.Read(column.Path, unitOf(column), column.Type);

    private CellBinding Within(FormColumn whole, FormColumn column, IEnumerable<string> path) => figures.Read([.. whole.Path, .. path], unitOf(column), column.Type);

    /// <summary>Where 其中 stands when nothing above it says of what: at the top, or under headings that only gather.</summary>
    private static int? PartAt(FormColumn column)
    {
        var at = column.Path.ToList().FindIndex(p => p.StartsWith("其中", StringComparison.Ordinal));
        return at >= 0 && column.Path.Take(at).All(BindingWords.All.Headings.Contains) ? at : null;
    }

    /// <summary>The nearest column to the left that is no part of such a group and counts people.</summary>
    private FormColumn? TotalBefore(FormColumn column) =>
        table.Columns.TakeWhile(c => c != column).LastOrDefault(c => !BreaksDown().IsMatch(c.Path[0]) && PartAt(c) is null && !Sex().IsMatch(c.Leaf) && IsPeople(Alone(c)));

    /// <summary>男 and 女 alone belong to the total before them; where several stand before them, only the publisher knows.</summary>
    private CellBinding OfSex(FormColumn column)
    {
        var before = table.Columns.TakeWhile(c => c != column).Reverse().SkipWhile(c => c.Path.Count == 1 && Sex().IsMatch(c.Leaf)).ToList();
        if (before is [var first, ..] && Sex().IsMatch(Bare(first.Leaf)) && PartAt(first) is not null) return Checks.WholeOf(table.Columns, first) is { } whole ? Within(whole, column, column.Path) : Alone(column);
        var totals = before.TakeWhile(c => !Sex().IsMatch(Bare(c.Leaf)) && IsPeople(Alone(c))).ToList();
        if (totals.Count == 0) return Alone(column);
        var readings = totals.Select(t => (Total: t, Read: Within(t, column, column.Path))).ToList();
        return readings.Select(r => Text(r.Read)).Distinct().Count() == 1 ? readings[0].Read : Ask(column, readings);
    }

    /// <summary>其中：男 | 16岁以下: one of those before, or of all? Its own counting word (残疾人数) or population makes it a total of its own.</summary>
    private CellBinding? GoesOn(FormColumn column)
    {
        if (column.Path.Count != 1 || PartAt(column) is not null) return null;
        var marked = table.Columns.TakeWhile(c => c != column).Reverse().TakeWhile(c => c.Path.Count == 1 && c.Formula is null).FirstOrDefault(c => PartAt(c) is not null);
        if (marked is null || Checks.WholeOf(table.Columns, marked) is not { } whole) return null;
        var alone = Alone(column);
        var within = Within(whole, column, column.Path);
        if (alone is Undecided || within is not Figure { Plans: [{ Record: "person" } part] }) return alone;
        if (alone is not Figure { Plans: [{ Record: "person" } own] }) return alone is Figure ? alone : within;
        if (Counted().IsMatch(column.Leaf) || own.Population is not null || FigureReader.SaysNoMore(part, own)) return alone;
        return Ask(column, [(whole, within)], alone);
    }

    private Undecided Ask(FormColumn column, IReadOnlyList<(FormColumn Total, CellBinding Read)> readings, CellBinding? alone = null)
    {
        var leaf = column.Leaf;
        var options = readings.Select(r => new ReadingOption($"{Bare(r.Total.Leaf)}里的{leaf}", HeaderPhrase.Of([.. r.Total.Path, .. column.Path], unitOf(column)).Sentence)).ToList();
        if (alone is not null) options.Add(new($"全部的{leaf}", HeaderPhrase.Of(column.Path, unitOf(column)).Sentence));
        return new($"“{leaf}”是指{string.Join("，还是", options.Select(o => o.Label))}？", options) { Understood = leaf, Confidence = 0.5 };
    }

    private static bool IsPeople(CellBinding binding) => binding is Figure { Plans: [{ Record: "person" }] };

    private static string Text(CellBinding binding) => binding is Figure { Plans: [var plan] } ? System.Text.Json.JsonSerializer.Serialize(plan) : binding.Understood;

    private static string Bare(string leaf) => Part().Replace(Counted().Replace(leaf, ""), "");

    [GeneratedRegex(@"^按.{1,8}(分|划分|统计|分组|分类)$|^(类别|等级|年龄|性别|文化程度)(构成|分布|情况)$")] private static partial Regex BreaksDown();
    [GeneratedRegex(@"^[男女]性?(人?数)?([（(]人[)）])?$")] private static partial Regex Sex();
    [GeneratedRegex(@"(人数|户数|总数|人口数|数)([（(].{1,2}[)）])?$|[（(](人|户|名)[)）]$")] private static partial Regex Counted();
    [GeneratedRegex(@"^其中[：:]?")] private static partial Regex Part();
}
