using System.Text.RegularExpressions;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Whether words that were not understood are part of a business's or venue's name in the account's region: 查一下诚创商贸.</summary>
public sealed partial class NameFinder(NpgsqlDataSource database)
{
    private const int Shortest = 2, Longest = 30, MostWords = 3;

    public async Task<IReadOnlyList<KnownName>> Find(Unplaced unplaced, Account account, CancellationToken ct)
    {
        var words = unplaced.Words.Select(w => Asking().Replace(w.Trim(), "")).Where(w => w.Length is >= Shortest and <= Longest && w.All(char.IsLetterOrDigit)).Distinct().Take(MostWords).ToArray();
        if (words.Length == 0 || account.Role is Role.PolicyCurator or Role.Administrator) return [];
        var range = RegionRange.Of(account.Region);
        await using var command = database.CreateCommand("""
            select word, case when exists (select from community.entity where community.pairs(name) @> community.pairs(word) and name like '%' || word || '%' and region between $2 and $3) then 'entity'
                              when exists (select from community.venue where name like '%' || word || '%' and region between $2 and $3) then 'venue' end
            from unnest($1::text[]) word
            """);
        command.Parameters.Add(new() { Value = words });
        command.Parameters.Add(new() { Value = range.Low });
        command.Parameters.Add(new() { Value = range.High });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<KnownName>();
        while (await reader.ReadAsync(ct)) if (!await reader.IsDBNullAsync(1, ct)) names.Add(new(reader.GetString(0), reader.GetString(1)));
        return names;
    }

    [GeneratedRegex("^(?:请|麻烦|帮我|帮忙|给我)*(?:查一下|查下|查查|查询|查|找一下|找找|找|搜一下|搜索|搜|看一下|看看)")]
    private static partial Regex Asking();
}
