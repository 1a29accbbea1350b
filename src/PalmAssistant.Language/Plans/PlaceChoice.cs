namespace PalmAssistant.Language;

/// <summary>Which places are meant: a name inside a named one is that one's (平定路社区第二网格), of several the speaker's own, and otherwise it is asked.</summary>
internal static class PlaceChoice
{
    /// <param name="Places">the places meant</param>
    /// <param name="Unclear">a name that stays one of several, with its candidates</param>
    public sealed record Result(IReadOnlyList<Place> Places, Token? Unclear, IReadOnlyList<Place> Candidates, IReadOnlyList<Token> Unplaced);

    public static Result Resolve(IReadOnlyList<PlaceMention> mentions, Catalogue catalogue, Place? home, IReadOnlyList<QueryPlan> previous)
    {
        var chosen = new List<Place>();
        var unplaced = new List<Token>();
        foreach (var mention in mentions)
        {
            var token = mention.Token;
            if (token.Meaning is HousePart part) { AddPart(chosen, part, previous, home); continue; }
            if (token.Meaning is Grammar own)
            {
                if (own.Argument.Length == 0) continue;                        // 咱这儿: one's own region, as without a name
                if (Own(own.Argument, catalogue, home) is { } region) chosen.Add(region);
                else if (home is not null) unplaced.Add(token);
                continue;
            }
            var candidates = Candidates(token);
            if (candidates.Count == 0)                                          // 社区, 小区 alone
            {
                if (LevelOf(token) is { } level && Own(level, catalogue, home) is { } mine && mine == home) chosen.Add(mine);
                else if (LevelOf(token) is null && previous.LastOrDefault()?.Places.LastOrDefault(p => p.Kind == PlaceKind.Estate) is { } same) chosen.Add(same);
                else unplaced.Add(token);
                continue;
            }
            var inside = chosen.Count > 0 ? candidates.Where(c => c != chosen[^1] && Lies(c, chosen[^1])).ToList() : [];
            if (inside.Count > 0) { chosen.RemoveAt(chosen.Count - 1); candidates = inside; }
            if (candidates.Count > 1 && chosen.Count > 0 && candidates.Where(c => AreSiblings(c, chosen[^1])).ToList() is { Count: 1 } beside) candidates = beside;
            if (candidates.Count > 1) candidates = Narrowed(candidates, home, previous);
            if (candidates.Count > 1) return new([], token, candidates, unplaced);
            chosen.Add(candidates[0]);
        }
        return new([.. chosen.Distinct()], null, [], unplaced);
    }

    /// <summary>Whether a place lies in a region (or is it).</summary>
    public static bool Lies(Place place, Place region) =>
        region.Kind != PlaceKind.Estate && place.Region >= region.Region && place.Region <= region.Region + Width(region.Kind);

    // 平定路第一网格和第二网格: both of one community.
    private static bool AreSiblings(Place one, Place other) => one.Kind == other.Kind && one.Kind switch
    {
        PlaceKind.Grid => one.Region / 1000 == other.Region / 1000,
        PlaceKind.Estate => one.Region == other.Region,
        _ => false,
    };

    private static long Width(PlaceKind kind) => kind switch { PlaceKind.District => 999_999_999, PlaceKind.Street => 999_999, PlaceKind.Community => 999, _ => 0 };

    private static List<Place> Candidates(Token token)
    {
        var senses = ((Lexical)token.Meaning).Senses.OfType<PlaceSense>().ToList();
        var exact = senses.Where(s => s.Exact).ToList();
        return [.. (exact.Count > 0 ? exact : senses).Select(s => s.Place).Distinct()];
    }

    private static string? LevelOf(Token token) => ((Lexical)token.Meaning).Senses.OfType<FieldSense>().Select(s => s.Field.Key).FirstOrDefault() switch { "community" => "社区", "street" => "街道", "grid" => "网格", _ => null };

    private static List<Place> Narrowed(List<Place> candidates, Place? home, IReadOnlyList<QueryPlan> previous)
    {
        if (home is null) return candidates;
        var own = candidates.Where(c => Lies(c, home) || c.Region == home.Region).ToList();
        return own.Count switch { 0 => candidates, _ => own };
    }

    private static Place? Own(string level, Catalogue catalogue, Place? home)
    {
        var kind = level switch { "社区" => PlaceKind.Community, "街道" => PlaceKind.Street, "网格" => PlaceKind.Grid, _ => PlaceKind.District };
        if (home is null) return null;
        return home.Kind == kind ? home : catalogue.Places.FirstOrDefault(p => p.Kind == kind && Lies(home, p));
    }

    // A building alone is one of the estate named before it, here or in the question before; otherwise the speaker's region must tell.
    private static void AddPart(List<Place> chosen, HousePart part, IReadOnlyList<QueryPlan> previous, Place? home)
    {
        var estate = chosen.LastOrDefault(p => p.Kind == PlaceKind.Estate)
            ?? previous.LastOrDefault()?.Places.LastOrDefault(p => p.Kind == PlaceKind.Estate)
            ?? new Place(PlaceKind.Estate, "", "") { Region = chosen.LastOrDefault()?.Region ?? home?.Region ?? 0 };
        if (chosen.Count > 0 && (chosen[^1].Kind != PlaceKind.Estate || chosen[^1].Building is null)) chosen.RemoveAt(chosen.Count - 1);
        var building = part.Building ?? (estate.Building is not null ? estate.Building : null);
        var unit = part.Unit ?? (part.Building is null && part.Room is not null ? estate.Unit : null);
        chosen.Add(estate with { Building = building, Unit = unit, Room = part.Room });
    }
}
