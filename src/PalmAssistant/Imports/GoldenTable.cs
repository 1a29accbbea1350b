using Npgsql;

namespace PalmAssistant.Imports;

/// <summary>
/// One golden table and the temporary table that holds what it should be. Applying writes only the difference:
/// a reader in the middle of it sees the old rows until the commit, and unchanged rows are not touched.
/// </summary>
/// <param name="Name">In schema community; <c>next_{Name}</c> unless <paramref name="Next"/> says otherwise.</param>
/// <param name="Id">The primary key; null for rows that hang on a person and are compared whole.</param>
public sealed record GoldenTable(string Name, IReadOnlyList<string> Columns, string? Id = null, string? Next = null, IReadOnlyList<string>? Sources = null)
{
    private static readonly string[] Regions = ["person_id", "region", "hukou_region"];

    public static readonly IReadOnlyList<GoldenTable> All =
    [
        new("house", ["id", "region", "estate_id", "building", "unit", "room", "usage", "status", "area", "owner_name", "owner_phone", "surveyed", "residents", "youngest"], "id"),
        new("person", ["id", "region", "hukou_region", "house_id", "estate_id", "hukou_estate_id", "hukou_house_id", "is_alive", "is_resident", "is_hukou", "residence_type", "hukou_status", "birth_date", "death_date",
            "sex", "ethnicity", "political", "education", "marriage", "relation", "house_status", "house_usage", "house_residents", "house_youngest", "surveyed", "household_no"], "id", "next_golden_person"),
        new("person_identity", ["person_id", "region", "hukou_region", "name", "id_number", "birth_cert", "phone", "work_unit", "hukou_address"], "person_id", "next_golden_person",
            ["id", "region", "hukou_region", "name", "id_number", "certificate", "phone", "work_unit", "hukou_address"]),
        Matter("assistance", "kind", "amount", "since", "status"), Matter("disability", "kind", "level", "issued"), Matter("veteran", "kind", "enlisted", "discharged"),
        Matter("insurance", "kind", "status", "year"), Matter("pension", "kind", "amount", "status", "verified"), Matter("allowance", "month", "amount"),
        Matter("family_planning", "kind", "certificate", "child"), Matter("schooling", "education", "school", "status"), Matter("permit", "issued", "until", "reason", "origin"),
        Matter("birth", "certificate", "mother_id", "father_id", "birth_date", "registered"), Matter("special", "kind", "since", "until"), Matter("psychiatric", "level", "status"),
        new("person_tag", ["tag", "person_id", "region", "hukou_region", "sensitive", "source"]),
        new("entity", ["id", "code", "name", "kind", "industry", "status", "founded", "capital", "legal_person", "address", "phone", "region", "estate_id", "house_id"], "id"),
        new("venue", ["id", "name", "kind", "address", "manager", "phone", "staff", "area", "checked", "hazard", "region", "estate_id", "house_id"], "id"),
    ];

    /// <summary>Makes the table what its next table says, for the people of this run; what changes is kept in the history as of today.</summary>
    public async Task Apply(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        if (await IsEmpty(connection, ct))
        {
            await Fill(connection, ct);
            await Sql.Run(connection, History.Begin(Name, Key, today), ct);
        }
        else await Sql.Run(connection, Id is null ? Rewrite(today) : Merge(today), ct);
    }

    private string Key => Id ?? "person_id";

    private string Full => $"community.{Name}";
    private string From => Next ?? $"next_{Name}";
    private string Into => string.Join(", ", Columns);
    private string Picked => string.Join(", ", Sources ?? Columns);

    private string Merge(DateOnly today)
    {
        var values = Columns.Where(c => c != Id).ToList();
        var sources = Sources ?? Columns;
        var gone = Name is "person" or "person_identity" ? $"select g.{Id} from {Full} g join touched t on g.{Id} = t.person_id where not exists (select from {From} n where n.id = g.{Id})" : null;
        // Only rows that differ are touched: even a conflicting insert that changes nothing would lock its row.
        return $"""
            create temp table moved on commit drop as
                select n.{sources[0]} as key from {From} n left join {Full} o on o.{Id} = n.{sources[0]}
                where o.{Id} is null or ({string.Join(", ", values.Select(v => "o." + v))}) is distinct from ({string.Join(", ", sources.Skip(1).Select(v => "n." + v))})
                {(gone is null ? "" : "union all " + gone)};
            {History.Keep(Name, Key, Columns, today)};
            {(gone is null ? "" : $"delete from {Full} g using moved m where g.{Id} = m.key and not exists (select from {From} n where n.id = g.{Id});")}
            insert into {Full} as g ({Into}) select {string.Join(", ", sources.Select(c => "n." + c))} from {From} n join moved m on m.key = n.{sources[0]}
            on conflict ({Id}) do update set {string.Join(", ", values.Select(v => $"{v} = excluded.{v}"))};
            drop table moved
            """;
    }

    // Rows without a key of their own: out with those that are not in the next ones, in with those that are new. EXCEPT takes null for null.
    private string Rewrite(DateOnly today) => $"""
        create temp table gone on commit drop as
            select {Into} from {Full} g where exists (select from touched t where t.person_id = g.person_id) except select {Picked} from {From};
        create temp table come on commit drop as
            select {Picked} from {From} except select {Into} from {Full} g where exists (select from touched t where t.person_id = g.person_id);
        create temp table moved on commit drop as select person_id as key from gone union select person_id from come;
        {History.Keep(Name, Key, Columns, today)};
        delete from {Full} g using gone where g.person_id = gone.person_id and ({string.Join(", ", Columns.Select(c => "g." + c))}) is not distinct from ({string.Join(", ", Columns.Select(c => "gone." + c))});
        insert into {Full} ({Into}) select {Into} from come order by person_id;
        drop table gone, come, moved
        """;

    // The first load: nobody reads an empty table, so its indexes are made once at the end.
    private async Task Fill(NpgsqlConnection connection, CancellationToken ct)
    {
        var (drop, create) = await Indexes(connection, ct);
        await Sql.Run(connection, drop, ct);
        await Sql.Run(connection, $"insert into {Full} ({Into}) select {Picked} from {From}", ct);
        await Sql.Run(connection, create, ct);
    }

    private async Task<bool> IsEmpty(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select not exists (select from {Full})", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<(string Drop, string Create)> Indexes(NpgsqlConnection connection, CancellationToken ct)
    {
        var (drop, create) = (new List<string>(), new List<string>());
        await using var command = new NpgsqlCommand("""
            select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), c.conname, pg_get_constraintdef(c.oid)
            from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')
            where i.indrelid = $1::regclass
            """, connection);
        command.Parameters.Add(new() { Value = Full });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var isConstraint = !reader.IsDBNull(2);
            drop.Add(isConstraint ? $"alter table {Full} drop constraint \"{reader.GetString(2)}\"" : $"drop index {reader.GetString(0)}");
            create.Add(isConstraint ? $"alter table {Full} add constraint \"{reader.GetString(2)}\" {reader.GetString(3)}" : reader.GetString(1));
        }
        return (string.Join(";\n", drop), string.Join(";\n", create));
    }

    private static GoldenTable Matter(string name, params string[] columns) => new(name, [.. Regions, .. columns]);
}
