using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>One clause an answer rests on.</summary>
/// <param name="Quote">word for word; parts left out are marked ……</param>
public sealed record Cited(PolicyDocument Document, string Label, string Quote, Validity Validity, string? Note = null);

public enum AnswerKind { Answered, NoBasis, OtherRegion, TooVague }

/// <summary>What the library says to a question, before it is dressed as a reply.</summary>
/// <param name="Lead">the deciding sentence, or why there is none</param>
/// <param name="Choices">for a vague question: what it may be about, and what to say for it</param>
public sealed record PolicyAnswer(AnswerKind Kind, string Lead, IReadOnlyList<Cited> Cited, IReadOnlyList<(string Label, string Say)> Choices, Found? Nearest);
