namespace PalmAssistant.Language;

/// <summary>
/// Reads a question by rules alone: normal text → tokens → clauses → drafts → plans. A reading stands only when every content word found its place;
/// otherwise the words that did not are said back.
/// </summary>
public sealed class RuleReader : IReader
{
    /// <summary>Slips of an input method are mended in sentences, not in pasted texts.</summary>
    private const int LongestSlip = 200;

    /// <summary>No question is longer; what is, is a pasted text.</summary>
    private const int MostTokens = 400;

    public Task<Reading> Read(Question question, CancellationToken ct) => Task.FromResult(Read(question));

    public static Reading Read(Question question)
    {
        var text = NormalText.Of(question.Text);
        var lexicon = Lexicon.Of(question.Catalogue);
        var exact = Read(question, text, lexicon, Segmenter.Cut(text, lexicon, question.Today, question.Names));
        if (exact is not Unplaced || text.Text.Length > LongestSlip) return exact;
        var forgiving = Read(question, text, lexicon, Segmenter.CutForgiving(text, lexicon, question.Today, question.Names));
        return forgiving is Unplaced || forgiving is Ambiguous asked && asked.Options.All(o => IsUnplaced(question, o.Say)) ? exact : forgiving;
    }

    private static bool IsUnplaced(Question question, string say)
    {
        var text = NormalText.Of(say);
        var lexicon = Lexicon.Of(question.Catalogue);
        return Read(question, text, lexicon, Segmenter.Cut(text, lexicon, question.Today, question.Names)) is Unplaced;
    }

    private static Reading Read(Question question, NormalText text, Lexicon lexicon, IReadOnlyList<Token> tokens)
    {
        IReadOnlyList<Span> spans = [.. tokens.Select(t => text.SpanOf(t.Start, t.Length, t.Meaning.Shown))];
        if (tokens.Count > MostTokens) return new Unplaced([text.Original[..Math.Min(20, text.Original.Length)] + "……"], AskBack.IsData(tokens), spans);
        if (AskBack.NothingSaid(tokens)) return new Unplaced([], false, spans);
        if (AskBack.Unknown(text, tokens, spans) is { } unknown) return unknown;
        if (AskBack.Doubtful(text, tokens) is { } doubtful) return doubtful;
        if ((AskBack.Near(text, tokens) ?? AskBack.ExactlyOrMore(text, tokens)) is { } unsure) return unsure;
        return Plans(question, text, lexicon, tokens, spans);
    }

    private static Reading Plans(Question question, NormalText text, Lexicon lexicon, IReadOnlyList<Token> tokens, IReadOnlyList<Span> spans)
    {
        var plans = new List<QueryPlan>();
        foreach (var clause in Clauses.Split(tokens))
        {
            var contrast = Contrast.In(clause);
            var (rest, past) = contrast is null ? PastReader.Take(clause, question.Today) : (clause, null);
            var draft = DraftReader.Read(rest) with { Past = past };
            if (contrast is null && draft.SaysNothing) continue;
            IReadOnlyList<QueryPlan> previous = plans.Count > 0 ? plans : question.Previous;
            if (past is { NeedsDay: true } && (previous.LastOrDefault()?.ComparedWith is null || draft.Parts.Count > 0)) return AskBack.SinceWhen(question.Text, past);
            switch (contrast is null ? ClauseReader.Read(draft, lexicon, question, previous) : ClauseReader.Read(contrast, clause, lexicon, question, previous))
            {
                case Outcome.Planned planned: plans.AddRange(planned.Plans); break;
                case Outcome.HouseholdsOrPeople either: return AskBack.HouseholdsOrPeople(text, either);
                case Outcome.SeveralPlaces several: return AskBack.WhichPlace(text, several, lexicon.Catalogue);
                case Outcome.Lost when AskBack.OnlyPlace(text, draft, lexicon.Catalogue) is { } ofWhat: return ofWhat;
                case Outcome.Lost lost: return AskBack.Lost(text, lost.Tokens, tokens, spans);
            }
        }
        return plans.Count > 0 ? new Understood(plans, spans) : new Unplaced([question.Text.Trim()], AskBack.IsData(tokens), spans);
    }
}
