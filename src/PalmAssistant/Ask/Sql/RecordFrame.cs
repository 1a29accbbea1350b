using System.Text.RegularExpressions;
using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>One record in a statement under its alias, with the joins its fields turn out to need.</summary>
internal sealed partial class RecordFrame(RecordDefinition record, PopulationDefinition population, string alias, SqlScope scope)
{
    private readonly SortedSet<string> joins = new(StringComparer.Ordinal);

    public RecordDefinition Record => record;
    public PopulationDefinition Population => population;
    public string Alias => alias;
    public string Id => $"{alias}.{record.Id}";
    public string Region => Fill(population.Region);

    /// <summary>The parameters of the one region range this frame is held to, or null; related rows of its people lie in it too.</summary>
    public (string Low, string High)? Range { get; set; }

    public string? Estate => population.Estate is { } estate ? Fill(estate) : null;
    public string? House => population.House is { } house ? Fill(house) : null;

    /// <summary>"community.person p left join …", once all conditions and columns are known.</summary>
    public string From()
    {
        var text = $"{scope.Table(record.Table)} {alias}";
        foreach (var key in joins)
            text += key == HousePart
                ? $" left join {scope.Table("community.house")} {alias}_{key} on {alias}_{key}.id = {House}"
                : $" left join {scope.Table(record.Joins[key].Table)} {alias}_{key} on {Fill(record.Joins[key].On).Replace("{j}", $"{alias}_{key}", StringComparison.Ordinal)}";
        return text;
    }

    private const string HousePart = "place";

    /// <summary>Who belongs to the population, or null where everybody does. <paramref name="asked"/>: the fields compared or grouped by.</summary>
    public string? Members(IReadOnlySet<string> asked) =>
        population.Where is { } where && !population.LiftedBy.Any(asked.Contains) ? Fill(where) : null;

    /// <summary>The column or expression of a field.</summary>
    public string Column(FieldDefinition field)
    {
        if (field.Level is { } level) return RegionAt(level);
        if (field.Part == "estate") return Estate ?? throw new UnknownInCatalog("项目", field.Name);
        if (field.Part is { } part) return $"{HouseAlias()}.{part}";
        if (field.Column is null) throw new InvalidOperationException($"{record.Key}.{field.Key} has no column");
        if (field.Column.Contains('{', StringComparison.Ordinal)) return Fill(field.Column);
        if (field.Join is not { } join) return $"{alias}.{field.Column}";
        joins.Add(join);
        return $"{alias}_{join}.{field.Column}";
    }

    /// <summary>The alias under which the record's house is joined (its own for a house).</summary>
    public string HouseAlias()
    {
        if (record.Key == "house") return alias;
        if (House is null) throw new UnknownInCatalog("项目", "楼栋");
        joins.Add(HousePart);
        return $"{alias}_{HousePart}";
    }

    /// <summary>The 15-digit code cut to a level: 1 区, 2 街道, 3 社区, 4 网格.</summary>
    private string RegionAt(int level) => level switch
    {
        1 => $"({Region} / 1000000000 * 1000000000)",
        2 => $"({Region} / 1000000 * 1000000)",
        3 => $"({Region} / 1000 * 1000)",
        _ => Region,
    };

    /// <summary>{t} = this alias; {code:domain:label} = the stored code.</summary>
    private string Fill(string template) => CodePart().Replace(template.Replace("{t}", alias, StringComparison.Ordinal),
        match => (scope.Catalog.Code(match.Groups[1].Value, match.Groups[2].Value) ?? -1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string FillRelation(RelationDefinition relation, string other) =>
        Fill(relation.On).Replace("{r}", other, StringComparison.Ordinal);

    [GeneratedRegex(@"\{code:([^:}]+):([^}]+)\}")]
    private static partial Regex CodePart();
}
