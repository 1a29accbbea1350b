using Npgsql;
using PalmAssistant.Imports.Addresses;

namespace PalmAssistant.Imports;

/// <summary>What reading rows needs of earlier rows: geography and code lists. Loaded once per import, kept up as files come in.</summary>
public sealed class Knowledge
{
    private Knowledge(ValueCodes codes)
    {
        Codes = codes;
        Gazetteer = new();
        Estates = new(Gazetteer);
        Addresses = new(Gazetteer);
    }

    public ValueCodes Codes { get; }
    public Gazetteer Gazetteer { get; }
    public Estates Estates { get; }
    public AddressResolver Addresses { get; }

    public static async Task<Knowledge> Load(NpgsqlConnection connection, CancellationToken ct)
    {
        var knowledge = new Knowledge(await ValueCodes.Load(connection, ct));
        await knowledge.LoadRegions(connection, ct);
        await knowledge.LoadHouses(connection, ct);
        return knowledge;
    }

    /// <summary>After file 00, or a failed one.</summary>
    public async Task LoadRegions(NpgsqlConnection connection, CancellationToken ct)
    {
        await Each(connection, "select code, name, level from source.region", r => Gazetteer.AddRegion(r.GetInt64(0), r.GetString(1), r.GetInt16(2)), ct);
    }

    /// <summary>After file 01.</summary>
    public async Task LoadHouses(NpgsqlConnection connection, CancellationToken ct)
    {
        var highest = 0;
        await Each(connection, "select id, region, name from source.estate", r =>
        {
            Gazetteer.AddEstate(r.GetInt32(0), r.GetInt64(1), r.GetString(2));
            highest = Math.Max(highest, r.GetInt32(0));
        }, ct);
        Estates.StartAfter(highest);
        var words = new Readers.WordPool();
        await Each(connection, "select id, estate_id, building, unit, room, region from source.house",
            r => Gazetteer.AddHouse(r.GetInt32(0), r.GetInt32(1), words.Get(r.GetString(2)), words.Get(r.GetString(3)), words.Get(r.GetString(4)), r.GetInt64(5)), ct);
    }

    public async Task Save(NpgsqlConnection connection, CancellationToken ct)
    {
        await Codes.Save(connection, ct);
        await Estates.Save(connection, ct);
    }

    private static async Task Each(NpgsqlConnection connection, string sql, Action<NpgsqlDataReader> row, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) row(reader);
    }
}
