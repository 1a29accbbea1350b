using PalmAssistant.Ask;
using PalmAssistant.Language;
using PalmAssistant.Tests.Language;

namespace PalmAssistant.Tests.Ask;

/// <summary>Briefings are data: every figure is a question that the reader understands, and sentences are chosen to fit the length asked for.</summary>
public class BriefingTests
{
    public static TheoryData<string, string> Questions() =>
        [.. BriefingTopics.Load().Topics.SelectMany(t => t.Lines.Append(t.Sentence).SelectMany(l => l.Figures).Select(f => (t.Name, f.Ask))).Distinct()];

    [Theory, MemberData(nameof(Questions))]
    public void Every_figure_of_a_briefing_is_a_question_with_one_figure_for_an_answer(string topic, string ask)
    {
        var plan = Assert.Single(Assert.IsType<Understood>(Town.Read(ask)).Plans);
        Assert.True(plan.Measure.Kind is MeasureKind.Count or MeasureKind.Share or MeasureKind.List && plan.GroupBy.Count == 0, $"{topic}: {ask} → {PlanWords.Of(plan, Town.Catalogue)}");
    }

    [Fact]
    public void Every_place_for_a_figure_has_its_question()
    {
        foreach (var line in BriefingTopics.Load().Topics.SelectMany(t => t.Lines.Append(t.Sentence)))
            for (var i = 0; i < line.Figures.Count; i++) Assert.Contains($"{{{i}}}", line.Text);
    }

    [Theory]
    [InlineData("老龄化", "ageing"), InlineData("", "community"), InlineData("流动人口", "housing"), InlineData("消防安全", "safety"), InlineData("困难救助", "aid")]
    public void The_words_said_choose_the_topic(string said, string key) => Assert.Equal(key, BriefingTopics.Load().Named(said).Topic.Key);

    [Fact]
    public void The_most_important_sentences_stay_when_there_is_little_room()
    {
        (int Rank, int Length)[] lines = [(1, 40), (3, 50), (2, 60), (4, 200)];
        Assert.Equal([0], BriefingText.Choose(lines, 50, 0));
        Assert.Equal([0, 2], BriefingText.Choose(lines, 100, 0));
        Assert.Equal([0, 1, 2], BriefingText.Choose(lines, 150, 0));
    }

    [Fact]
    public void Changes_are_told_with_the_largest_first_and_without_a_past_it_is_said()
    {
        BriefedFigure Of(int number, string name, decimal now, decimal was) => new(number, name, now, was, "人", "", "", [], []);
        Assert.Equal("与2026年10月31日相比，独居老人②减少2人（−20%），实有人口①增加3人（+3%）。", BriefingText.Changes([Of(1, "实有人口", 103, 100), Of(2, "独居老人", 8, 10)], new(2026, 10, 31), null, 4));
        Assert.Equal("与2026年10月31日相比，以上各项没有变化。", BriefingText.Changes([Of(1, "实有人口", 100, 100)], new(2026, 10, 31), null, 4));
        Assert.Contains("2026年11月1日起留有历史", BriefingText.Changes([], null, new(2026, 11, 1), 4));
    }
}
