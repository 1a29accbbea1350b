using PalmAssistant.Ask;
using PalmAssistant.Language;
using PalmAssistant.Tests.Language;

namespace PalmAssistant.Tests.Ask;

/// <summary>The portrait of a place is data: every figure in it is a question that anybody could say.</summary>
public class PortraitTests
{
    public static TheoryData<string, string> Questions() => [.. PortraitLines.Load().Lines.SelectMany(l => l.Parts).Select(p => (p.Text, p.Ask))];

    [Theory, MemberData(nameof(Questions))]
    public void Every_figure_of_a_portrait_is_a_question_the_reader_understands(string text, string ask)
    {
        var plan = Assert.Single(Assert.IsType<Understood>(Town.Read(ask)).Plans);
        Assert.Contains("{0}", text);
        Assert.True(plan.Measure.Kind is MeasureKind.Count or MeasureKind.Share && plan.GroupBy.Count <= 1 && plan.Places.Count == 0, $"{ask} → {PlanWords.Of(plan, Town.Catalogue)}");
    }
}
