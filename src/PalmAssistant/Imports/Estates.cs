using Npgsql;
using PalmAssistant.Imports.Addresses;

namespace PalmAssistant.Imports;

/// <summary>Estates come to be by being named in the house file: community + name is one estate.</summary>
public sealed class Estates(Gazetteer gazetteer)
{
    private readonly List<(int Id, long Community, string Name)> added = [];
    private int last;

    /// <summary>The estate's number, a new one for a new name.</summary>
    public int Of(long community, string name)
    {
        if (gazetteer.Estate(community, name) is { } known) return known;
        gazetteer.AddEstate(++last, community, name);
        added.Add((last, community, name));
        return last;
    }

    public void StartAfter(int highest) => last = highest;

    /// <summary>Writes the estates met since the last call, in the caller's transaction.</summary>
    public async Task Save(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var (id, community, name) in added)
        {
            await using var command = new NpgsqlCommand("insert into source.estate (id, region, name) values ($1, $2, $3) on conflict do nothing", connection);
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(new() { Value = community });
            command.Parameters.Add(new() { Value = name });
            await command.ExecuteNonQueryAsync(ct);
        }
        added.Clear();
    }
}
