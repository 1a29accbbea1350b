using Npgsql;

namespace PalmAssistant.Imports;

/// <summary>
/// A person settles a conflict. The value stands over precedence in this and later imports, until one of the two sources says something else;
/// then the decision lapses and the conflict is open again.
/// </summary>
public sealed class ConflictDecision(string connectionString)
{
    /// <summary>Records the decision and shows it in the golden record. Null when done, otherwise why not.</summary>
    /// <param name="value">One of the two values, or a third one; for 现住房屋 one of the two in words.</param>
    public async Task<string?> Decide(long conflict, string value, string by, DateTimeOffset at, DateOnly today, CancellationToken ct)
    {
        await using var connection = ImportDrop.Unpooled(connectionString);
        await connection.OpenAsync(ct);
        await using (var command = new NpgsqlCommand("""
            with decided as (update community.conflict set decision = $2, decided_by = $3, decided_at = $4
                where id = $1 and lapsed_at is null and (field <> '现住房屋' or $2 in (golden, other)) returning person_id),
            marked as (insert into source.changed select k.key from source.person_key k join decided d using (person_id) on conflict do nothing),
            dirty as (update source.pending set dirty = true where exists (select from decided))
            select count(*) from decided
            """, connection))
        {
            foreach (var parameter in new object[] { conflict, value, by, at }) command.Parameters.Add(new() { Value = parameter });
            if ((long)(await command.ExecuteScalarAsync(ct))! == 0) return "没有这条差异，或它已被新的数据取代";
        }
        await ImportDrop.Locked(connection, ct);
        await GoldenMerge.Run(connection, today, (_, _) => { }, ct);
        return null;
    }
}
