using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>The 口径 of a plan: what the population and the tags it uses mean, said under every answer.</summary>
internal static class Definitions
{
    private const int Most = 4;

    public static IReadOnlyList<string> Of(QueryPlan plan, Catalog catalog)
    {
        var record = catalog.Record(plan.Record);
        var texts = new List<string>();
        Add(record.Population(plan.Population).Definition);
        Conditions(plan.Where, record);
        foreach (var key in plan.GroupBy) Add(Units.FieldOf(key, record, catalog)?.Definition);
        return [.. texts.Distinct().Take(Most)];

        void Add(string? text) { if (!string.IsNullOrEmpty(text)) texts.Add(text); }

        void Conditions(Condition condition, RecordDefinition of)
        {
            switch (condition)
            {
                case All all: foreach (var part in all.Parts) Conditions(part, of); break;
                case Any any: foreach (var part in any.Parts) Conditions(part, of); break;
                case Not not: Conditions(not.Part, of); break;
                case HasTag tag: Add(catalog.Tag(tag.Tag).Definition); break;
                case Compare compare: Add(of.Field(compare.Field)?.Definition); break;
                case Related related when of.Relation(related.Relation) is { } relation:
                    var target = catalog.Record(relation.Record);
                    if (target.Key is not ("person" or "house")) Add(target.Population(null).Definition);
                    Conditions(related.Where, target);
                    break;
            }
        }
    }
}
