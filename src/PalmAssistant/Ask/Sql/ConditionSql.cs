using System.Text.RegularExpressions;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// A condition as SQL. Unknown fields meet no comparison, in either direction (SQL's own three-valued logic);
/// a tag and a relation are had or not had, so their negation holds for all others.
/// </summary>
internal sealed partial class ConditionSql(SqlScope scope)
{
    private const int DeepestTag = 8;
    private readonly ComparisonSql comparisons = new(scope);

    public string Of(Condition condition, RecordFrame frame, bool negated = false, int depth = 0) => condition switch
    {
        All { Parts.Count: 0 } => "true",
        All all => "(" + string.Join(" and ", all.Parts.Select(p => Of(p, frame, negated, depth))) + ")",
        Any { Parts.Count: 0 } => "false",
        Any any => "(" + string.Join(" or ", any.Parts.Select(p => Of(p, frame, negated, depth))) + ")",
        Not not => "not " + Of(not.Part, frame, true, depth),
        Compare compare => comparisons.Of(compare, frame),
        HasTag tag => Tag(tag, frame, negated, depth),
        Related related => Relation(related, frame, depth),
        _ => throw new InvalidOperationException($"No SQL for {condition.GetType().Name}"),
    };

    private string Tag(HasTag has, RecordFrame frame, bool negated, int depth)
    {
        if (depth > DeepestTag) throw new InvalidOperationException($"Tag {has.Tag} refers to itself");
        var tag = scope.Catalog.Tag(has.Tag);
        if (tag.Rule is { } rule)
        {
            var sql = Of(rule, frame, negated: false, depth + 1);
            return negated ? $"({sql}) is true" : sql;
        }
        if (scope.Catalog.TagId(tag.Name) is not { } id) return "false";
        var alias = scope.Alias();
        return $"exists (select 1 from {scope.Table("community.person_tag")} {alias} where {alias}.person_id = {frame.Id} and {alias}.tag = {scope.Parameter(id)})";
    }

    private string Relation(Related related, RecordFrame frame, int depth)
    {
        var relation = frame.Record.Relation(related.Relation) ?? throw new UnknownInCatalog("关系", related.Relation);
        var other = Frame(relation);
        var where = frame.FillRelation(relation, other.Alias) + Narrowed(relation, frame, other) + Conditions(related.Where, other, depth);
        return related.AtLeast <= 1
            ? $"exists (select 1 from {other.From()} where {where})"
            : AtLeast(related.AtLeast, relation, frame, other, where);
    }

    /// <summary>Related by one column each, and nothing else of both: counted once for all by that column, not record by record.</summary>
    private string AtLeast(int least, RelationDefinition relation, RecordFrame frame, RecordFrame other, string where)
    {
        var link = Link().Match(relation.On);
        if (!link.Success || link.Groups["more"].Value.Contains("{t}", StringComparison.Ordinal)) return $"(select count(*) from {other.From()} where {where}) >= {scope.Parameter(least)}";
        var (own, theirs) = ($"{frame.Alias}.{link.Groups["own"].Value}", $"{other.Alias}.{link.Groups["theirs"].Value}");
        var alone = where.Replace($"{theirs} = {own}", $"{theirs} is not null", StringComparison.Ordinal);
        return $"({own} is not null and {own} in (select {theirs} from {other.From()} where {alone} group by 1 having count(*) >= {scope.Parameter(least)}))";
    }

    [GeneratedRegex(@"^\{r\}\.(?<theirs>\w+) = \{t\}\.(?<own>\w+)(?<more>( and .*)?)$")]
    private static partial Regex Link();

    /// <summary>What departments say of a person repeats the person's region: the same range holds for it, and its index serves.</summary>
    private static string Narrowed(RelationDefinition relation, RecordFrame frame, RecordFrame other) =>
        frame.Range is { } range && frame.Record.Key == "person" && RegionColumn(frame) is { } column && other.Record.Id == "person_id" && other.Record.Joins.Count > 0
            && relation.On.Contains("{r}.person_id", StringComparison.Ordinal)
            ? $" and {other.Alias}.{column} between {range.Low} and {range.High}" : "";

    private static string? RegionColumn(RecordFrame frame) => frame.Population.Region switch { "{t}.region" => "region", "{t}.hukou_region" => "hukou_region", _ => null };

    /// <summary>" and …": what a related record must meet, its current-ness included unless the condition speaks of it.</summary>
    public string Conditions(Condition where, RecordFrame other, int depth = 0, IReadOnlySet<string>? asked = null)
    {
        var text = where is All { Parts.Count: 0 } ? "" : " and " + Of(where, other, depth: depth);
        var fields = Fields(where).Concat(asked ?? new HashSet<string>()).ToHashSet();
        if (other.Record.Current is { } current && !Fields(current).Any(fields.Contains)) text += " and " + Of(current, other, depth: depth);
        if (other.Record.Key is "entity" && other.Members(fields) is { } members) text += " and " + members;
        return text;
    }

    public RecordFrame Frame(RelationDefinition relation)
    {
        var record = scope.Catalog.Record(relation.Record);
        return new(record, record.Population(null), scope.Alias(), scope);
    }

    /// <summary>Keys of the fields a condition compares on its own record.</summary>
    public static IEnumerable<string> Fields(Condition condition) => condition switch
    {
        All all => all.Parts.SelectMany(Fields),
        Any any => any.Parts.SelectMany(Fields),
        Not not => Fields(not.Part),
        Compare compare => [compare.Field],
        _ => [],
    };
}
