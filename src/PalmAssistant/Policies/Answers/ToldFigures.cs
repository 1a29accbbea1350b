using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Policies.Parsing;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>An amount a clause sets, in yuan, and for whom.</summary>
/// <param name="Label">80周岁至89周岁, 农村居民最低生活保障标准: the words that belong to it</param>
/// <param name="Before">of 由900元提高到950元 the first; null otherwise</param>
/// <param name="Per">每人每月, 每年 … or nothing</param>
internal sealed record ToldFigure(string Label, decimal Yuan, decimal? Before, string Per);

internal static partial class ToldFigures
{
    public static IReadOnlyList<ToldFigure> Of(Clause clause) => [.. Statement.Of(clause).SelectMany(s => s.IsRow ? OfRow(s) : OfSentence(s.Text))];

    private static IEnumerable<ToldFigure> OfRow(Statement row)
    {
        var named = row.Cells.TakeWhile(cell => !Figure().IsMatch(cell)).ToList();
        var at = named.Count;
        if (at >= row.Cells.Count || Figure().Match(row.Cells[at]) is not { Success: true } figure) yield break;
        yield return new(string.Join(' ', named), Value(figure), null, Per(at < row.Heads.Count ? row.Heads[at] + row.Cells[at] : row.Cells[at]));
    }

    private static IEnumerable<ToldFigure> OfSentence(string sentence)
    {
        var from = 0;
        var per = "";
        foreach (Match figure in Change().Matches(sentence))
        {
            var label = sentence[from..figure.Index];
            from = figure.Index + figure.Length;
            if (Per(label) is { Length: > 0 } said) per = said;
            yield return new(Bare().Replace(label, ""), Value(figure), figure.Groups["b"].Success ? decimal.Parse(figure.Groups["b"].Value, CultureInfo.InvariantCulture) : null, per);
        }
    }

    /// <summary>Those that fit what is known of the person; all where nothing is, or none fits.</summary>
    public static IReadOnlyList<ToldFigure> Fitting(IReadOnlyList<ToldFigure> figures, PolicyQuestion question)
    {
        var fit = figures.Select(f => (f, Fit: Deciding.FactFit(f.Label, question.Facts) + Places(f.Label, question.Text))).ToList();
        var best = fit.Select(x => x.Fit).DefaultIfEmpty().Max();
        return best > 0 ? [.. fit.Where(x => x.Fit >= best - 0.01f).Select(x => x.f)] : figures;
    }

    /// <summary>城镇 and 城市, 农村: said by people as by documents, and not the same.</summary>
    private static float Places(string label, string question)
    {
        var (rural, urban) = (Rural().IsMatch(question), Urban().IsMatch(question));
        return rural == urban ? 0 : rural && Rural().IsMatch(label) || urban && Urban().IsMatch(label) ? 0.7f : 0;
    }

    /// <summary>The same case in another document: the same age bracket, or mostly the same words.</summary>
    public static bool IsSameCase(ToldFigure one, ToldFigure other)
    {
        if (one.Per != other.Per && one.Per.Length > 0 && other.Per.Length > 0) return false;
        var (ages, others) = (AgeRange.In(one.Label).ToList(), AgeRange.In(other.Label).ToList());
        if (ages.Count > 0 || others.Count > 0) return ages.Count > 0 && others.Count > 0 && ages.Any(a => others.Any(o => o.Low == a.Low || o.Holds(a.Low) && o.High >= a.High || a.Holds(o.Low) && a.High >= o.High));
        if (Rural().IsMatch(one.Label) != Rural().IsMatch(other.Label)) return false;
        var (mine, theirs) = (Pairs(one.Label), Pairs(other.Label));
        return mine.Count > 0 && theirs.Count > 0 && 2f * mine.Intersect(theirs).Count() / (mine.Count + theirs.Count) >= 0.5f;
    }

    private static HashSet<string> Pairs(string text)
    {
        var han = string.Concat(Common().Replace(text, "").Where(Grams.IsHan));
        return [.. Enumerable.Range(0, Math.Max(0, han.Length - 1)).Select(i => han.Substring(i, 2))];
    }

    private static string Per(string text) => PerWords().Match(text) is { Success: true } m ? m.Value : "";

    private static decimal Value(Match figure) => decimal.Parse(figure.Groups["n"].Value, CultureInfo.InvariantCulture) * (figure.Groups["w"].Success ? 10_000 : 1);

    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)?)\s*(?<w>万)?元")] private static partial Regex Figure();
    [GeneratedRegex(@"由(?:每[\u4e00-\u9fff]{1,2}每[\u4e00-\u9fff])?(?<b>\d+(?:\.\d+)?)元(?:提高|调整|上调|增加|降低)(?:到|至|为)(?:每[\u4e00-\u9fff]{1,2}每[\u4e00-\u9fff])?(?<n>\d+(?:\.\d+)?)元|(?<n>\d+(?:\.\d+)?)\s*(?<w>万)?元")] private static partial Regex Change();
    [GeneratedRegex("每(?:人|户|家|例|台|平方米|次|餐)(?:每(?:年|月|天|日|季度))?|每(?:年|月|天|日)")] private static partial Regex PerWords();
    [GeneratedRegex("^[，。；、：\\s]+|^[（(][一二三四五六七八九十]+[）)]|(?:的标准)?(?:为|按|提高到|提高至|调整为|不低于|不少于|不超过|最高)?$")] private static partial Regex Bare();
    [GeneratedRegex("每人每月|每人|每月|标准|补贴|津贴|不低于|最低|提高到|提高|发放|的")] private static partial Regex Common();
    [GeneratedRegex("农村|村里|乡下|农业")] private static partial Regex Rural();
    [GeneratedRegex("城镇|城市|城里|城乡(?!居民)")] private static partial Regex Urban();
}
