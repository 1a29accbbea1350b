using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>A tag that surveyors write by hand and that nobody in the whole database carries yet: the figure stands, and what it is worth is said beside it.</summary>
internal static class SurveyNotes
{
    public static IEnumerable<string> Of(QueryPlan plan, Catalog catalog) =>
        from name in Tags(plan.Where).Distinct()
        let tag = catalog.FindTag(name)
        where tag is { Rule: null } && !catalog.IsCarried(name)
        select $"“{name}”由摸排人员登记，目前全库还没有人登记过，0 只说明没有登记";

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
