using System.Text.RegularExpressions;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>Two documents that set an amount for the same case: which is higher, by how much, and which is to be followed where one of them says so.</summary>
/// <param name="Cited">the clauses it was read from, besides the one answered with</param>
internal sealed partial record Difference(string Says, IReadOnlyList<(IndexedClause Clause, Validity Validity)> Cited)
{
    private const int MostCases = 3;

    /// <summary>The same matter on two levels, both in force.</summary>
    public static Difference? BetweenLevels(PolicyQuestion question, Found best, IReadOnlyList<Found> found, PolicyIndex index)
    {
        if ((question.Intents & (Intent.Amount | Intent.Count)) == 0 && question.Units.Count == 0) return null;
        var mine = ToldFigures.Fitting(ToldFigures.Of(best.Clause.Clause), question);
        if (mine.Count == 0) return null;
        foreach (var other in found.Where(f => f.PlaceFit > Places.Elsewhere && Levels.Rank(f.Clause.Document.Metadata.Level) != Levels.Rank(best.Clause.Document.Metadata.Level) && PolicyIndex.SharesSubject(f.Clause.Subject, best.Clause.Subject)))
        {
            var cases = Cases(mine, ToldFigures.Of(other.Clause.Clause));
            if (cases.Count == 0) continue;
            var (higher, lower) = Levels.Rank(other.Clause.Document.Metadata.Level) > Levels.Rank(best.Clause.Document.Metadata.Level) ? (other.Clause, best.Clause) : (best.Clause, other.Clause);
            var rule = Rule(higher) ?? Rule(lower);
            var says = string.Join('\n', cases.Take(MostCases).Select(c => Compared(higher, lower, higher == other.Clause ? (c.Theirs, c.Mine) : (c.Mine, c.Theirs), rule is not null)));
            var cited = new List<(IndexedClause, Validity)> { (other.Clause, other.Validity) };
            if (rule is { } followed)
            {
                says += $"\n按哪个执行：《{followed.Document.Name}》{followed.Label}写明“{followed.Sentence}”";
                if (found.FirstOrDefault(f => f.Clause.Document.Id == followed.Document.Id && f.Clause.Clause.Label == followed.Label) is { } stands) cited.Add((stands.Clause, stands.Validity));
                else if (index.Alive.FirstOrDefault(c => c.Document.Id == followed.Document.Id && c.Clause.Label == followed.Label) is { } clause) cited.Add((clause, other.Validity));
            }
            else if (cases.Any(c => c.Mine.Yuan != c.Theirs.Yuan)) says += "\n文件没有写明按哪一级执行，请向主管部门核实。";
            return new(says, cited);
        }
        return null;
    }

    /// <summary>What the amount was before: by the clause's own words, else by the document that this one followed.</summary>
    public static Difference? FromBefore(PolicyQuestion question, Found best, PolicyIndex index)
    {
        if (!question.AsksChange) return null;
        var mine = ToldFigures.Fitting(ToldFigures.Of(best.Clause.Clause), question);
        var told = mine.Where(f => f.Before is not null).Take(MostCases).ToList();
        if (told.Count > 0) return new(string.Join('\n', told.Select(f => $"{Name(f)}由{f.Before:0.##}元变为{f.Yuan:0.##}元，{Change(f.Yuan - f.Before!.Value)}。")), []);
        if (Predecessor(best.Clause, index) is not { } before) return null;
        foreach (var clause in before.Clauses)
        {
            var cases = Cases(mine, ToldFigures.Of(clause));
            if (cases.Count == 0) continue;
            var says = string.Join('\n', cases.Take(MostCases).Select(c => $"{Name(c.Mine)}：现在{c.Mine.Yuan:0.##}元，以前（《{before.Name}》{clause.Label}，{index.Today.Of(before).Chinese()}）{c.Theirs.Yuan:0.##}元，{Change(c.Mine.Yuan - c.Theirs.Yuan)}。"));
            return new(says, [(new IndexedClause(-1, best.Clause.DocumentEntry, before, new(clause, null), best.Clause.Subject), index.Today.Of(before))]);
        }
        return null;
    }

    private static List<(ToldFigure Mine, ToldFigure Theirs)> Cases(IReadOnlyList<ToldFigure> mine, IReadOnlyList<ToldFigure> theirs) =>
        [.. mine.Select(m => (m, theirs.FirstOrDefault(t => ToldFigures.IsSameCase(m, t)))).Where(c => c.Item2 is not null).Select(c => (c.m, c.Item2!))];

    private static PolicyDocument? Predecessor(IndexedClause clause, PolicyIndex index)
    {
        var place = Places.Of(clause.Document).Own?.Name;
        return index.Documents.Where(d => d.Id != clause.Document.Id && d.Effective < clause.Document.Effective && index.Today.Of(d) is Validity.Repealed or Validity.Expired && PolicyIndex.SharesSubject(PolicyIndex.Subject(d.Name), clause.Subject) && Places.Of(d).Own?.Name == place).MaxBy(d => d.Effective);
    }

    private static string Compared(IndexedClause higher, IndexedClause lower, (ToldFigure Higher, ToldFigure Lower) figures, bool hasRule)
    {
        var (above, below) = (Issuer(higher), Issuer(lower));
        var told = $"{Name(figures.Lower)}：{below}{figures.Lower.Yuan:0.##}元（《{lower.Document.Name}》{lower.Clause.Label}），{above}{figures.Higher.Yuan:0.##}元（《{higher.Document.Name}》{higher.Clause.Label}）";
        if (figures.Higher.Yuan == figures.Lower.Yuan) return $"{told}，两级一样。";
        var most = Math.Max(figures.Higher.Yuan, figures.Lower.Yuan);
        return $"{told}，{(figures.Higher.Yuan > figures.Lower.Yuan ? above : below)}的高{Math.Abs(figures.Higher.Yuan - figures.Lower.Yuan):0.##}元{(hasRule ? $"，应按{most:0.##}元执行" : "")}。";
    }

    private static string Issuer(IndexedClause clause) => Places.Of(clause.Document).Own?.Name ?? $"{Levels.Chinese(clause.Document.Metadata.Level)}";

    private static string Name(ToldFigure figure) => figure.Label.Trim() is { Length: > 0 } label ? label : "标准";

    private static string Change(decimal by) => by == 0 ? "没有变" : by > 0 ? $"提高{by:0.##}元" : $"降低{-by:0.##}元";

    /// <summary>高于的从高, 低于的按本通知: the sentence that says which of two amounts holds; only such as make the higher one hold.</summary>
    private static (PolicyDocument Document, string Label, string Sentence)? Rule(IndexedClause clause)
    {
        foreach (var said in clause.Document.Clauses)
            if (FollowHigher().Match(said.Text) is { Success: true } match) return (clause.Document, said.Label, match.Value);
        return null;
    }

    [GeneratedRegex("[^。；\\n]*(?:从高|就高原则|就高执行|就高不就低|高于[^。；\\n]{0,30}(?:执行(?:当地|本地|现行)|不得降低)|低于(?:上述|市|省|国家|本)[^。；\\n]{0,16}(?:的)?，?(?:按|执行|应当)[^。；\\n]*)[^。\\n]*。?")] private static partial Regex FollowHigher();
}
