namespace PalmAssistant.Tests.Language;

/// <summary>No content word is idle: take any one of them out and the reading is another, or asks.</summary>
public class DroppedWordTests
{
    // Content words stand between spaces; little words are joined to them with a plus.
    [Theory]
    [InlineData("松鹤社区 80岁以上 独居的 女性 +有多少")]
    [InlineData("桂花苑 1号楼 空置的 住宅 +有几套")]
    [InlineData("领高龄津贴的 残疾人 +有谁")]
    [InlineData("没有 低保的 残疾人 +有多少")]
    [InlineData("不是 党员的 退役军人 +几个")]
    [InlineData("除了 低保对象 +，还有哪些 残疾人")]
    [InlineData("去年 成立的 企业 +有多少家")]
    [InlineData("今年以来 没 检查过的 小商店 +有几家")]
    [InlineData("注册资本500万以上的 在业 企业 +有多少")]
    [InlineData("三个月内 居住证到期的 流动人口 +有多少")]
    [InlineData("本科 以上 未婚的 女性 +有多少")]
    [InlineData("党员 +和 志愿者 +一共多少人")]
    [InlineData("各街道 60岁以上 独居老人 +数")]
    [InlineData("住在出租房里的 未成年人 +有多少")]
    [InlineData("流动人口 占 户籍人口 +的比例")]
    [InlineData("面积超过120平的 住宅 +有几套")]
    [InlineData("上个月 去世的 党员 +有几个")]
    public void Each_content_word_counts(string marked)
    {
        var words = marked.Split(' ');
        var whole = Town.Said(Town.Read(Sentence(words)));
        Assert.DoesNotContain("没看懂", whole);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].StartsWith('+')) continue;
            var without = Sentence([.. words.Where((_, at) => at != i)]);
            Assert.True(Town.Said(Town.Read(without)) != whole, $"“{words[i]}” did not matter in “{Sentence(words)}”: {whole}");
        }
    }

    [Theory]
    [InlineData("喜欢吃辣的{0}有多少")]
    [InlineData("{0}里养鹦鹉的有多少")]
    [InlineData("会武术的{0}")]
    [InlineData("{0}有多少会开飞机")]
    [InlineData("戴眼镜的{0}名单")]
    public void A_word_nobody_knows_is_never_passed_over(string pattern)
    {
        foreach (var known in new[] { "老人", "党员", "80岁以上的女性", "企业", "空置房", "低保户" })
        {
            var say = string.Format(pattern, known);
            var said = Town.Said(Town.Read(say));
            Assert.True(said.StartsWith("没看懂") || said.StartsWith("请问") || said == "不是数据", $"{say} → {said}");
        }
    }

    private static string Sentence(string[] words) => string.Concat(words.Select(w => w.TrimStart('+')));
}
