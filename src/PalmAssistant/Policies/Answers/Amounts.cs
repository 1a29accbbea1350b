using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>
/// Works a figure out where the question gives the facts and the clauses give the rule. Each sentence shows the sum,
/// so that it can be checked against the clause quoted below it. No rule that fits: no figure.
/// </summary>
internal static partial class Amounts
{
    public static string? Of(PolicyQuestion question, IReadOnlyList<Found> chosen, Deciding deciding)
    {
        var clause = chosen[0].Clause;
        var text = clause.Clause.Text;
        var same = chosen.Where(f => f.Clause.Document.Id == clause.Document.Id).Select(f => f.Clause).ToList();
        return Bands(question, text) ?? PerUnit(question, text) ?? PerHour(question, clause, deciding) ?? Several(question, clause, deciding)
            ?? AreaTimesRate(question, same, deciding) ?? Row(question, clause, deciding);
    }

    /// <summary>超出1万元以下的部分救助40%，超出1万元至5万元的部分救助30%，…, with a yearly limit.</summary>
    private static string? Bands(PolicyQuestion question, string text)
    {
        if (question.Facts.Yuan is not { } amount || amount <= 0) return null;
        var bands = Band().Matches(text).Select(m => (Low: Yuan(m.Groups["low"].Value), High: Yuan(m.Groups["high"].Value), Over: m.Groups["over"].Success, Rate: decimal.Parse(m.Groups["rate"].Value, CultureInfo.InvariantCulture) / 100)).ToList();
        if (bands.Count < 2) return null;
        decimal sum = 0, from = 0;
        var steps = new List<string>();
        foreach (var band in bands)
        {
            var low = band.Low ?? (band.Over ? from : 0);
            var high = band.High ?? decimal.MaxValue;
            var part = Math.Max(0, Math.Min(amount, high) - low);
            if (part > 0) steps.Add($"{Money(part)}×{band.Rate * 100:0.##}%");
            sum += part * band.Rate;
            from = high;
        }
        var limit = Limit().Match(text) is { Success: true } m && Yuan(m.Groups[1].Value) is { } most ? most : decimal.MaxValue;
        var capped = sum > limit ? $"，超过上限，按上限{Money(limit)}" : limit < decimal.MaxValue ? $"（不超过上限{Money(limit)}）" : "";
        return $"按分段计算：{string.Join(" + ", steps)} = {Money(Math.Min(sum, limit))}（{Math.Min(sum, limit):0.##}元）{capped}。";
    }

    /// <summary>每50平方米不少于2具 with an area; a part of a unit counts as one.</summary>
    private static string? PerUnit(PolicyQuestion question, string text)
    {
        if (question.Facts.Area is not { } area || Unit().Match(text) is not { Success: true } m) return null;
        var per = decimal.Parse(m.Groups["per"].Value, CultureInfo.InvariantCulture);
        var each = decimal.Parse(m.Groups["each"].Value, CultureInfo.InvariantCulture);
        var units = Math.Ceiling(area / per);
        return $"{area:0.##}平方米按{units:0}个{per:0}平方米计算：{units:0}×{each:0}{m.Groups["unit"].Value} = {units * each:0}{m.Groups["unit"].Value}。";
    }

    /// <summary>So many points or yuan an hour, half hours as the clause rounds them.</summary>
    private static string? PerHour(PolicyQuestion question, IndexedClause clause, Deciding deciding)
    {
        if (question.Facts.Hours is not { } hours) return null;
        var row = deciding.Rank(clause).Select(x => x.Statement).FirstOrDefault(s => s.IsRow && (s.Heads.Any(h => h.Contains("每小时", StringComparison.Ordinal)) || s.Text.Contains("每小时", StringComparison.Ordinal)));
        if (row is null || Figure().Match(string.Concat(row.Cells.Skip(1))) is not { Success: true } each) return null;
        var counted = HalfHours().IsMatch(clause.Clause.Text) ? Math.Floor(hours * 2) / 2 : WholeHours().IsMatch(clause.Clause.Text) ? Math.Floor(hours) : hours;
        var rate = decimal.Parse(each.Groups["n"].Value, CultureInfo.InvariantCulture);
        return $"{row.Cells[0]}每小时{each.Value}，按{counted:0.##}小时计：{rate:0.##}×{counted:0.##} = {rate * counted:0.##}{each.Groups["unit"].Value}。";
    }

    /// <summary>两项加起来, 双胞胎: the fitting row of each kind, or of each child, added up.</summary>
    private static string? Several(PolicyQuestion question, IndexedClause clause, Deciding deciding)
    {
        var rows = deciding.Rank(clause).Where(x => x.Statement.IsRow).ToList();
        if (rows.Count < 2) return null;
        if (question.Facts.Children == 2 && Twins().IsMatch(question.Text)) return Sum([.. Statement.Of(clause.Clause).Where(s => s.IsRow).Skip(FirstChild(question.Text)).Take(2)]);
        if (!Together().IsMatch(question.Text) || rows[0].Statement.Cells.Count < 3) return null;
        var kinds = rows.Select(x => (x.Statement, Fit: Deciding.FactFit(x.Statement.Cells[1], question.Facts))).Where(x => x.Fit > 0).GroupBy(x => x.Statement.Cells[0]).Select(g => g.MaxBy(x => x.Fit).Statement).ToList();
        return kinds.Count >= 2 ? Sum(kinds) : null;
    }

    private static int FirstChild(string text) => text.Contains("二胎", StringComparison.Ordinal) || text.Contains("老二", StringComparison.Ordinal) || text.Contains("二孩", StringComparison.Ordinal) ? 1 : 0;

    private static string? Sum(IReadOnlyList<Statement> rows)
    {
        var figures = rows.Select(r => Figure().Match(r.Cells[^1]) is { Success: true } m ? m : Figure().Match(string.Concat(r.Cells.Skip(1)))).ToList();
        if (rows.Count < 2 || figures.Any(f => !f.Success)) return null;
        var numbers = figures.Select(f => decimal.Parse(f.Groups["n"].Value, CultureInfo.InvariantCulture)).ToList();
        var named = rows.Select(r => r.Cells.Count > 2 ? $"{r.Cells[0]}（{r.Cells[1]}）{r.Cells[2]}" : $"{r.Cells[0]}{r.Cells[1]}");
        return $"{string.Join(" + ", named)}，合计{numbers.Sum():0.##}{figures[0].Groups["unit"].Value}。";
    }

    /// <summary>2人户45平方米 in one clause, 每平方米24元 in another of the same document.</summary>
    private static string? AreaTimesRate(PolicyQuestion question, List<IndexedClause> clauses, Deciding deciding)
    {
        if (question.Facts.Household is not { } people) return null;
        var area = clauses.SelectMany(c => HouseholdArea().Matches(c.Clause.Text)).Select(m => (People: int.Parse(m.Groups["p"].Value, CultureInfo.InvariantCulture), OrMore: m.Groups["more"].Success, Area: decimal.Parse(m.Groups["a"].Value, CultureInfo.InvariantCulture)))
            .Where(x => x.People == people || x.OrMore && people >= x.People).Select(x => (decimal?)x.Area).FirstOrDefault();
        if (area is not { } metres) return null;
        foreach (var clause in clauses)
            if (deciding.Rank(clause).Select(x => x.Statement).FirstOrDefault(s => s.IsRow && s.Heads.Any(h => h.Contains("平方米", StringComparison.Ordinal))) is { } row && Figure().Match(row.Cells[^1]) is { Success: true } rate)
                return $"{people}人户保障面积{metres:0.##}平方米，{row.Cells[0]}每平方米{rate.Value}：{metres:0.##}×{rate.Groups["n"].Value} = {metres * decimal.Parse(rate.Groups["n"].Value, CultureInfo.InvariantCulture):0.##}元，实际以条文规定的上限为准。";
        return null;
    }

    /// <summary>The row that fits, with what is added for a group the person belongs to.</summary>
    private static string? Row(PolicyQuestion question, IndexedClause clause, Deciding deciding)
    {
        var best = deciding.Rank(clause).FirstOrDefault();
        if (best.Statement is not { IsRow: true } row || !question.Intents.HasFlag(Intent.Amount)) return null;
        foreach (Match m in Extra().Matches(row.Text))
        {
            if (!question.Facts.Groups.Any(g => m.Groups["who"].Value.Contains(g, StringComparison.Ordinal)) || Figure().Match(row.Cells[1]) is not { Success: true } figure) continue;
            var (own, extra) = (decimal.Parse(figure.Groups["n"].Value, CultureInfo.InvariantCulture), decimal.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture));
            return $"{row.Cells[0]}{row.Heads[1]}{row.Cells[1]}，{m.Value}：{own:0.##} + {extra:0.##} = {own + extra:0.##}元。";
        }
        return null;
    }

    private static decimal? Yuan(string text)
    {
        var m = YuanText().Match(text);
        return m.Success ? decimal.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * (m.Groups[2].Success ? 10_000 : 1) : null;
    }

    private static string Money(decimal yuan) => yuan >= 10_000 ? $"{yuan / 10_000:0.####}万元" : $"{yuan:0.##}元";

    [GeneratedRegex(@"(?<over>超出|超过)?(?:(?<low>[\d.]+万?元?)(?:以上)?(?:至|到|-|—))?(?:(?<high>[\d.]+万?元)(?:以下|以内|\（含\）)?)(?:（含）)?的(?:部分)?[^，；。%]{0,8}?(?<rate>[\d.]+)%|(?<over>超出|超过)?(?<low>[\d.]+万?元)以上的(?:部分)?[^，；。%]{0,8}?(?<rate>[\d.]+)%")] private static partial Regex Band();
    [GeneratedRegex(@"(?:累计|最高|全年|每年)[^，。；]{0,8}?(?:不超过|不高于)?([\d.]+万?元)")] private static partial Regex Limit();
    [GeneratedRegex(@"每(?<per>\d+)平方米(?:不少于|不低于|至少|配备|配置|设置)*(?<each>\d+)(?<unit>[\u4e00-\u9fff])")] private static partial Regex Unit();
    [GeneratedRegex(@"(?<n>\d+(?:\.\d+)?)\s*(?<unit>万元|元|分|小时|具|%|平方米)")] private static partial Regex Figure();
    [GeneratedRegex("按(?:照)?(?:半小时|0.5小时)(?:折算|计算|计)")] private static partial Regex HalfHours();
    [GeneratedRegex("不足(?:1|一)(?:个)?小时的?不(?:予)?计")] private static partial Regex WholeHours();
    [GeneratedRegex("双胞胎|龙凤胎")] private static partial Regex Twins();
    [GeneratedRegex("加起来|一共|总共|合计|两项|都|同时|一起")] private static partial Regex Together();
    [GeneratedRegex(@"(?<p>\d)人户(?<more>(?:及)?以上)?\s*(?<a>\d+(?:\.\d+)?)平方米")] private static partial Regex HouseholdArea();
    [GeneratedRegex(@"(?<who>[\u4e00-\u9fff]{2,10}?)(?:每人)?(?:每月)?(?:另加|加发|增发|另发|另外增加|再加|上浮)(?<n>\d+(?:\.\d+)?)元")] private static partial Regex Extra();
    [GeneratedRegex(@"([\d.]+)(万)?元?")] private static partial Regex YuanText();
}
