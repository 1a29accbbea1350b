using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Tests.Community;

/// <summary>A field, a tag and a word added as JSON can be asked for in every way, with no code anywhere.</summary>
public class OwnCatalogTests
{
    private const string Own = """
        {
          "tags": [{"name": "养鸽户", "words": ["养鸽子的"], "definition": "养鸽户：摸排登记养鸽", "business": ["民政"], "by": "survey"},
                   {"name": "准婚青年", "words": ["该结婚的"], "definition": "准婚青年：25至34周岁未婚", "business": ["民政"],
                    "rule": {"is": "all", "parts": [{"is": "compare", "field": "age", "op": "between", "values": [25, 34]}, {"is": "compare", "field": "marriage", "op": "equal", "values": ["未婚"]}]}}],
          "fields": {"person": [{"key": "blood", "name": "血型", "kind": "choice", "words": ["什么血型"], "column": "blood", "domain": "person.blood", "groups": true, "business": ["*"],
                                 "values": [{"label": "A型", "words": ["A型血"]}, {"label": "熊猫血", "words": ["稀有血型"]}]}],
                     "house": [{"key": "rooms", "name": "居室数", "kind": "number", "unit": "室", "words": ["几居室"], "column": "rooms", "business": ["*"]}]},
          "phrases": [{"words": ["在…跳广场舞"], "record": "person", "where": {"is": "compare", "field": "work_unit", "op": "contains", "values": ["…"]}}],
          "ambiguous": [{"words": ["老伙计们"], "question": "您指哪一种？", "options": [{"label": "老年人", "say": "老年人"}, {"label": "老党员", "say": "老党员"}]}],
          "words": {"老年人": ["老伙计"], "文化程度": ["念书多少"]}
        }
        """;

    private static readonly Catalogue Words = new Catalog(CatalogFiles.Load().With(Own), TestCatalog.Town.Rows).Words;

    [Theory]
    [InlineData("养鸽子的有多少", "实有人口 · 养鸽户 · 人数")]
    [InlineData("各社区养鸽户多少", "实有人口 · 养鸽户 · 按社区分 · 人数")]
    [InlineData("不是养鸽户的老人名单", "实有人口 · 不是养鸽户 · 老年人 · 名单")]
    [InlineData("该结婚的党员有谁", "实有人口 · 准婚青年 · 党员 · 名单")]
    [InlineData("按血型分", "实有人口 · 按血型分 · 人数")]
    [InlineData("稀有血型的独居老人有几个", "实有人口 · 血型=熊猫血 · 独居老人 · 人数")]
    [InlineData("A型血的老人名单", "实有人口 · 血型=A型 · 老年人 · 名单")]
    [InlineData("老人名单和血型", "实有人口 · 老年人 · 名单 · 显示血型")]
    [InlineData("超过3个养鸽户的社区", "实有人口 · 养鸽户 · 按社区分 · 数量>3人 · 人数")]
    [InlineData("居室数3以上的房子", "房屋 · 居室数≥3室 · 名单")]
    [InlineData("平均居室数", "房屋 · 平均居室数")]
    [InlineData("老伙计有多少", "实有人口 · 老年人 · 人数")]
    [InlineData("按念书多少分一下老人", "实有人口 · 老年人 · 按文化程度分 · 人数")]
    [InlineData("在东湖广场跳广场舞的老人", "实有人口 · 工作单位含“东湖广场” · 老年人 · 名单")]
    public void What_a_deployment_adds_is_asked_for_like_everything_else(string say, string means) =>
        Assert.Equal(means, string.Join("；", Assert.IsType<Understood>(Read(say)).Plans.Select(p => PlanWords.Of(p, Words))));

    [Fact]
    public void An_added_ambiguous_word_is_asked_back() => Assert.Equal("您指哪一种？", Assert.IsType<Ambiguous>(Read("老伙计们有多少")).Question);

    [Fact]
    public void Without_the_file_nobody_knows_the_word() =>
        Assert.IsType<Unplaced>(Read("养鸽子的有多少", TestCatalog.Town.Words));

    [Fact]
    public void A_tag_of_the_same_name_replaces_the_products()
    {
        var files = CatalogFiles.Load().With("""{"tags": [{"name": "老年人", "definition": "老年人：年满65周岁", "rule": {"is": "compare", "field": "age", "op": "atLeast", "values": [65]}}]}""");
        Assert.Equal("老年人：年满65周岁", Assert.Single(files.Tags, t => t.Name == "老年人").Definition);
    }

    private static Reading Read(string text, Catalogue? words = null) => RuleReader.Read(new(text, TestCatalog.Today, words ?? Words, [], TestCatalog.PlaceOf(TestCatalog.EastLake)));
}
