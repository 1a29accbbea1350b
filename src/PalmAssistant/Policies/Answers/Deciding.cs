using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>Finds what in a clause decides the question: the statement that shares most with it, fits the facts, and says the kind of thing that was asked.</summary>
public sealed partial class Deciding(PolicyIndex index, PolicyQuestion question)
{
    private const int MostRows = 8;
    private const float OneRowLead = 1.12f;

    public IReadOnlyList<(Statement Statement, float Score)> Rank(IndexedClause clause) =>
        [.. Statement.Of(clause.Clause).Select(s => (s, Score(s))).OrderByDescending(x => x.Item2)];

    /// <summary>The deciding words, at most two statements; a list that is asked for as a whole is given as a whole.</summary>
    public string Of(IndexedClause clause)
    {
        var ranked = Rank(clause);
        if (ranked.Count == 0) return clause.Clause.Text.Split('\n')[0];
        if (WantsList() && ListOf(clause) is { } list) return list;
        if (WholeTable(ranked) is { } rows) return rows;
        // 标准如下： decides nothing by itself.
        if (ranked[0].Statement.Text.EndsWith('：') && ranked.FirstOrDefault(x => !x.Statement.Text.EndsWith('：')) is { Statement: not null } said) ranked = [said, .. ranked.Where(x => x.Statement != said.Statement && !x.Statement.Text.EndsWith('：'))];
        var best = ranked[0].Statement;
        var second = ranked.Skip(1).FirstOrDefault(x => x.Score > 0.75f * ranked[0].Score && !x.Statement.IsRow && x.Statement.Line != best.Line);
        var chosen = second.Statement is null || best.IsRow ? [best] : new[] { best, second.Statement }.OrderBy(s => s.Line).ToArray();
        return string.Concat(chosen.Select(s => s.Text.TrimEnd('；', '。') + "。"));
    }

    /// <summary>Where figures are asked for and nothing said tells one row from the others, all of them: 80周岁至89周岁 100元；90周岁至94周岁 220元…</summary>
    private string? WholeTable(IReadOnlyList<(Statement Statement, float Score)> ranked)
    {
        var rows = ranked.Where(x => x.Statement.IsRow).ToList();
        if (!question.Intents.HasFlag(Intent.Amount) || question.Facts.HasCase || rows.Count is < 2 or > MostRows || !ranked[0].Statement.IsRow && !ranked[0].Statement.Text.EndsWith('：')) return null;
        if (rows[0].Score > OneRowLead * rows[1].Score) return null;
        return string.Join("；", rows.OrderBy(x => x.Statement.Line).Select(x => x.Statement.Text)) + "。";
    }

    public float Score(Statement statement)
    {
        var score = 0f;
        var seen = new HashSet<uint>();
        Grams.Each(statement.Text, term =>
        {
            if (seen.Add(term) && question.Terms.TryGetValue(term, out var weight)) score += weight * index.ByClause.Idf(term);
        });
        score /= 1 + 0.004f * statement.Text.Length;
        var asks = Intents.OfClause(statement.Text) & question.Intents;
        score *= 1 + 0.25f * System.Numerics.BitOperations.PopCount((uint)asks);
        if (question.Units.Count > 0) score *= 1 + 0.4f * question.Units.Count(unit => unit.IsMatch(statement.Text)) / question.Units.Count;
        return score + 6 * FactFit(statement.IsRow ? statement.Cells[0] + (statement.Cells.Count > 2 ? statement.Cells[1] : "") : statement.Text, question.Facts);
    }

    /// <summary>Positive when the words fit what is known of the person or the case, negative when they speak of others.</summary>
    public static float FactFit(string text, AskedFacts facts)
    {
        var fit = 0f;
        if (facts.Age is { } age && AgeRange.In(text).ToList() is { Count: > 0 } ranges) fit += ranges.Any(r => r.Holds(age)) ? 1.5f : -1.5f;
        if (facts.DisabilityLevel is { } level && text.Contains('级')) fit += text.Contains(Parsing.ChineseNumeral.Write(level) + "级", StringComparison.Ordinal) ? 1 : -1;
        if (facts.Floor is { } floor && (text.Contains('层') || text.Contains('楼'))) fit += text.Contains(Parsing.ChineseNumeral.Write(floor) + "层", StringComparison.Ordinal) ? 1.5f : -0.5f;
        if (facts.Household is { } people && text.Contains("人户", StringComparison.Ordinal)) fit += text.Contains($"{people}人户", StringComparison.Ordinal) ? 1 : 0;
        if (facts.Groups.Contains("非本区户籍") && AskedFacts.AreOfOutsiders(text)) fit += 1.2f;
        foreach (var group in facts.Groups.Where(g => g.Length > 1))
            if (group == "低保" ? text.Replace("低保边缘", "", StringComparison.Ordinal).Contains("低保", StringComparison.Ordinal) : text.Contains(group, StringComparison.Ordinal)) fit += 0.6f;
        if (facts.Groups.Contains("低保") && !facts.Groups.Contains("低保边缘") && text.Contains("低保边缘", StringComparison.Ordinal) && !text.Contains("低保、", StringComparison.Ordinal)) fit -= 0.8f;
        return fit;
    }

    private bool WantsList() => (question.Intents & (Intent.Materials | Intent.Conditions | Intent.Count)) != 0 && question.Facts.Age is null;

    private static string? ListOf(IndexedClause clause)
    {
        if (clause.Clause.Items.Count == 0 || clause.Clause.Text.Length > 500) return null;
        var lines = clause.Clause.Text.Split('\n');
        return string.Concat(lines.SkipWhile(line => line == clause.Clause.Heading));
    }

}
