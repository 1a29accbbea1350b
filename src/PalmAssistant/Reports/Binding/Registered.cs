using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Reports.Binding;

/// <summary>A header read as a question, as far as the platform really has the data: what no source ever sent and nobody ever recorded is not known, and never 0. Before the first import everything reads as it will.</summary>
internal static class Registered
{
    public static Reading Read(string sentence, DateOnly today, Account account, Catalog catalog) =>
        RuleReader.Read(new(sentence, today, catalog.Words, [], ScopedPlan.Home(account, catalog))) is var reading && catalog.Rows.Filled.Count > 0 && reading is Understood understood && understood.Plans.Any(p => AskData.NotHandedOver(p, catalog) is not null || SurveyTags.NeverRecorded(p, catalog) is not null)
            ? new Unplaced([sentence], true, []) : reading;
}
