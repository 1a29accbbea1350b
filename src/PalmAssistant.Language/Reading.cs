namespace PalmAssistant.Language;

/// <summary>What a reader makes of a text. A reading stands only when every content word is accounted for.</summary>
public abstract record Reading;

/// <summary>One plan a question; a message may hold several ("老人多少，独居的多少").</summary>
public sealed record Understood(IReadOnlyList<QueryPlan> Plans, IReadOnlyList<Span> Spans) : Reading;

/// <summary>Words that could not be placed: said back, never dropped. IsData = it did look like a data question (some words were placed).</summary>
public sealed record Unplaced(IReadOnlyList<string> Words, bool IsData, IReadOnlyList<Span> Spans) : Reading;

/// <summary>Two or more readings are possible; each option, sent back, settles it.</summary>
public sealed record Ambiguous(string Question, IReadOnlyList<ReadingOption> Options) : Reading;

/// <param name="Label">what the person sees on the button</param>
/// <param name="Say">the sentence that settles it when sent</param>
public sealed record ReadingOption(string Label, string Say);

/// <summary>A stretch of the question and what it was taken for; shown by <c>palm ask</c>.</summary>
public sealed record Span(int Start, int Length, string Text, string TakenFor);
