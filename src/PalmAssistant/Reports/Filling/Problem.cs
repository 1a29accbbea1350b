namespace PalmAssistant.Reports.Filling;

/// <summary>Something in a cell that keeps the report from being submitted, in words for the filler.</summary>
/// <param name="Row">the row as people call it: a name, a region, a printed label</param>
public sealed record Problem(CellKey Cell, string Row, string Column, ProblemKind Kind, string Words);

public enum ProblemKind { Missing, NotANumber, OutOfRange, NotAChoice, NotADate, TooLong, Contradicts, ReasonMissing }
