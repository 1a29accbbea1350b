using System.Text.RegularExpressions;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>A building named without its estate, where several estates in scope have one: asked back, never added up.</summary>
public sealed partial class EstateChoice(NpgsqlDataSource database)
{
    private const int Most = 12;

    /// <summary>The question to ask back, or null when nothing is open.</summary>
    public async Task<Ambiguous?> Choose(ScopedPlan scoped, string text, Catalog catalog, CancellationToken ct)
    {
        if (scoped.Plan.Places.FirstOrDefault(p => p is { Kind: PlaceKind.Estate, Key: "", Building.Length: > 0 }) is not { } place) return null;
        if (scoped.Plan.GroupBy.Contains("estate") || scoped.Plan.GroupBy.Contains("building")) return null;
        var estates = (await With(place, RegionRange.Of(place.Region == 0 ? scoped.Account.Region : place.Region), ct)).Select(catalog.Estate).OfType<EstateRow>().ToList();
        if (estates.Count < 2) return null;
        var twins = estates.GroupBy(e => e.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return new($"有 {estates.Count} 个小区都有{place.Building}号楼，您问的是哪一个？",
            [.. estates.Take(Most).Select(e => twins.Contains(e.Name) ? catalog.RegionName(e.Region) + e.Name : e.Name).Select(name => new ReadingOption(name, Say(text, name)))]);
    }

    private async Task<List<int>> With(Place place, RegionRange range, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select distinct estate_id from community.house where building = $1 and ($2 = '' or unit = $2) and ($3 = '' or room = $3) and region between $4 and $5 order by 1");
        foreach (var value in new object[] { place.Building!, place.Unit ?? "", place.Room ?? "", range.Low, range.High }) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var estates = new List<int>();
        while (await reader.ReadAsync(ct)) estates.Add(reader.GetInt32(0));
        return estates;
    }

    /// <summary>The sentence with the estate's name before the building.</summary>
    private static string Say(string text, string estate) =>
        BuildingWords().Match(text) is { Success: true } match ? text.Insert(match.Index, estate) : estate + text;

    [GeneratedRegex(@"[甲乙丙丁东西南北0-9０-９一二三四五六七八九十百A-Za-z]+\s*(?:号楼|号?栋|幢|#楼|#|座|楼|-)")]
    private static partial Regex BuildingWords();
}
