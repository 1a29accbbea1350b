using System.Buffers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Policies.Search;

/// <summary>A clause found, with what spoke for it.</summary>
/// <param name="Score">comparable within one question; 1 = the best on every count</param>
public sealed record Found(IndexedClause Clause, float Score, Validity Validity)
{
    /// <summary>Share of the question's content words that the clause with its headings knows, and that its document knows; 0 to 1.</summary>
    public float ClauseCoverage { get; init; }
    public float DocumentCoverage { get; init; }
    /// <summary>The question names a thing that the document does not know, 0 to 1: the rest must then be known the better.</summary>
    public float Strange { get; init; }
    public float Lexical { get; init; }
    public float Topic { get; init; }
    /// <summary>To the likest question that staff confirmed for the clause.</summary>
    public float Likeness { get; init; }
    /// <summary>By the vector arm; 1 = the nearest of all.</summary>
    public float Near { get; init; }
    /// <summary>Share of the question's content words that the title knows.</summary>
    public float TitleCoverage { get; init; }
    /// <summary>A word of three characters and more of the question stands in the document's title and in few others.</summary>
    public bool NamesSubject { get; init; }
    /// <summary>1 where its rules may hold for the place that is asked for, less where they are another place's.</summary>
    public float PlaceFit { get; init; } = 1;
}

/// <summary>Weights of the ranking. Found on one half of the development questions, checked on the other.</summary>
public sealed record RankingWeights
{
    public float Lexical { get; init; } = 0.55f;
    public float Topic { get; init; } = 0.25f;
    public float Coverage { get; init; } = 0.2f;
    public float Title { get; init; } = 0.2f;
    public float Intent { get; init; } = 0.2f;
    public float Fact { get; init; } = 0.22f;
    public float Memory { get; init; } = 1.2f;
    /// <summary>Of the vector arm, times the weight of its embedder.</summary>
    public float Vector { get; init; } = 0.55f;
    /// <summary>Of the words that are not in the title: the title's words stand in every clause and tell none from another.</summary>
    public float Own { get; init; } = 0.3f;
    public float Frame { get; init; } = 0.6f;
    public float Higher { get; init; } = 0.86f;
    /// <summary>A document on the subject of the conversation.</summary>
    public float GoesOn { get; init; } = 1.5f;
    public float Form { get; init; } = 0.75f;
    public float Definition { get; init; } = 0.8f;
    /// <summary>A list of papers to hand in, where nobody asks for papers.</summary>
    public float Papers { get; init; } = 0.8f;
    /// <summary>What an annex says beside the rules themselves.</summary>
    public float Annex { get; init; } = 0.85f;
    /// <summary>A figure of the kind asked for stands right beside the words asked about.</summary>
    public float Beside { get; init; } = 0.25f;
    /// <summary>No figure of the kind asked for.</summary>
    public float NoFigure { get; init; } = 0.4f;
    /// <summary>A clause headed 申请材料 where materials are asked for.</summary>
    public float Heading { get; init; } = 0.25f;
}

/// <summary>Ranks clauses for a question: lexical match of the clause and of its document, max-normalised and summed, then the question's intents and facts.</summary>
public sealed partial class Ranking(PolicyIndex index, RankingWeights weights)
{
    private const int Candidates = 120;
    private const float LeastLikeness = 0.5f;

    /// <param name="remembered">entries confirmed for questions like this one, with the likeness 0 to 1</param>
    public IReadOnlyList<Found> Find(PolicyQuestion question, Func<PolicyDocument, Validity> validity, Func<Validity, bool> admit, IReadOnlyDictionary<int, float>? remembered = null, NearClauses? near = null, string? about = null, AskedPlaces? places = null)
    {
        places ??= AskedPlaces.None;
        var (scores, topics, top) = ScoresOf(question, places);
        var holds = new Dictionary<long, Validity>();
        Validity Of(PolicyDocument d) => holds.TryGetValue(d.Id, out var v) ? v : holds[d.Id] = validity(d);
        var likely = remembered?.Where(r => r.Value >= LeastLikeness).ToDictionary() ?? [];
        var close = (near ?? NearClauses.None).Likeness.Where(n => index.EntryOf.ContainsKey(n.Key)).ToDictionary(n => index.EntryOf[n.Key], n => n.Value);
        var best = top.Union(likely.Keys).Union(close.Keys).Select(entry => index.Clauses[entry]).Where(clause => index.IsAlive(clause) && admit(Of(clause.Document))).ToList();
        if (best.Count == 0) return [];
        var (maxClause, maxTopic) = (best.Max(c => scores.GetValueOrDefault(c.Entry)), best.Max(c => topics[c.DocumentEntry]));
        if (maxClause <= 0) return [];
        var coverage = new Coverage(question, index);
        var own = best.ToDictionary(c => c.Entry, c => OwnWords(question, c));
        bool GoesOn(IndexedClause c) => about is not null && (c.Subject == about || PolicyIndex.SharesSubject(c.Subject, about));
        var mostOwn = Math.Max(own.Values.Max(), 1e-6f);
        return [.. best.Select(c => Judge(question, c, own[c.Entry] / mostOwn, scores.GetValueOrDefault(c.Entry) / maxClause, topics[c.DocumentEntry] / maxTopic, Of(c.Document), coverage, likely.GetValueOrDefault(c.Entry), close.GetValueOrDefault(c.Entry) * (near?.Weight ?? 0), GoesOn(c), places.Fit(index, c.DocumentEntry))).OrderByDescending(f => f.Score)];
    }

    /// <summary>What the words alone find, kept for the last question: a turn asks the same more than once (is it mine, what comes next year).</summary>
    private (Dictionary<int, float> Scores, float[] Topics, List<int> Top) ScoresOf(PolicyQuestion question, AskedPlaces places)
    {
        var key = $"{question.Text}|{question.Emphasis}";
        if (known is { } before && before.Text == key) return before.Found;
        var scores = ArrayPool<float>.Shared.Rent(index.ByClause.Count);
        var span = scores.AsSpan(0, index.ByClause.Count);
        try
        {
            span.Clear();
            index.ByClause.Score(question.Terms, span);
            var topics = new float[index.ByDocument.Count];
            index.ByDocument.Score(question.Terms, topics);
            var top = Top(span, places);
            known = (key, (top.ToDictionary(entry => entry, entry => scores[entry]), topics, top));
            return known.Value.Found;
        }
        finally { ArrayPool<float>.Shared.Return(scores); }
    }

    private (string Text, (Dictionary<int, float> Scores, float[] Topics, List<int> Top) Found)? known;

    /// <summary>BM25's numerator over the clause's own text and heading, of the terms that its document's title lacks.</summary>
    private float OwnWords(PolicyQuestion question, IndexedClause clause)
    {
        var counts = new Dictionary<uint, int>();
        Grams.Each($"{clause.Clause.Heading} {clause.Clause.Text}", term => { if (question.Terms.ContainsKey(term)) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++; });
        Grams.Each(clause.Subject, term => counts.Remove(term));
        return counts.Sum(c => question.Terms[c.Key] * index.ByClause.Idf(c.Key) * c.Value / (c.Value + 1.2f));
    }

    private Found Judge(PolicyQuestion question, IndexedClause clause, float ownWords, float lexical, float topic, Validity validity, Coverage coverage, float likeness, float near, bool goesOn, float placeFit)
    {
        var (own, document, strange) = coverage.Of(clause);
        var title = coverage.OfTitle(clause);
        var score = weights.Own * ownWords + weights.Lexical * lexical + weights.Topic * topic + weights.Coverage * own + weights.Title * title + weights.Vector * near;
        score *= 1 + weights.Intent * IntentMatch(question.Intents, clause.Asks);
        score *= 1 + weights.Fact * FactMatch(question, clause);
        if (clause.Clause.Heading is { } heading && IsHeadedBy(question, clause, heading)) score *= 1 + weights.Heading;
        if (clause.IsFrame && !question.Intents.HasFlag(Intent.Repeal) && !question.Intents.HasFlag(Intent.Validity)) score *= weights.Frame;
        if (clause.IsDefinition && (question.Intents & (Intent.Meaning | Intent.Conditions | Intent.Count)) == 0) score *= weights.Definition;
        if (clause.IsPapers && (question.Intents & (Intent.Materials | Intent.Place)) == 0) score *= weights.Papers;
        if (clause.Clause.Label.StartsWith("附件", StringComparison.Ordinal)) score *= weights.Annex;
        if (clause.IsForm && !question.Text.Contains('表')) score *= weights.Form;
        if (clause.Document.Metadata.Level is not ("区" or "街道")) score *= question.AsksHigherLevel ? 1 / weights.Higher : clause.HasLowerLevel ? weights.Higher : 1;
        if (question.AsksAnotherYear && clause.Document.Effective.Year == question.Day.Year) score *= 1.15f;
        if (goesOn) score *= weights.GoesOn;
        score += weights.Memory * likeness * likeness;
        score *= placeFit;
        return new(clause, score, validity) { PlaceFit = placeFit, Likeness = likeness, Near = near, ClauseCoverage = own, DocumentCoverage = document, TitleCoverage = title, NamesSubject = coverage.NamesSubject(clause), Strange = strange, Lexical = lexical, Topic = topic };
    }

    /// <summary>申请材料, where materials are asked for; of an interview the question that asks for the same kind of thing.</summary>
    private static bool IsHeadedBy(PolicyQuestion question, IndexedClause clause, string heading) =>
        heading.Length <= 16 && (Intents.OfHeading(heading) & question.Intents) != 0
        || clause.Clause.Label.StartsWith('问') && (Intents.OfQuestion(heading) & question.Intents & ~(Intent.Eligible | Intent.Count | Intent.Who | Intent.Limit)) != 0;

    /// <summary>+1 when every intent is met, −1 when none is.</summary>
    private static float IntentMatch(Intent asked, Intent said)
    {
        if (asked == Intent.None) return 0;
        return 2 * Intents.Weights(asked & said) / Intents.Weights(asked) - 1;
    }

    private float FactMatch(PolicyQuestion question, IndexedClause clause)
    {
        var (facts, text) = (question.Facts, clause.Clause.Text);
        var match = 0f;
        if (facts.Age is { } age) match += AgeMatch(age, question.Intents.HasFlag(Intent.Amount), text);
        if (question.GivesDate && DateLimit().IsMatch(text)) match += 1;
        if (question.Units.Count > 0) match += question.Units.Count(unit => unit.IsMatch(text)) is > 0 and var met ? 0.9f * met / question.Units.Count + weights.Beside / weights.Fact * Beside(question, text) : question.AsksOddUnit ? -2.5f * weights.NoFigure : -weights.NoFigure;
        if (facts.Yuan is not null && YuanLimit().IsMatch(text)) match += 0.6f;
        if (facts.Months is not null && MonthLimit().IsMatch(text)) match += 1;
        match += 0.3f * facts.Groups.Count(group => group == "非本区户籍" ? AskedFacts.AreOfOutsiders(text) : text.Contains(group, StringComparison.Ordinal));
        return match;
    }

    /// <summary>低保公示要贴几天: 公示 and 7日 stand within one part of a sentence. The share, 0 to 1, of the words asked about that stand in such a part.</summary>
    private static float Beside(PolicyQuestion question, string text)
    {
        var words = question.Content.Where(word => word.Weight > 0.1f && !word.IsVague).ToList();
        var total = words.Sum(word => word.Weight);
        if (total == 0) return 0;
        return text.Split(PartEnds).Where(part => question.Units.Any(unit => unit.IsMatch(part)))
            .Select(part => words.Where(word => word.Meanings.Prepend(word.Text).Any(w => part.Contains(w, StringComparison.Ordinal))).Sum(word => word.Weight)).DefaultIfEmpty().Max() / total;
    }

    private static readonly char[] PartEnds = ['，', '。', '；', '\n'];

    /// <summary>The bracket that begins nearest below the age fits best; where an amount is asked, one that stands in a line with a figure.</summary>
    private static float AgeMatch(int age, bool amount, string text)
    {
        var best = 0f;
        foreach (var line in text.Split('\n'))
            foreach (var range in AgeRange.In(line))
            {
                var fit = range.Holds(age) ? 0.6f + 0.6f * Math.Max(0, 1 - (age - range.Low) / 15f) : -0.3f;
                if (fit > 0 && amount) fit *= Intents.OfClause(line).HasFlag(Intent.Amount) ? 1.5f : 0.6f;
                best = Math.Abs(fit) > Math.Abs(best) || fit > best ? fit : best;
            }
        return best;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\d{4}年\d{1,2}月\d{1,2}日(?:以前|以后|之前|之后|前|后|起)")] private static partial System.Text.RegularExpressions.Regex DateLimit();

    [System.Text.RegularExpressions.GeneratedRegex(@"\d+万?元(?:（含）)?(?:以下|以上|以内)|超过\d+万?元")] private static partial System.Text.RegularExpressions.Regex YuanLimit();
    [System.Text.RegularExpressions.GeneratedRegex(@"\d{1,2}个月(?:内|以内)|逾期")] private static partial System.Text.RegularExpressions.Regex MonthLimit();

    private List<int> Top(ReadOnlySpan<float> scores, AskedPlaces places)
    {
        var queue = new PriorityQueue<int, float>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0) continue;
            var full = queue.Count == Candidates;
            if (full && queue.TryPeek(out _, out var least) && scores[i] <= least) continue;
            var score = places.IsAny ? scores[i] * places.Fit(index, index.Clauses[i].DocumentEntry) : scores[i];
            if (!full) queue.Enqueue(i, score); else queue.EnqueueDequeue(i, score);
        }
        var entries = new List<int>();
        while (queue.TryDequeue(out var entry, out _)) entries.Add(entry);
        return entries;
    }
}
