using PalmAssistant.Language;

namespace PalmAssistant.Tests.Language;

/// <summary>Every word the product's catalogue offers can be said, and means what it stands for.</summary>
public class CatalogueWordsTests
{
    public static TheoryData<string, string> Tags() => [.. Town.Catalogue.Tags.Where(t => t.Name != "流动人口").Select(t => (t.Name, t.Record))];

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_tag_is_asked_for_by_its_name(string tag, string record)
    {
        var plan = Assert.Single(Assert.IsType<Understood>(Town.Read(tag + "有多少")).Plans);
        Assert.Equal((record, new HasTag(tag)), (plan.Record, plan.Where));
    }

    public static TheoryData<string> Options() => [.. Town.Catalogue.Ambiguous.SelectMany(a => a.Options).Select(o => o.Say).Distinct()];

    [Theory]
    [MemberData(nameof(Options))]
    public void What_is_offered_for_an_ambiguous_word_settles_it(string say) => Assert.IsType<Understood>(Town.Read(say + "有多少"));

    public static TheoryData<string, string> Words() => [.. Town.Catalogue.Ambiguous.SelectMany(a => a.Words.Select(w => (w, a.Question)))];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_of_several_meanings_is_asked_back(string word, string question) =>
        Assert.Equal(question, Assert.IsType<Ambiguous>(Town.Read(word + "有多少")).Question);

    [Fact]
    public void Every_population_can_be_named()
    {
        foreach (var record in Town.Catalogue.Records.Where(r => r.Unit != "人次"))
        {
            foreach (var population in record.Populations.Where(p => p.Name.Length > 0))
            {
                var plan = Assert.Single(Assert.IsType<Understood>(Town.Read(population.Name + "有多少")).Plans);
                Assert.True(plan.Record == record.Key && plan.Population == population.Key, $"{population.Name} → {PlanWords.Of(plan, Town.Catalogue)}");
            }
        }
    }
}
