using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Says a plan back, plainly.</summary>
internal static class PlanWords
{
    public static string Of(QueryPlan plan, Catalogue catalogue, string? place = null)
    {
        var record = catalogue.Records.First(r => r.Key == plan.Record);
        var pieces = new List<string?> { place, record.Name };
        if (plan.Where is not All { Parts.Count: 0 }) pieces.Add("符合条件");
        if (plan.GroupBy.Count > 0) pieces.Add("按" + string.Join("、", plan.GroupBy) + "分");
        return string.Join(" · ", pieces.Where(p => !string.IsNullOrEmpty(p)));
    }
}
