using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>Finds what in a clause decides the question: the statement that shares most with it, fits the facts, and says the kind of thing that was asked.</summary>
public sealed class Deciding(PolicyIndex index, PolicyQuestion question)
{
    public IReadOnlyList<(Statement Statement, float Score)> Rank(IndexedClause clause) =>
        [.. Statement.Of(clause.Clause).Select(s => (s, Score(s))).OrderByDescending(x => x.Item2)];

    /// <summary>The deciding words, at most two statements; a list that is asked for as a whole is given as a whole.</summary>
    public string Of(IndexedClause clause)
    {
        var ranked = Rank(clause);
        if (ranked.Count == 0) return clause.Clause.Text.Split('\n')[0];
        if (WantsList() && ListOf(clause) is { } list) return list;
        var best = ranked[0].Statement;
        var second = ranked.Skip(1).FirstOrDefault(x => x.Score > 0.75f * ranked[0].Score && !x.Statement.IsRow && x.Statement.Line != best.Line);
        var chosen = second.Statement is null || best.IsRow ? [best] : new[] { best, second.Statement }.OrderBy(s => s.Line).ToArray();
        return string.Concat(chosen.Select(s => s.Text.TrimEnd('；', '。') + "。"));
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
