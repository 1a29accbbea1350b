using PalmAssistant.Conversation;

namespace PalmAssistant.Tests.Conversation;

public class PlainTests
{
    [Theory]
    [InlineData("请重新开始！", "重新开始")]
    [InlineData("重新开始吧。", "重新开始")]
    [InlineData(" 您好～", "您好")]
    [InlineData("麻烦您，帮助一下", "帮助")]
    [InlineData("请", "请")]
    public void Politeness_and_punctuation_are_set_aside(string said, string plain) => Assert.Equal(plain, Plain.Of(said));
}
