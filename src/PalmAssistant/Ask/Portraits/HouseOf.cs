using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>The house somebody lives in, where the account may see that somebody.</summary>
public sealed class HouseOf(NpgsqlDataSource database, CommunityQueries queries)
{
    /// <summary>Null when nobody or several are meant, or where no house is known.</summary>
    public async Task<Place?> Of(QueryPlan somebody, Turn turn, Catalog catalog, CancellationToken ct) =>
        ScopedPlan.For(somebody, turn.Account, catalog) is ScopedPlan scoped && await queries.Run(scoped, turn.Today, ct) is Answer { PersonIds: [var person] } ? await Of(person, catalog, ct) : null;

    public async Task<Place?> Of(int person, Catalog catalog, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select h.estate_id, h.building, h.unit, h.room, h.region from community.person p join community.house h on h.id = p.house_id where p.id = $1 and p.is_resident");
        command.Parameters.Add(new() { Value = person });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        var house = new Place(PlaceKind.Estate, reader.GetInt32(0).ToString(), catalog.Estate(reader.GetInt32(0))?.Name ?? "")
        { Building = reader.GetString(1), Unit = reader.GetString(2), Room = reader.GetString(3), Region = reader.GetInt64(4) };
        return house is { Building.Length: > 0, Room.Length: > 0 } ? house : null;
    }
}
