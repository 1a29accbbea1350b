using Npgsql;
using PalmAssistant.Imports;

namespace PalmAssistant.Corrections;

/// <summary>
/// Brings the evidence in line with what was decided and derives the golden records of just these people and houses.
/// One session at a time, the import's lock held: while a long import runs, what was decided waits in its table and follows afterwards.
/// </summary>
public sealed class CorrectionWriter(PalmSettings settings, PalmClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <returns>false when an import kept the register busy: decided proposals are written by the next call</returns>
    public async Task<bool> WriteOpen(CancellationToken ct)
    {
        await using var connection = ImportDrop.Unpooled(settings.Database);
        await connection.OpenAsync(ct);
        if (!await HasOpen(connection, ct)) return true;
        if (!await Locked(connection, ct)) return false;
        if (!await Evidence(connection, ct) && !await HasOpen(connection, ct)) return true;
        await GoldenMerge.Run(connection, clock.Today, (_, _) => { }, ct);
        return true;
    }

    private static async Task<bool> Locked(NpgsqlConnection connection, CancellationToken ct)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            if (await ImportDrop.TryLock(connection, ct)) return true;
            if (TimeProvider.System.GetElapsedTime(started) > Patience) return false;
            await Task.Delay(100, ct);
        }
    }

    /// <summary>Something is decided and not written, or written and not derived (a kill in between). What an import left undone is the import's.</summary>
    private static async Task<bool> HasOpen(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select (select dirty and not everything from source.pending)
                or exists (select from correction.proposal where written_at is null and state in ('applied', 'undone'))
            """, connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Writes what is decided and not written, in one transaction, and marks whom the merge has to look at. False = there was nothing.</summary>
    private static async Task<bool> Evidence(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var open = await Open(connection, ct);
        foreach (var (id, undone) in open)
        {
            if (undone) await Run(connection, Undo, ct, id);
            else foreach (var step in Apply) await Run(connection, step, ct, id);
            foreach (var step in Mark) await Run(connection, step, ct, id);
        }
        if (open.Count > 0) await Run(connection, "update source.pending set dirty = true", ct);
        await transaction.CommitAsync(ct);
        return open.Count > 0;
    }

    private static async Task<List<(Guid Id, bool Undone)>> Open(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select id, state = 'undone' from correction.proposal where written_at is null and state in ('applied', 'undone') order by made_at for update", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var open = new List<(Guid, bool)>();
        while (await reader.ReadAsync(ct)) open.Add((reader.GetGuid(0), reader.GetBoolean(1)));
        return open;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static readonly string[] Apply =
    [
        """
        insert into source.correction (proposal, no, key, house_id, field, value, to_house, died, before, observed, source, consent)
            select p.id, c.no, case when c.record = 'person' then coalesce(c.key, (select max(k.key) from source.person_key k where k.person_id = c.id)) end,
                case when c.record = 'house' then c.id end, c.field, c.after, c.house, c.died, c.before, p.held_on, '社区更正，' || p.by_name,
                case when p.decided_name is not null then p.decided_name || case when p.decided_role like '%书记' and p.decided_name not like '%书记' then '书记' else '' end || '同意' else '' end
            from correction.proposal p
            cross join lateral (
                select n.no::smallint as no, x.* from jsonb_array_elements(p.changes) with ordinality n (change, no)
                cross join lateral jsonb_to_record(n.change) x (record text, id integer, field text, before text, after text, house integer, died date, key bigint)) c
            where p.id = $1 and c.field <> '新住户'
            on conflict (proposal, no) do update set undone_at = null
        """,
        """
        insert into correction.newcomer (proposal, house_id, region, people, words, noted_at)
            select p.id, c.id, p.region, c.people, c.after, p.made_at
            from correction.proposal p cross join lateral jsonb_to_recordset(p.changes) c (id integer, field text, after text, people smallint)
            where p.id = $1 and c.field = '新住户'
        """,
        // Whose number has come is no longer waited for.
        """
        update correction.newcomer n set closed_at = now() from source.correction c
            where c.proposal = $1 and c.field = '现住房屋' and c.to_house = n.house_id and n.closed_at is null and n.proposal <> $1
        """,
    ];

    // A newcomer keeps the name: a person without one would be nobody.
    private const string Undo = """
        with undone as (update source.correction set undone_at = now() where proposal = $1 and undone_at is null and not (field = '姓名' and before is null))
        update correction.newcomer set closed_at = now() where proposal = $1 and closed_at is null
        """;

    private static readonly string[] Mark =
    [
        "insert into source.changed select distinct key from source.correction where proposal = $1 and key is not null on conflict do nothing",
        "insert into source.changed_house select distinct house_id from source.correction where proposal = $1 and house_id is not null on conflict do nothing",
        "update correction.proposal set written_at = now() where id = $1",
    ];
}
