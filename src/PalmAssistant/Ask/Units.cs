using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>What a figure is counted in, and how far it is rounded.</summary>
internal static class Units
{
    public static string Of(QueryPlan plan, Catalog catalog)
    {
        var record = catalog.Record(plan.Record);
        return plan.Measure.Kind switch
        {
            MeasureKind.Share => "%",
            MeasureKind.Count or MeasureKind.List or MeasureKind.Profile => record.Population(plan.Population).Unit ?? record.Unit,
            _ => FieldOf(plan.Measure.Field ?? "", record, catalog)?.Unit ?? "",
        };
    }

    public static decimal? Number(object? value, QueryPlan plan) => value switch
    {
        null => plan.Measure.Kind is MeasureKind.Count or MeasureKind.Sum ? 0 : null,
        decimal d => Math.Round(d, 2),
        _ => Convert.ToDecimal(value),
    };

    public static FieldDefinition? FieldOf(string key, RecordDefinition record, Catalog catalog) =>
        key.IndexOf('.') is var dot and > 0 && record.Relation(key[..dot]) is { } relation ? catalog.Record(relation.Record).Field(key[(dot + 1)..]) : record.Field(key);
}
