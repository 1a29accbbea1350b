namespace PalmAssistant.Policies.Search;

/// <summary>The places whose rules a question asks for: those it names, else the asker's own with what lies above it.</summary>
/// <param name="Named">the question names them; rules of other places of the kind are then no answer</param>
public sealed record AskedPlaces(IReadOnlyList<Place> All, bool Named)
{
    /// <summary>Another district's rule may still be worth a look when nobody named a place.</summary>
    private const float OthersWhenUnnamed = 0.6f;

    private readonly Dictionary<DocumentPlaces, float> fits = new(ReferenceEqualityComparer.Instance);

    public static AskedPlaces None { get; } = new([], false);

    public bool IsAny => All.Count > 0;

    /// <summary>Of a question, for somebody at home there. Home counts only where the library holds papers of that district or street.</summary>
    public static AskedPlaces Of(PolicyQuestion question, PolicyIndex index, IReadOnlyList<Place> home)
    {
        var named = index.PlacesNamed(question.Text, question.Regions);
        if (named.Count > 0) return new(named, true);
        return home.Any(place => index.Regions.Contains(place.Name)) ? new([.. home, .. home.Select(place => index.CityAbove(place.Name)).OfType<string>().Distinct().Select(city => new Place(city, PlaceKind.City))], false) : None;
    }

    /// <summary>How far a document, by its entry, may hold there.</summary>
    public float Fit(PolicyIndex index, int documentEntry)
    {
        if (!IsAny) return 1;
        var document = index.PlacesOfEntry[documentEntry];
        if (fits.TryGetValue(document, out var known)) return known;
        var fit = Places.Fit(document, All, index.CityAbove);
        return fits[document] = Named ? fit : Math.Max(OthersWhenUnnamed, fit);
    }
}
