using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>A golden record as it stands, numbers unmasked: what a proposal takes as "before".</summary>
/// <param name="Name">a person's name, or the house's address</param>
/// <param name="Address">where the person lives, in words; empty when nowhere here</param>
/// <param name="Values">Chinese field name → value; fields without one are absent</param>
public sealed record RegisterEntry(Subject Subject, string Name, string Address, long Region, int? HouseId, bool IsAlive, IReadOnlyDictionary<string, string> Values)
{
    public string Label => Subject.Record == "house" || Address.Length == 0 ? Name : $"{Name}（{Address}）";
}

/// <summary>
/// Reads single records with both locks on: the scoped plan has to let the account at its region, and the row is read under the account's
/// row-level security. What an account cannot see it cannot propose about.
/// </summary>
public sealed class Register(NpgsqlDataSource database, CatalogSource catalogs)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const string PersonSql = """
        select p.id, coalesce(p.region, p.hukou_region), p.house_id, p.is_alive, i.name, i.id_number, i.phone, i.work_unit,
               h.estate_id, h.building, h.unit, h.room, p.ethnicity, p.education, p.political, p.marriage, p.relation, p.residence_type, p.death_date
        from community.person p join community.person_identity i on i.person_id = p.id left join community.house h on h.id = p.house_id
        """;

    private const string HouseSql = "select h.id, h.region, h.estate_id, h.building, h.unit, h.room, h.status, h.usage, h.area, h.owner_name, h.owner_phone, h.residents from community.house h";

    /// <summary>Null when there is no such record the account may see.</summary>
    public async Task<RegisterEntry?> Find(Account account, Subject subject, CancellationToken ct) =>
        (subject.Record == "house" ? await Houses(account, "h.id = $1", subject.Id, ct) : await People(account, "p.id = $1", subject.Id, ct)).FirstOrDefault();

    /// <summary>Who is registered as living in a house, the dead not.</summary>
    public async Task<IReadOnlyList<RegisterEntry>> Residents(Account account, int house, CancellationToken ct) =>
        await People(account, "p.house_id = $1 and p.is_resident", house, ct);

    /// <summary>The tags surveyors or corrections wrote by hand, joined by 、; null when none. For who is visible already.</summary>
    public async Task<string?> HandTags(RegisterEntry person, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select value from source.person_evidence($1) where field = '标签' order by observed desc nulls last limit 1");
        command.Parameters.Add(new() { Value = person.Subject.Id });
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>A person by the whole identity number, as far as the account may see.</summary>
    public async Task<RegisterEntry?> ByNumber(Account account, string idNumber, CancellationToken ct) => (await People(account, "i.id_number = $1", idNumber, ct)).FirstOrDefault();

    private async Task<IReadOnlyList<RegisterEntry>> People(Account account, string where, object value, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        if (Scoped(account, "person", catalog) is not { } scoped) return [];
        return await Read(scoped, $"{PersonSql} where {where} order by p.birth_date nulls last, p.id limit 50", value, row => Person(row, catalog), ct);
    }

    private async Task<IReadOnlyList<RegisterEntry>> Houses(Account account, string where, object value, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        if (Scoped(account, "house", catalog) is not { } scoped) return [];
        return await Read(scoped, $"{HouseSql} where {where}", value, row => House(row, catalog), ct);
    }

    private static ScopedPlan? Scoped(Account account, string record, Catalog catalog) =>
        ScopedPlan.For(new QueryPlan { Record = record, Population = record == "person" ? "known" : null, Measure = Measure.List }, account, catalog) as ScopedPlan;

    private async Task<IReadOnlyList<RegisterEntry>> Read(ScopedPlan scoped, string sql, object value, Func<NpgsqlDataReader, RegisterEntry> read, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(scoped.Limits, Limit));
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var entries = new List<RegisterEntry>();
        while (await reader.ReadAsync(ct)) entries.Add(read(reader));
        return entries;
    }

    private static RegisterEntry Person(NpgsqlDataReader row, Catalog catalog)
    {
        var values = new Dictionary<string, string>();
        var address = row.IsDBNull(8) ? "" : Words(catalog, row.GetInt32(8), row.GetString(9), row.GetString(10), row.GetString(11), full: true);
        Put("姓名", Text(4));
        Put("身份证号", Text(5));
        Put("联系电话", Text(6));
        Put("工作单位", Text(7));
        if (address.Length > 0) Put("现住房屋", address);
        foreach (var (name, domain, at) in new[] { ("民族", "person.ethnicity", 12), ("文化程度", "person.education", 13), ("政治面貌", "person.political", 14), ("婚姻状况", "person.marriage", 15), ("与户主关系", "person.relation", 16), ("居住类型", "person.residence_type", 17) })
            if (!row.IsDBNull(at)) Put(name, catalog.Label(domain, row.GetInt16(at)));
        if (!row.GetBoolean(3)) Put("生死", "去世");
        return new(new("person", row.GetInt32(0)), row.GetString(4), row.IsDBNull(8) ? "" : Words(catalog, row.GetInt32(8), row.GetString(9), row.GetString(10), row.GetString(11), full: false),
            row.IsDBNull(1) ? 0 : row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.GetBoolean(3), values);

        string? Text(int at) => row.IsDBNull(at) ? null : row.GetString(at);
        void Put(string name, string? value) { if (value is { Length: > 0 }) values[name] = value; }
    }

    private static RegisterEntry House(NpgsqlDataReader row, Catalog catalog)
    {
        var values = new Dictionary<string, string>();
        if (!row.IsDBNull(6) && catalog.Label("house.status", row.GetInt16(6)) is { } status) values["房屋状态"] = status;
        if (!row.IsDBNull(7) && catalog.Label("house.usage", row.GetInt16(7)) is { } usage) values["房屋用途"] = usage;
        if (!row.IsDBNull(8)) values["建筑面积"] = row.GetDecimal(8).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        if (!row.IsDBNull(9)) values["产权人"] = row.GetString(9);
        if (!row.IsDBNull(10)) values["产权人电话"] = row.GetString(10);
        var words = Words(catalog, row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetString(5), full: false);
        values["地址"] = Words(catalog, row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetString(5), full: true);
        return new(new("house", row.GetInt32(0)), words, words, row.GetInt64(1), row.GetInt32(0), true, values);
    }

    /// <summary>Full: with the community, exactly as <c>source.house_words</c> writes it.</summary>
    private static string Words(Catalog catalog, int estate, string building, string unit, string room, bool full)
    {
        var of = catalog.Estate(estate);
        return (full ? catalog.RegionName(of?.Region ?? 0) : "") + of?.Name + (building.Length > 0 ? building + "号楼" : "") + (unit.Length > 0 ? unit + "单元" : "") + room;
    }
}
