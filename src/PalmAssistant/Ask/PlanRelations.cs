using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>The relations a condition rests on, through tags; what is denied is left out.</summary>
internal static class PlanRelations
{
    public static IEnumerable<string> Of(Condition where, Catalog catalog) => where switch
    {
        All all => all.Parts.SelectMany(p => Of(p, catalog)),
        Related { AtLeast: 1 } related => [related.Relation],
        HasTag tag when catalog.FindTag(tag.Tag)?.Rule is { } rule => Of(rule, catalog),
        _ => [],
    };
}
