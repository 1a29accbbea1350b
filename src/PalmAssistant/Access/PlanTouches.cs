using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Access;

/// <summary>One thing a plan touches: a record, population, field or tag, with the departments whose matter it is.</summary>
public sealed record Touch(string Name, IReadOnlyList<string> Business, bool Sensitive = false, string? Tag = null);

/// <summary>Everything a plan touches anywhere: in its conditions, groups, columns, relations and comparisons.</summary>
public sealed class PlanTouches
{
    private readonly Catalog catalog;
    private readonly Dictionary<string, Touch> touches = [];
    private readonly HashSet<string> records = [];

    private PlanTouches(Catalog catalog) => this.catalog = catalog;

    public IEnumerable<Touch> All => touches.Values;

    /// <summary>Kinds of record whose rows are read, tags unfolded: what the reader role must be allowed.</summary>
    public IReadOnlySet<string> Records => records;

    /// <exception cref="UnknownInCatalog">The plan names what the catalogue does not have.</exception>
    public static PlanTouches Of(QueryPlan plan, Catalog catalog)
    {
        var touches = new PlanTouches(catalog);
        touches.Plan(plan);
        return touches;
    }

    private void Plan(QueryPlan plan)
    {
        var record = catalog.Record(plan.Record);
        Record(record);
        var population = record.Population(plan.Population);
        if (!population.Default && population.Business.Count > 0) Add("population/" + population.Key, new(population.Name, population.Business));
        Condition(plan.Where, record, named: true);
        foreach (var key in plan.GroupBy.Concat(plan.Show)) Field(key, record, named: true);
        if (plan.Measure.Field is { } measured) Field(measured, record, named: true);
        if (plan.Ranking?.Field is { } ranked) Field(ranked, record, named: true);
        if (plan.Measure.Kind is MeasureKind.List or MeasureKind.Profile && record.Joins.ContainsKey("identity")) records.Add("identity");
        if (plan.Measure.Per is { } per) Field(per, record, named: true);
        if (plan.OutOf is { } whole) Plan(whole);
        if (plan.Minus is { } minus) Plan(minus);
    }

    private void Record(RecordDefinition record)
    {
        records.Add(record.Key);
        Add("record/" + record.Key, new(record.Name, record.Business, record.Sensitive.Count > 0));
    }

    /// <param name="named">false inside a tag's rule: its tables are read, but the tag itself answers for them</param>
    private void Condition(Condition condition, RecordDefinition record, bool named)
    {
        switch (condition)
        {
            case All all: foreach (var part in all.Parts) Condition(part, record, named); break;
            case Any any: foreach (var part in any.Parts) Condition(part, record, named); break;
            case Not not: Condition(not.Part, record, named); break;
            case Compare compare: Field(compare.Field, record, named); break;
            case HasTag has: Tag(catalog.Tag(has.Tag), named); break;
            case Related related:
                var relation = record.Relation(related.Relation) ?? throw new UnknownInCatalog("关系", related.Relation);
                var target = catalog.Record(relation.Record);
                records.Add(target.Key);
                if (named) Record(target);
                Condition(related.Where, target, named);
                break;
        }
    }

    private void Tag(TagDefinition tag, bool named)
    {
        if (named) Add("tag/" + tag.Name, new(tag.Name, tag.Business, tag.Sensitive, tag.Name));
        if (tag.Rule is { } rule) Condition(rule, catalog.Record(tag.Record), named: false);
        else records.Add("person_tag");
    }

    private void Field(string key, RecordDefinition record, bool named)
    {
        var dot = key.IndexOf('.');
        if (dot > 0)
        {
            var relation = record.Relation(key[..dot]) ?? throw new UnknownInCatalog("关系", key[..dot]);
            var target = catalog.Record(relation.Record);
            records.Add(target.Key);
            if (named) Record(target);
            Field(key[(dot + 1)..], target, named);
            return;
        }
        var field = record.Field(key) ?? throw new UnknownInCatalog("项目", key);
        if (field.Join is { } join) records.Add(join);
        if (field.Part is "building" or "unit" or "room" || field.Compose == "address") records.Add("house");
        if (named) Add($"field/{record.Key}/{field.Key}", new(field.Name, field.Business));
    }

    private void Add(string key, Touch touch) => touches.TryAdd(key, touch);
}
