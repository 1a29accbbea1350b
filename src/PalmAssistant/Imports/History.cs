using Npgsql;
using PalmAssistant.Community;

namespace PalmAssistant.Imports;

/// <summary>
/// Keeps the past of the golden tables (schema 100): before a merge changes what stands under a key, the rows as they are go to <c>history</c>,
/// under the stretch of days they stood for. A first load keeps nothing; it only marks the day from which the past is known.
/// Several merges on one day are one change: the state of a day is the one at its end.
/// </summary>
internal static class History
{
    /// <summary>SQL that keeps the rows under the keys in the temporary table <c>moved (key)</c>, before they change.</summary>
    public static string Keep(string table, string key, IEnumerable<string> columns, DateOnly today) => $"""
        analyze moved;
        with spans as (
            insert into history.{table}_span (key, from_day, until_day)
                select m.key, coalesce(max(s.until_day), k.since), {Day(today)}
                from moved m join history.known k on k.record = '{table}' left join history.{table}_span s on s.key = m.key
                group by m.key, k.since having coalesce(max(s.until_day), k.since) < {Day(today)}
            returning key, from_day, until_day)
        insert into history.{table} ({string.Join(", ", columns)}, from_day, until_day)
            select {string.Join(", ", columns.Select(c => "g." + c))}, s.from_day, s.until_day from spans s join community.{table} g on g.{key} = s.key
        """;

    /// <summary>After a table was filled from nothing. Filled again after it was emptied, its rows are new ones.</summary>
    public static string Begin(string table, string key, DateOnly today) => $"""
        create temp table moved on commit drop as select distinct {key} as key from community.{table} where exists (select from history.known where record = '{table}');
        insert into history.{table}_span (key, from_day, until_day)
            select m.key, coalesce(max(s.until_day), k.since), {Day(today)}
            from moved m join history.known k on k.record = '{table}' left join history.{table}_span s on s.key = m.key
            group by m.key, k.since having coalesce(max(s.until_day), k.since) < {Day(today)};
        drop table moved;
        insert into history.known select '{table}', {Day(today)} where exists (select from community.{table}) on conflict do nothing
        """;

    /// <summary>治理力量 have their own way of being written (08): what will change of them is kept here.</summary>
    public static async Task KeepForces(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        const string Columns = "person_id, kind, region, title, skill, phone";
        await Sql.Run(connection, $"""
            create temp table moved on commit drop as
                select distinct person_id as key from (
                    (select {Columns} from next_force except select {Columns} from community.force f where exists (select from touched t where t.person_id = f.person_id))
                    union all
                    (select {Columns} from community.force f where exists (select from touched t where t.person_id = f.person_id) except select {Columns} from next_force)) d
            """, ct);
        await Sql.Run(connection, Keep("force", "person_id", ["id", .. Columns.Split(", ")], today) + "; drop table moved", ct);
    }

    /// <summary>At the end of a merge: from when 治理力量 are known, the newest months and years, and that something changed today.</summary>
    public static async Task Close(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await Sql.Run(connection, $"insert into history.known select 'force', {Day(today)} where exists (select from community.force) on conflict do nothing; insert into history.merged values ({Day(today)}) on conflict do nothing", ct);
        foreach (var (record, field) in CatalogFiles.Load().Records.SelectMany(r => r.Fields.Where(f => f.Newest).Select(f => (r, f))))
            await Sql.Run(connection, $"""
                insert into history.newest as n (record, field, day, value)
                    select '{record.Key}', '{field.Key}', {Day(today)}, max({field.Column})::text from {record.Table} having max({field.Column}) is not null
                on conflict (record, field, day) do update set value = excluded.value where n.value <> excluded.value
                """, ct);
    }

    private static string Day(DateOnly day) => $"date '{day:yyyy-MM-dd}'";
}
