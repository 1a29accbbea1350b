using Npgsql;
using NpgsqlTypes;
using PalmAssistant.Imports.Addresses;

namespace PalmAssistant.Imports;

/// <summary>The address work list: rows whose address led to no house. They are tried again whenever houses or regions came in.</summary>
public static class PlaceColumns
{
    /// <summary>Between the six cells 街道, 社区, 小区, 楼栋, 单元, 房号 of an address kept in cells.</summary>
    public const char Separator = '|';

    private static readonly string[] Tables = ["survey", "hukou", "permit", "entity", "venue"];

    /// <summary>Resolves what can be resolved now; the number of rows that found their house or a narrower region.</summary>
    public static async Task<int> Resolve(NpgsqlConnection connection, AddressResolver addresses, CancellationToken ct)
    {
        var found = 0;
        foreach (var table in Tables) found += await Resolve(connection, addresses, table, ct);
        return found;
    }

    private static async Task<int> Resolve(NpgsqlConnection connection, AddressResolver addresses, string table, CancellationToken ct)
    {
        var key = table is "entity" or "venue" ? "id::bigint" : "key";
        var news = new List<(long Key, Place Place)>();
        await using (var command = new NpgsqlCommand($"select {key}, address, coalesce(region, 0), level from source.{table} where level < 5 and address is not null", connection) { CommandTimeout = 0 })
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                var place = Find(addresses, reader.GetString(1));
                if (place.Level != reader.GetInt16(3) || place.Region != reader.GetInt64(2)) news.Add((reader.GetInt64(0), place));
            }
        if (news.Count > 0) await Write(connection, table, news, ct);
        return news.Count;
    }

    private static Place Find(AddressResolver addresses, string address)
    {
        var cells = address.Split(Separator);
        return cells.Length >= 6 ? addresses.FromCells(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]) : addresses.FromText(address);
    }

    private static async Task Write(NpgsqlConnection connection, string table, List<(long Key, Place Place)> news, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Sql.Run(connection, "create temp table found_place (key bigint, house_id integer, estate_id integer, region bigint, level smallint) on commit drop", ct);
        await using (var importer = await connection.BeginBinaryImportAsync("copy found_place from stdin (format binary)", ct))
        {
            foreach (var (key, place) in news)
            {
                importer.StartRow();
                importer.Write(key, NpgsqlDbType.Bigint);
                importer.Write(place.House, NpgsqlDbType.Integer);
                importer.Write(place.Estate, NpgsqlDbType.Integer);
                importer.Write(place.Region, NpgsqlDbType.Bigint);
                importer.Write((short)place.Level, NpgsqlDbType.Smallint);
            }
            await importer.CompleteAsync(ct);
        }
        var byId = table is "entity" or "venue";
        await Sql.Run(connection, $"""
            update source.{table} t set house_id = nullif(f.house_id, 0), estate_id = nullif(f.estate_id, 0), region = nullif(f.region, 0), level = f.level
                {(table == "venue" ? ", place = case when f.house_id <> 0 then '#' || f.house_id else t.place end" : "")}
            from found_place f where t.{(byId ? "id" : "key")} = f.key
                {(table == "venue" ? "and (f.house_id = 0 or not exists (select from source.venue o where o.name = t.name and o.place = '#' || f.house_id))" : "")};
            {(byId ? "" : "insert into source.changed select key from found_place on conflict do nothing;")}
            update source.pending set dirty = true, bodies = bodies or {(byId ? "true" : "false")}
            """, ct);
        await transaction.CommitAsync(ct);
    }
}
