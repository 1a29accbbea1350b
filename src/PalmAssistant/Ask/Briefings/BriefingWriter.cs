using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Makes a briefing: asks every figure as the account itself would, now and at the end of the earlier day, and writes the sentences that fit.</summary>
public sealed class BriefingWriter(IReader reader, CatalogSource catalogs, Trends trends)
{
    private const int MostChanges = 4;

    /// <summary>Null when the account may see none of its figures; the reason is the last one's.</summary>
    internal async Task<(Briefing? Briefing, string? Refused, IReadOnlyList<Answer> Answers)> Write(BriefingTopic topic, IReadOnlyList<Place> places, int? letters, Turn turn, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var asked = new Asked(reader, trends, catalog, places, turn, EarlierDay(catalog, turn.Today));
        var lines = new List<(BriefingLine Line, string Text, List<BriefedFigure> Figures)>();
        IReadOnlyList<BriefingLine> wanted = letters is null ? [topic.Sentence] : topic.Lines;
        await asked.Look(wanted.SelectMany(l => l.Figures), ct);
        foreach (var line in wanted)
            if (Filled(line, asked) is { } filled) lines.Add((line, filled.Text, filled.Figures));
        if (lines.Count == 0) return (null, asked.Refused ?? "这些数现在一个也查不到。", asked.Answers);
        var (paragraphs, figures, changes) = Fitted(lines, letters, 40, asked);
        if (letters is not null) (paragraphs, figures, changes) = Fitted(lines, letters, BriefingText.Length(changes ?? ""), asked);      // how long the changes are is known now
        if (changes is not null) paragraphs.Add(changes);
        var scope = asked.Scope ?? ScopedPlan.Home(turn.Account, catalog).Name;
        if (letters is null) paragraphs = [string.Concat(paragraphs)];
        return (new(topic.Title.Replace("{scope}", scope, StringComparison.Ordinal), scope, turn.Today, asked.Day, [.. paragraphs.Select(p => p.Replace("{scope}", scope, StringComparison.Ordinal))], figures, asked.Notes), null, asked.Answers);
    }

    private static (List<string> Paragraphs, List<BriefedFigure> Figures, string? Changes) Fitted(List<(BriefingLine Line, string Text, List<BriefedFigure> Figures)> lines, int? letters, int changesLength, Asked asked)
    {
        var chosen = letters is { } wanted ? BriefingText.Choose([.. lines.Select(l => (l.Line.Rank, BriefingText.Length(l.Text)))], wanted, changesLength) : [.. Enumerable.Range(0, lines.Count)];
        var (paragraphs, figures) = Numbered([.. chosen.Select(i => lines[i])]);
        return (paragraphs, figures, BriefingText.Changes(figures, asked.Day, asked.Known, letters is null or < 200 ? 2 : MostChanges));
    }

    /// <summary>The end of last month where the register knows it, else the first day it knows; null when that is today.</summary>
    private static DateOnly? EarlierDay(Catalog catalog, DateOnly today)
    {
        if (catalog.KnownSince(["person"]) is not { } since || since >= today) return null;
        var lastMonth = new DateOnly(today.Year, today.Month, 1).AddDays(-1);
        return lastMonth >= since ? lastMonth : since;
    }

    /// <summary>The line with its figures in {0}, {1} …; null when one of them is not to be had.</summary>
    private static (string Text, List<BriefedFigure> Figures)? Filled(BriefingLine line, Asked asked)
    {
        var figures = new List<BriefedFigure>();
        foreach (var question in line.Figures)
        {
            if (asked.Figure(question) is not { } figure) return null;
            figures.Add(figure);
        }
        return (string.Format(System.Globalization.CultureInfo.InvariantCulture, line.Text.Replace("{scope}", "{{scope}}", StringComparison.Ordinal), [.. figures.Select(f => f.Said + "\u0001")]), figures);
    }

    // Figures are numbered as they are read; the same question twice keeps its first number.
    private static (List<string> Paragraphs, List<BriefedFigure> Figures) Numbered(IReadOnlyList<(BriefingLine Line, string Text, List<BriefedFigure> Figures)> lines)
    {
        var figures = new List<BriefedFigure>();
        var paragraphs = new List<string>();
        foreach (var line in lines)
        {
            var text = line.Text;
            foreach (var figure in line.Figures)
            {
                var number = figures.Find(f => f.Ask == figure.Ask)?.Number ?? figures.Count + 1;
                if (number > figures.Count) figures.Add(figure with { Number = number });
                var at = text.IndexOf('\u0001');
                text = text[..at] + BriefingText.Mark(number) + text[(at + 1)..];
            }
            paragraphs.Add(text);
        }
        return (paragraphs, figures);
    }

    /// <summary>The questions of one briefing, each asked once.</summary>
    private sealed class Asked(IReader reader, Trends trends, Catalog catalog, IReadOnlyList<Place> places, Turn turn, DateOnly? day)
    {
        private readonly Dictionary<string, Found> found = [];
        private readonly HashSet<string> told = [];
        public DateOnly? Day => day;
        public DateOnly? Known { get; } = catalog.KnownSince(["person"]);
        public string? Scope { get; private set; }
        public string? Refused { get; private set; }
        public List<Answer> Answers { get; } = [];
        public List<string> Notes { get; } = [];

        /// <summary>Asks all of them, several at a time.</summary>
        public async Task Look(IEnumerable<BriefingQuestion> questions, CancellationToken ct)
        {
            var each = questions.DistinctBy(q => q.Ask).ToList();
            foreach (var (question, what) in each.Zip(await FiguresAtOnce.Each(each, Find, ct))) found[question.Ask] = what;
        }

        /// <summary>What was found. Only what is spoken of is noted, in the order it is spoken of.</summary>
        public BriefedFigure? Figure(BriefingQuestion question)
        {
            var what = found[question.Ask];
            if (!told.Add(question.Ask)) return what.Figure;
            Refused = what.Refused ?? Refused;
            Scope ??= what.Scope;
            if (what.Answer is { } answer) Answers.Add(answer);
            if (what.Note is { } note && !Notes.Contains(note)) Notes.Add(note);
            return what.Figure;
        }

        private async Task<Found> Find(BriefingQuestion question, CancellationToken ct)
        {
            if (await reader.Read(new Question(question.Ask, turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog)), ct) is not Understood { Plans: [var plan] }) return new();
            plan = plan with { Places = places, Measure = plan.Measure.Kind == MeasureKind.List ? Measure.Count : plan.Measure };
            if (AskData.NotHandedOver(plan, catalog) is { } missing) return new(Note: $"还没有“{missing}”数据，没有写进去");
            if (ScopedPlan.For(plan, turn.Account, catalog) is not ScopedPlan scoped) return new(Refused: ((Declined)ScopedPlan.For(plan, turn.Account, catalog)).Reason);
            if (await trends.Answer(scoped, catalog, turn.Today, ct) is not Answer { Kind: AnswerKind.Number } answer) return new();
            var was = question.Change && day is { } then && await trends.Answer(scoped.On(then), catalog, turn.Today, ct) is Answer before ? before.Value : null;
            var understood = AnswerReply.Said(scoped, catalog);
            var figure = new BriefedFigure(0, question.Name ?? understood.Split(" · ")[^2..][0], answer.Value, was, answer.Unit, Again(question.Ask, scoped), understood, Definitions.Of(plan, catalog), [.. answer.Sources.Select(s => $"{s.Source}（{s.Latest:yyyy-MM-dd}）")]);
            return new(figure, answer, scoped.Scope.Name);
        }

        /// <param name="Refused">why the account may not have it</param>
        /// <param name="Note">what is missing from the register</param>
        private sealed record Found(BriefedFigure? Figure = null, Answer? Answer = null, string? Scope = null, string? Refused = null, string? Note = null);

        /// <summary>A place that was named is named in the question too.</summary>
        private string Again(string ask, ScopedPlan scoped) => places.Count > 0 ? scoped.Scope.Name + ask.Replace("我们这", "", StringComparison.Ordinal) : ask;
    }
}
