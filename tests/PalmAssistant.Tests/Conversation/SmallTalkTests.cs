using PalmAssistant.Access;
using PalmAssistant.Conversation;

namespace PalmAssistant.Tests.Conversation;

public class SmallTalkTests
{
    private static readonly Account Worker = new("w1", "王敏", Role.CommunityWorker, 990101001001000, "松鹤社区", null, []);

    private static Turn Says(string text) => new("1", "c", "webchat", Worker, text, new(2026, 11, 1, 2, 0, 0, TimeSpan.Zero), new(2026, 11, 1));

    private static async Task<string?> Hears(string text) => (await new HelpDialog().Take(Says(text), new DialogState(), CancellationToken.None))?.Text;

    [Theory]
    [InlineData("谢谢啦"), InlineData("好的谢谢"), InlineData("辛苦了！"), InlineData("收到👌"), InlineData("好嘞"), InlineData("嗯嗯"), InlineData("OK"), InlineData("太谢谢你了"), InlineData("先这样吧")]
    public async Task Thanks_are_taken_as_thanks(string said) => Assert.Equal("不客气，有需要随时问我。", await Hears(said));

    [Theory]
    [InlineData("谢谢啦是谁家的"), InlineData("好人有几个"), InlineData("行动不便的老人"), InlineData("谢明家在哪"), InlineData("好，那女的呢"), InlineData("没事业单位的"), InlineData("")]
    public async Task What_only_begins_so_is_left_to_others(string said) => Assert.Null(await Hears(said));

    [Fact]
    public async Task Today_is_told() => Assert.Equal("今天是 2026 年 11 月 1 日，星期日。", await Hears("今天几号？"));

    [Theory]
    [InlineData("明天天气怎么样", "天气我查不了")]
    [InlineData("讲个笑话", "闲聊和写作我查不了")]
    [InlineData("导出来发我", "现在没有可以导出的结果")]
    [InlineData("巴拉巴拉", "这句话我没有看懂")]
    public void What_nobody_took_is_told_apart(string said, string begins) => Assert.StartsWith(begins, Unanswered.Reply(Says(said)).Text, StringComparison.Ordinal);
}
