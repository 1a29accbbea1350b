using System.Text.Json.Nodes;
using PalmAssistant.Conversation;

namespace PalmAssistant.Tests.Conversation;

public class CardTemplateTests
{
    private static string Expand(string template, string data) =>
        CardTemplate.Expand(JsonNode.Parse(template)!, JsonNode.Parse(data))?.ToJsonString(ActivityWriter.Json) ?? "";

    [Fact]
    public void A_path_is_put_into_a_string() =>
        Assert.Equal("""{"text":"辽源路社区共61人"}""", Expand("""{"text":"${scope.name}共${rows[0].count}人"}""", """{"scope":{"name":"辽源路社区"},"rows":[{"count":61}]}"""));

    [Fact]
    public void A_whole_string_keeps_the_type() =>
        Assert.Equal("""{"a":61,"b":true,"c":["x"]}""", Expand("""{"a":"${n}","b":"${yes}","c":"${list}"}""", """{"n":61,"yes":true,"list":["x"]}"""));

    [Fact]
    public void An_array_repeats_the_element() =>
        Assert.Equal("""{"rows":[{"v":"甲","i":0,"all":2},{"v":"乙","i":1,"all":2}]}""",
            Expand("""{"rows":[{"$data":"${items}","v":"${name}","i":"${$index}","all":"${$root.items.length}"}]}""", """{"items":[{"name":"甲"},{"name":"乙"}]}"""));

    [Fact]
    public void Rows_of_cells_repeat_within_each_other() =>
        Assert.Equal("""{"rows":[{"cells":[{"t":"1"},{"t":"2"}]},{"cells":[{"t":"3"}]}]}""",
            Expand("""{"rows":[{"$data":"${rows}","cells":[{"$data":"${$data}","t":"${$data}"}]}]}""", """{"rows":[["1","2"],["3"]]}"""));

    [Theory]
    [InlineData("${more}", """{"more":true}""", true)]
    [InlineData("${more}", """{"more":[]}""", false)]
    [InlineData("${more}", """{}""", false)]
    [InlineData("${!more}", """{}""", true)]
    [InlineData("${total > 20}", """{"total":21}""", true)]
    [InlineData("${total > 20}", """{"total":20}""", false)]
    [InlineData("${state == '已交'}", """{"state":"已交"}""", true)]
    [InlineData("${state != '已交'}", """{"state":"已交"}""", false)]
    public void When_decides_whether_an_element_is_there(string when, string data, bool there) =>
        Assert.Equal(there ? """{"body":[{"a":1}]}""" : """{"body":[]}""", Expand($$"""{"body":[{"$when":"{{when}}","a":1}]}""", data));

    [Fact]
    public void A_path_that_leads_nowhere_leaves_the_property_out() =>
        Assert.Equal("""{"b":"（）"}""", Expand("""{"a":"${x.y[3]}","b":"（${x}）"}""", "{}"));

    [Fact]
    public void What_people_typed_never_becomes_structure() =>
        Assert.Equal("""{"text":"\"},{\"type\":\"Action.OpenUrl\""}""".Replace("\\\"", "\\u0022"),
            Expand("""{"text":"${name}"}""", """{"name":"\"},{\"type\":\"Action.OpenUrl\""}"""));

    [Fact]
    public void What_people_typed_is_not_expanded_again() =>
        Assert.Equal("""{"text":"${secret}"}""", Expand("""{"text":"${name}"}""", """{"name":"${secret}","secret":"370203"}"""));

    [Fact]
    public void What_people_typed_never_becomes_a_link_or_bold_text() =>
        Assert.Equal("""{"type":"TextBlock","text":"**姓名** \\[点我\\](http://x) 370203\\*\\*\\*\\*1234"}""",
            Expand("""{"type":"TextBlock","text":"**姓名** ${name}"}""", """{"name":"[点我](http://x) 370203****1234"}"""));

    [Fact]
    public void A_fact_is_escaped_and_a_choice_is_not() =>
        Assert.Equal("""[{"type":"FactSet","facts":[{"title":"证件","value":"1\\*\\*4"}]},{"type":"Input.ChoiceSet","choices":[{"title":"1**4","value":"1**4"}]}]""",
            Expand("""[{"type":"FactSet","facts":[{"$data":"${ids}","title":"证件","value":"${$data}"}]},{"type":"Input.ChoiceSet","choices":[{"$data":"${ids}","title":"${$data}","value":"${$data}"}]}]""", """{"ids":["1**4"]}"""));
}
