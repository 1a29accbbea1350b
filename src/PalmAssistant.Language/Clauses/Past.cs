namespace PalmAssistant.Language;

/// <summary>What a clause says of time and change, beside what it counts: with which day it compares, as of which day, how it went by months.</summary>
internal sealed record Past
{
    public DateOnly? ComparedWith { get; init; }

    public DateOnly? AsOf { get; init; }

    public Change Change { get; init; }

    public TrendSpan? Trend { get; init; }

    /// <summary>多了多少 without a day to compare with: the one before, or it has to be asked.</summary>
    public bool NeedsDay => ComparedWith is null && Trend is null && AsOf is null;

    public QueryPlan Of(QueryPlan plan) => plan with { ComparedWith = ComparedWith, AsOf = AsOf ?? plan.AsOf, Change = Change, Trend = Trend };
}
