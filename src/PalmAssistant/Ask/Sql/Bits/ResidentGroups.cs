using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>What is measured of the residents found, and by what they are grouped.</summary>
internal sealed partial class ResidentBits
{
    /// <summary>Each grouping as rows of (key, bits), the key as <see cref="GroupColumns"/> reads it; null where one is not sliced.</summary>
    private List<string>? Groups()
    {
        var groups = new List<string>();
        var most = 1;
        foreach (var key in IsList ? [] : Plan.GroupBy)
        {
            if (OfRecords(key) is { } rows)
            {
                most *= GroupsOfRecords;
                groups.Add(rows);
                continue;
            }
            if (key.Contains('.', StringComparison.Ordinal) || sql.Frame.Record.Field(key) is not { Join: null } field || Group(field) is not { } group) return null;
            most *= group.Count;
            groups.Add("values " + string.Join(", ", group.Select(g => $"({g.Key}, {g.Bits})")));
        }
        return most <= MostGroups ? groups : null;
    }

    /// <summary>By what a related record says, by grid or by estate: the combinations on record are the groups.</summary>
    private string? OfRecords(string key)
    {
        if (IsHukou) return null;
        if (key.IndexOf('.') is var dot and > 0)
            return !IsHouse && sql.Frame.Record.Relation(key[..dot]) is { } relation ? records.Group(relation, key[(dot + 1)..], GroupColumns.Asked(Plan.Where, key[..dot], scope.Catalog)) : null;
        return sql.Frame.Record.Field(key) switch { { Level: 4 } => records.GroupByPlace("place"), { Part: "estate" } => records.GroupByPlace("estate_id"), _ => null };
    }

    private List<(string Key, string Bits)>? Group(FieldDefinition field)
    {
        if (field.Level is { } level)
            return level > 3 ? null : [($"nullif(b.region / {Width(level)} * {Width(level)}, 0)", Bitset.Everybody)];
        if (field.Part is not null || field.Column is null) return null;
        if (IsHouse) return field is { Key: "status" or "usage", Domain: { } coded } ? Codes(coded, Slices.All["house_" + field.Key]) : null;
        if (SlicesOf(field) is not { } slices) return null;
        if (field.Key == "age_band") return AgeBands(field, slices);
        return field.Domain is { } domain ? Codes(domain, slices) : null;
    }

    private List<(string, string)> Codes(string domain, Slices slices)
    {
        var codes = scope.Catalog.Rows.Codes.Where(c => c.Domain == domain && c.Code > 0).Select(c => c.Code).Distinct().ToList();
        var listed = codes.Select(c => ($"{c}::smallint", slices.OneOf([c]).Holds)).ToList();
        return [.. listed, ("null", $"(~{slices.OneOf(codes).Holds})")];
    }

    /// <summary>Bands as <c>width_bucket</c> numbers them: 0 for the oldest.</summary>
    private List<(string, string)> AgeBands(FieldDefinition field, Slices slices)
    {
        var bounds = GroupColumns.BandStarts(Plan, field, scope.Today);
        var born = bounds.Select(b => Let(slices.Compare("<", b).Holds)).ToList();
        var known = Let(slices.Known());
        var parts = new List<(string, string)>();
        for (var passed = 0; passed <= bounds.Length; passed++)
            parts.Add(($"{passed}", $"({(passed == bounds.Length ? known : born[passed])}{(passed == 0 ? "" : $" & ~{born[passed - 1]}")})"));
        return [.. parts, ("null", $"(~{known})")];
    }

    private static string Width(int level) => level switch { 1 => "1000000000", 2 => "1000000", _ => "1000" };

    /// <summary>A count, or the sum or average of what is sliced: of ages, of people in a house, of a record's amount; <paramref name="bits"/> are those of one group.</summary>
    private (string Sql, string From)? Measured(string bits)
    {
        var measure = Plan.Measure;
        if (measure.Kind is MeasureKind.Count or MeasureKind.Share or MeasureKind.List or MeasureKind.Profile) return ($"coalesce(sum(bit_count({bits})), 0)::bigint", "");
        if (measure is not { Kind: MeasureKind.Sum or MeasureKind.Average, Per: null, Field: { } key }) return null;
        if (key.IndexOf('.') is var dot and > 0) return IsHouse || IsHukou ? null : OfRecord(key[..dot], key[(dot + 1)..], bits);
        if (sql.Frame.Record.Field(key) is not { Kind: FieldKind.Age or FieldKind.Number, Join: null } field) return null;
        if (field.Kind == FieldKind.Age) return field.Column == "birth_date" ? (Average(Years(bits), Slices.All["birth_date"].Count(bits)), "") : null;
        var slices = IsHouse ? field.Key == "residents" ? Slices.All["house_residents"] : null : field.Key == "birthday" ? null : SlicesOf(field);
        return slices is null ? null : (Average(slices.Sum(bits), slices.Count(bits)), "");
    }

    /// <summary>Full years: this year less the year of birth, less one for whom the birthday is still to come; a birth expected within the year counts as none.</summary>
    private string Years(string bits)
    {
        var (year, day) = (Slices.All["birth_year"], Slices.All["birthday"]);
        var tocome = Let(day.Compare(">", (decimal)(scope.Today.Month * 100 + scope.Today.Day)).Holds);
        var unborn = Let(Slices.All["birth_date"].Compare(">", scope.Today).Holds);
        return $"({year.Count(bits)} * {scope.Today.Year - 1879} - {year.Sum(bits)} - coalesce(sum(bit_count({tocome} & {bits})), 0) + coalesce(sum(bit_count({unborn} & {bits})), 0))";
    }

    private string Average(string sum, string count, int scale = 1)
    {
        var total = scale == 1 ? $"{sum}::numeric" : $"({sum}::numeric / {scale})";
        return Plan.Measure.Kind == MeasureKind.Sum ? $"case when {count} > 0 then {total} end" : $"({total} / nullif({count}, 0))::numeric";
    }

    /// <summary>Amounts on record, as rows joined to their people would give them.</summary>
    private (string Sql, string From)? OfRecord(string relation, string field, string bits)
    {
        if (Plan.GroupBy.Any(g => g.Contains('.', StringComparison.Ordinal)) || sql.Frame.Record.Relation(relation) is not { } link) return null;
        if (records.Measured(link, field, GroupColumns.Asked(Plan.Where, relation, scope.Catalog)) is not var (from, whose, slices)) return null;
        var some = $"{bits} & {whose}";
        return (Average(slices.Sum(some), slices.Count(some), slices.Scale), $" cross join lateral {from.Replace("r.region", "b.region", StringComparison.Ordinal)}");
    }
}
