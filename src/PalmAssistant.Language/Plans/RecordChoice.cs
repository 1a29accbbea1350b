namespace PalmAssistant.Language;

/// <summary>Which record a clause is about: the one on which all its words can be placed at the least cost.</summary>
internal static class RecordChoice
{
    private const int FactPrior = 30;

    public static Binding Choose(Draft draft, Lexicon lexicon, DateOnly today)
    {
        Binding? best = null;
        var least = int.MaxValue;
        Binding? nobody = null;
        var order = 0;
        foreach (var record in lexicon.Catalogue.Records)
        {
            var binding = Binding.Try(draft, record, lexicon, today);
            if (binding.IsImpossible && record.Unit == "人") nobody ??= binding;
            var cost = binding.Cost + (record.Unit == "人次" ? FactPrior : order++);
            if (cost < least) (best, least) = (binding, cost);
        }
        if (nobody is not null && best is { NamesSubject: false } && draft.Unit is "" or "人") return nobody;      // 80岁以上60岁以下的 are no houses either
        return best ?? throw new InvalidOperationException("The catalogue has no records.");
    }

    /// <summary>The same record as before, when all words can be placed on it.</summary>
    public static Binding? Same(Draft draft, QueryPlan previous, Lexicon lexicon, DateOnly today) =>
        lexicon.Records.TryGetValue(previous.Record, out var record) && Binding.Try(draft, record, lexicon, today, previous) is { Unplaced.Count: 0, Cost: < 40 } same ? same : null;
}
