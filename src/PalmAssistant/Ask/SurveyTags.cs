using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Tags that surveyors write by hand. One that nobody in the whole database carries yet was not surveyed: its absence is no zero.</summary>
internal static class SurveyTags
{
    /// <summary>The first such tag the plan needs, or null.</summary>
    public static string? NeverRecorded(QueryPlan plan, Catalog catalog) =>
        Tags(plan.Where).FirstOrDefault(name => catalog.FindTag(name) is { Rule: null, By: "survey" } && !catalog.IsCarried(name));

    private static IEnumerable<string> Tags(Condition condition) => condition switch
    {
        All all => all.Parts.SelectMany(Tags),
        Any any => any.Parts.SelectMany(Tags),
        Not not => Tags(not.Part),
        HasTag tag => [tag.Tag],
        Related related => Tags(related.Where),
        _ => [],
    };
}
