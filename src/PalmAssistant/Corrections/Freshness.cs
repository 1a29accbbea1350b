using System.Globalization;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>One field, who said it and when.</summary>
public sealed record FieldAge(string Field, string Value, string Source, DateOnly? On);

/// <summary>A house worth a look: what is registered there, when it was last looked at, and why it is on the list.</summary>
public sealed record HouseToVisit(int House, long Region, string Address, IReadOnlyList<RegisterEntry> Residents, DateOnly? Seen, IReadOnlyList<string> Why);

/// <summary>How fresh the register is: per field of one record, and the houses nobody has looked at for long.</summary>
public sealed class Freshness(NpgsqlDataSource database, Register register, CatalogSource catalogs)
{
    /// <summary>The fields of a record that is visible already, oldest first; an account sees no field here that it does not see in a profile.</summary>
    public async Task<IReadOnlyList<FieldAge>> Of(RegisterEntry entry, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select field, value, source, observed from source.{entry.Subject.Record}_evidence($1) where chosen and field <> '核实'");
        command.Parameters.Add(new() { Value = entry.Subject.Id });
        await using var row = await command.ExecuteReaderAsync(ct);
        var ages = new List<FieldAge>();
        while (await row.ReadAsync(ct)) ages.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3)));
        return [.. ages.DistinctBy(a => a.Field).OrderBy(a => a.On ?? DateOnly.MinValue)];
    }

    /// <summary>When somebody last found the record to be as registered; null when never.</summary>
    public async Task<DateOnly?> Confirmed(RegisterEntry entry, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select max(observed) from source.{entry.Subject.Record}_evidence($1) where field = '核实'");
        command.Parameters.Add(new() { Value = entry.Subject.Id });
        return await command.ExecuteScalarAsync(ct) is DateOnly day ? day : null;
    }

    /// <summary>
    /// Houses in the account's scope not looked at since a day, or with something open (a conflict, people without a number): the longest unseen first, a page of them.
    /// Everything known of one house is one entry.
    /// </summary>
    public async Task<(IReadOnlyList<HouseToVisit> Houses, long Total)> ToVisit(Account account, DateOnly since, int offset, int rows, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var plan = new QueryPlan { Record = "house", Measure = Measure.List };
        if (ScopedPlan.For(plan, account, catalog) is not ScopedPlan scoped || ScopedPlan.For(plan with { Record = "person" }, account, catalog) is not ScopedPlan) return ([], 0);
        var found = new List<(int Id, long Region, DateOnly? Seen, long Conflicts, long Newcomers, bool Empty)>();
        long total = 0;
        await using (var connection = await database.OpenConnectionAsync(ct))
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(ReaderSettings.Command(scoped.Limits, TimeSpan.FromSeconds(15)));
            var command = new NpgsqlBatchCommand(Sql);
            foreach (var value in new object[] { scoped.Limits.Range.Low, scoped.Limits.Range.High, since, offset, rows }) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
            await using var row = await batch.ExecuteReaderAsync(ct);
            await row.NextResultAsync(ct);
            while (await row.ReadAsync(ct))
            {
                found.Add((row.GetInt32(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateOnly>(2), row.GetInt64(3), row.GetInt64(4), row.GetInt16(5) == 0));
                total = row.GetInt64(6);
            }
        }
        var houses = new List<HouseToVisit>();
        foreach (var (id, region, seen, conflicts, newcomers, empty) in found)
            if (await register.Find(account, new("house", id), ct) is { } house)
                houses.Add(new(id, region, house.Name, empty ? [] : await register.Residents(account, id, ct), seen, [.. Reasons(seen, since, conflicts, newcomers)]));
        return (houses, total);
    }

    private static IEnumerable<string> Reasons(DateOnly? seen, DateOnly since, long conflicts, long newcomers)
    {
        if (seen is null) yield return "没有采集时间";
        else if (seen < since) yield return $"{seen.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}之后没更新";
        if (newcomers > 0) yield return "有新住户待补身份证号";
        if (conflicts > 0) yield return $"有 {conflicts} 条比对差异待核";
    }

    // The house is as fresh as the least fresh of what is registered there. Vacant houses come after lived-in ones.
    private const string Sql = """
        with live as (
            select p.house_id, min(p.surveyed) as seen, bool_or(p.surveyed is null) as never, count(c.id) as conflicts
            from community.person p left join community.conflict c on c.person_id = p.id and c.decided_at is null
            where p.is_resident and p.region between $1 and $2 and p.house_id is not null
            group by p.house_id),
        house as (
            select h.id, h.region, h.estate_id, h.building, h.unit, h.room, h.residents, coalesce(l.conflicts, 0) as conflicts,
                case when coalesce(l.never, false) then null else least(h.surveyed, l.seen) end as seen,
                (select count(*) from correction.newcomer n where n.house_id = h.id and n.closed_at is null) as newcomers
            from community.house h left join live l on l.house_id = h.id
            where h.region between $1 and $2)
        select id, region, seen, conflicts, newcomers, residents, count(*) over ()
        from house
        where seen is null or seen < $3 or conflicts > 0 or newcomers > 0
        order by residents = 0, newcomers = 0, seen nulls first, region, estate_id, length(building), building, length(unit), unit, length(room), room
        offset $4 limit $5
        """;
}
