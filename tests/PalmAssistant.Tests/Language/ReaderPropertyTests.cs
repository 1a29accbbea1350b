using CsCheck;
using PalmAssistant.Language;

namespace PalmAssistant.Tests.Language;

public class ReaderPropertyTests
{
    private static readonly Gen<string> Anything = Gen.OneOf(
        Gen.String,
        Gen.Char["独居老人党员80岁以上的有多少按社区分男女和或不是没有、，。？1号楼2单元501今年去年近三个月王伟电话*占比最多前五名呢那换成其中"].Array[0, 40].Select(cs => new string(cs)));

    [Fact]
    public void It_never_throws_and_its_spans_lie_inside_the_text() => Anything.Sample(text =>
    {
        foreach (var span in Spans(Town.Read(text)))
        {
            Assert.InRange(span.Start, 0, text.Length);
            Assert.InRange(span.Length, 0, text.Length - span.Start);
            Assert.Equal(text.Substring(span.Start, span.Length), span.Text);
        }
    }, iter: 2_000);

    // Every word the reader knows, in any order: longer and stranger than people write.
    private static readonly string[] Known = [.. FunctionWords.All.Keys, .. Town.Catalogue.Tags.SelectMany(t => t.Words), .. Town.Catalogue.Phrases.SelectMany(p => p.Words), .. Town.Catalogue.Records.SelectMany(r => r.Fields.SelectMany(f => f.Words)), .. Town.Catalogue.Places.Select(p => p.Name),
        "80岁以上", "三个月内", "去年", "3号楼2单元501", "第一", "超过20个", "20%", "比", "还是", "😀", "\ud83d", "１２０㎡", "除了", "其他社区", "在海尔上班的", "李奶奶", "过生日"];

    private static readonly Gen<string> Words = Gen.Int[0, Known.Length - 1].Array[0, 25].Select(at => string.Concat(at.Select(i => Known[i])));

    [Fact]
    public void Known_words_in_any_order_never_throw_after_any_question() => Gen.Select(Words, Words).Sample((first, then) =>
    {
        var previous = Town.Read(first) is Understood understood ? understood.Plans : [];
        foreach (var plan in previous) Assert.NotEmpty(PlanWords.Of(plan, Town.Catalogue));
        Town.Said(Town.Read(then, previous: previous));
    }, iter: 300);

    [Fact]
    public void The_same_words_are_read_the_same_way_twice() =>
        Anything.Sample(text => Town.Said(Town.Read(text)) == Town.Said(Town.Read(text)), iter: 300);

    private static IReadOnlyList<Span> Spans(Reading reading) => reading switch
    {
        Understood u => u.Spans,
        Unplaced u => u.Spans,
        _ => [],
    };
}
