namespace PalmAssistant.Language;

/// <summary>除了松鹤社区, 其他社区: the places of one level but those left out. Each is named in the plan, so that nothing is counted that was not meant.</summary>
internal static class OtherPlaces
{
    private const int Most = 300;

    /// <summary>The places that remain within a region, or null where that cannot be told.</summary>
    public static IReadOnlyList<Place>? Of(Draft draft, Catalogue catalogue, Place? within, IReadOnlyList<QueryPlan> previous)
    {
        if (within is null) return null;
        var left = new List<Place>();
        foreach (var token in draft.NotPlaces)
        {
            if (token.Meaning is not Lexical word) return null;
            var named = word.Senses.OfType<PlaceSense>().ToList();
            var exact = named.Where(s => s.Exact).ToList();
            var inside = (exact.Count > 0 ? exact : named).Select(s => s.Place).Where(p => PlaceChoice.Lies(p, within)).ToList();
            if (inside.Count != 1) return null;
            left.Add(inside[0]);
        }
        if (left.Count == 0) left.AddRange(previous.LastOrDefault()?.Places ?? []);
        if (left.Count == 0 || left.Select(p => p.Kind).Distinct().Count() > 1 || left.Any(p => p.Building is not null)) return null;
        var kind = left[0].Kind;
        if (draft.Others?.Meaning is Grammar { Argument: var level } && level != LevelOf(kind)) return null;
        var rest = catalogue.Places.Where(p => p.Kind == kind && p != within && PlaceChoice.Lies(p, within) && !left.Contains(p)).ToList();
        return rest.Count is > 0 and <= Most ? rest : null;
    }

    private static string LevelOf(PlaceKind kind) => kind switch { PlaceKind.Street => "street", PlaceKind.Community => "community", PlaceKind.Grid => "grid", PlaceKind.Estate => "estate", _ => "" };
}
