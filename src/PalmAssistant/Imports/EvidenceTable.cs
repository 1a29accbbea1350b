using Npgsql;
using NpgsqlTypes;

namespace PalmAssistant.Imports;

/// <summary>The columns that one profile fills of one table of schema <c>source</c>, in the order rows are written.</summary>
public sealed class EvidenceTable
{
    private EvidenceTable(Profile profile, IReadOnlyList<EvidenceColumn> columns) => (Profile, Columns) = (profile, columns);

    public Profile Profile { get; }

    /// <summary>Value columns; file_id and row_no follow them.</summary>
    public IReadOnlyList<EvidenceColumn> Columns { get; }

    public string Name => $"source.{Profile.Record}";

    public bool IsOfPerson => Columns.Any(c => c.Name == "key");

    public int Index(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column) return i;
        return -1;
    }

    /// <summary>Reads the table's column types from the database, so that a profile needs no second list of them.</summary>
    public static async Task<EvidenceTable> Describe(Profile profile, NpgsqlConnection connection, CancellationToken ct)
    {
        var types = new Dictionary<string, EvidenceColumn>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select attname, format_type(atttypid, null), case when atttypid = 1700 then ((atttypmod - 4) >> 16) - ((atttypmod - 4) & 65535) end from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped", connection);
        command.Parameters.Add(new() { Value = $"source.{profile.Record}" });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) types[reader.GetString(0)] = new(reader.GetString(0), TypeOf(reader.GetString(1)), await reader.IsDBNullAsync(2, ct) ? 0 : reader.GetInt32(2));
        if (types.Count == 0) throw new DropFileError($"导入配置 {profile.Prefix} 写了不存在的记录种类 {profile.Record}");

        var names = profile.Columns.Select(c => c.Field).OfType<string>().ToList();
        if (profile.Record == "house") names.AddRange(["estate_id", "building", "unit", "room"]);
        if (profile.Record == "birth") names.Add("certificate");
        if (profile.Record == "venue") names.Add("place");
        if (profile.Columns.Any(c => c.As == FieldKind.DisabilityCard)) names.AddRange(["kind", "level"]);
        if (profile.HasPlace) names.AddRange(["house_id", "estate_id", "region", "level", "address"]);
        names.AddRange(profile.Constants?.Keys ?? []);
        names = [.. names.Distinct(StringComparer.Ordinal)];
        if (names.FirstOrDefault(n => !types.ContainsKey(n)) is { } unknown) throw new DropFileError($"导入配置 {profile.Prefix} 写了不存在的字段 {unknown}");
        return new(profile, [.. names.Select(n => types[n])]);
    }

    /// <summary>COPY of staged rows.</summary>
    public string CopySql => $"copy {Stage} ({ColumnList}, file_id, row_no) from stdin (format binary)";

    public string CreateStageSql => $"create temp table if not exists {Stage} as select {ColumnList}, file_id, row_no from {Name} limit 0; truncate {Stage}";

    public string DropStageSql => $"drop table if exists {Stage}";

    /// <summary>
    /// Staged rows into the table: of rows with one key the newest, over an older one of an earlier file.
    /// One row back: distinct keys staged, created, updated, and rows of the same file that were superseded.
    /// </summary>
    public string UpsertSql()
    {
        var keys = string.Join(", ", Profile.Key);
        var values = Columns.Select(c => c.Name).Where(c => !Profile.Key.Contains(c)).ToList();
        var newest = Profile.Newest is { } date ? $"{date} desc nulls last, " : "";
        var isNewer = Profile.Newest is { } d ? $"(t.{d} is null or excluded.{d} >= t.{d}) and " : "";
        var set = string.Join(", ", values.Concat(["file_id", "row_no"]).Select(v => $"{v} = excluded.{v}"));
        var differs = values.Count == 0 ? "false" : $"({string.Join(", ", values.Select(v => "t." + v))}) is distinct from ({string.Join(", ", values.Select(v => "excluded." + v))})";
        var mark = IsOfPerson ? ", marked as (insert into source.changed select distinct key from written where not (select everything from source.pending) on conflict do nothing)" : "";
        return $"""
            with newest as (select distinct on ({keys}) * from {Stage} order by {keys}, {newest}row_no desc),
            written as (
                insert into {Name} as t ({ColumnList}, file_id, row_no) select {ColumnList}, file_id, row_no from newest
                on conflict ({keys}) do update set {set} where {isNewer}{differs}
                returning xmax = 0 as created{(IsOfPerson ? ", key" : "")}){mark}
            select (select count(*) from newest), count(*) filter (where created), count(*) filter (where not created) from written
            """;
    }

    public string CountAlreadyInSql(int fileId) => $"select count(*) from {Stage} join {Name} t using ({string.Join(", ", Profile.Key)}) where t.file_id = {fileId}";

    private string Stage => $"stage_{Profile.Record}";

    private string ColumnList => string.Join(", ", Columns.Select(c => c.Name));

    private static NpgsqlDbType TypeOf(string type) => type switch
    {
        "text" => NpgsqlDbType.Text,
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "smallint" => NpgsqlDbType.Smallint,
        "date" => NpgsqlDbType.Date,
        "numeric" => NpgsqlDbType.Numeric,
        _ => NpgsqlDbType.Unknown,
    };
}

/// <summary>A column and how it is written. <paramref name="WholeDigits"/>: of a numeric, digits before the point.</summary>
public readonly record struct EvidenceColumn(string Name, NpgsqlDbType Type, int WholeDigits)
{
    /// <summary>Whether a number is within what the column holds.</summary>
    public bool Holds(in Value value) => !value.HasValue || Type switch
    {
        NpgsqlDbType.Smallint => value.Amount is >= short.MinValue and <= short.MaxValue,
        NpgsqlDbType.Integer => value.Amount is >= int.MinValue and <= int.MaxValue,
        NpgsqlDbType.Numeric => Math.Abs(value.Amount) < (decimal)Math.Pow(10, WholeDigits) - 1,
        _ => true,
    };

    public void Write(NpgsqlBinaryImporter importer, in Value value)
    {
        if (!value.HasValue)
        {
            importer.WriteNull();
            return;
        }
        switch (Type)
        {
            case NpgsqlDbType.Text: importer.Write(value.Text, Type); break;
            case NpgsqlDbType.Bigint: importer.Write(value.Number, Type); break;
            case NpgsqlDbType.Integer: importer.Write((int)value.Number, Type); break;
            case NpgsqlDbType.Smallint: importer.Write((short)value.Number, Type); break;
            case NpgsqlDbType.Date: importer.Write(value.Date, Type); break;
            default: importer.Write(value.Amount, Type); break;
        }
    }
}
