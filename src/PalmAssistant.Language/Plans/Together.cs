namespace PalmAssistant.Language;

/// <summary>两个加起来多少, 一共呢: the last figure and the one before it, added where nobody is in both; otherwise it has to be asked of what.</summary>
internal static class Together
{
    /// <summary>Null when the clause says something else.</summary>
    public static Outcome? Of(Draft draft, IReadOnlyList<QueryPlan> previous, IReadOnlyList<QueryPlan> earlier)
    {
        if (draft is not { Total: true, Parts.Count: 0, Places.Count: 0, Groups.Count: 0, Unit: "" } || draft.Asked is not (Asked.Nothing or Asked.Count or Asked.Sum) || previous is not [.., { GroupBy.Count: 0, Measure.Kind: MeasureKind.Count } last]) return null;
        if (!draft.Tokens.All(t => t.Meaning is Count || t.Meaning is Lexical l && l.Senses.All(s => s is FieldSense { Field.Kind: FieldKind.Place }) && draft.Tokens.Any(c => c.Meaning is Count && c.End == t.Start) || t.Meaning is Grammar { Role: Role.Total or Role.HowMany or Role.Sum or Role.Filler or Role.Have or Role.FollowUp or Role.Question or Role.Then or Role.Narrow or Role.Comma })) return null;
        var before = previous.Count > 1 ? previous[^2] : earlier.LastOrDefault();
        return previous.Count <= 2 && before is not null && Added(before, last) is { } sum ? new Outcome.Planned([sum]) : new Outcome.Lost([.. draft.Tokens.Where(t => t.Is(Role.Total) || t.Meaning is Count)]);
    }

    private static QueryPlan? Added(QueryPlan one, QueryPlan other)
    {
        var (plainOne, plainOther) = (one with { Places = [], Where = Condition.Always, OutOf = null }, other with { Places = [], Where = Condition.Always, OutOf = null });
        if (!plainOne.SaysTheSame(plainOther)) return null;
        var samePlaces = one.Places.SequenceEqual(other.Places);
        if (one.Where.Equals(other.Where) && !samePlaces && one.Places.Count > 0 && other.Places.Count > 0 && !one.Places.Any(a => other.Places.Any(b => Overlap(a, b)))) return other with { Places = [.. one.Places, .. other.Places], OutOf = null };
        if (!samePlaces) return null;
        var (left, right) = (Parts(one.Where), Parts(other.Where));
        var (onlyLeft, onlyRight) = (left.Where(p => !right.Contains(p)).ToList(), right.Where(p => !left.Contains(p)).ToList());
        if (onlyLeft is not [var a1] || onlyRight is not [var b1] || !AreApart(a1, b1)) return null;
        return other with { Where = left.Where(right.Contains).Aggregate(Condition.Always, (all, p) => all.And(p)).And(new Any([a1, b1])), OutOf = null };
    }

    private static bool SaysTheSame(this QueryPlan one, QueryPlan other) =>
        one.Record == other.Record && one.Population == other.Population && one.Measure == other.Measure && other.GroupBy.Count == 0 && one.GroupBy.Count == 0
        && one is { Minus: null, Having: null, Ranking: null, ComparedWith: null, AsOf: null, Trend: null } && other is { Minus: null, Having: null, Ranking: null, ComparedWith: null, AsOf: null, Trend: null };

    private static bool Overlap(Place one, Place other) =>
        PlaceChoice.Lies(one, other) || PlaceChoice.Lies(other, one)
        || one.Kind == PlaceKind.Estate && one.Key == other.Key && (one.Building is null || other.Building is null || one.Building == other.Building && (one.Unit is null || other.Unit is null || one.Unit == other.Unit && (one.Room is null || one.Room == other.Room)));

    private static bool AreApart(Condition one, Condition other) =>
        one is Compare { Op: Comparison.Equal, Values: [{ Text: { } a }] } x && other is Compare { Op: Comparison.Equal, Values: [{ Text: { } b }] } y && x.Field == y.Field && a != b
        || AgeSpan.Of(one) is { } young && AgeSpan.Of(other) is { } old && young.IsApartFrom(old);

    private static IReadOnlyList<Condition> Parts(Condition where) => where is All all ? all.Parts : [where];
}
