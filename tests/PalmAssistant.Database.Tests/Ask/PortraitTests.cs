using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>精准画像: of a place, a house, a person, a business, asked for in people's words, and nothing beyond the account's reach.</summary>
public class PortraitTests : IClassFixture<SmallTown>
{
    private readonly DialogState state = new();
    private readonly PortraitDialog dialog;

    public PortraitTests(SmallTown town)
    {
        var reader = new RuleReader();
        var audit = new Audit(town.Database.Source);
        var ask = new AskData(reader, town.Catalogs, town.Queries, new(town.Database.Source), new(town.Database.Source), town.Profiles, new(town.Queries), audit);
        dialog = new(reader, town.Catalogs, ask, new(reader, town.Catalogs, town.Queries), new(town.Database.Source, town.Queries), audit);
    }

    [Theory]
    [InlineData("咱社区画个像"), InlineData("我们社区啥情况"), InlineData("介绍一下咱社区"), InlineData("本社区的画像"), InlineData("画个像")]
    public async Task A_community_is_shown_on_one_screen(string said)
    {
        var reply = await Say(said, Worker());
        Assert.Equal("profile", reply?.Palm.Kind);
        Assert.Equal("110108001001", reply!.Palm.Scope!.Code);
        Assert.Contains("实有 6 人", reply.Text);
        Assert.Contains("独居老人 1 人", reply.Text);
        Assert.Contains("空置 1 套", reply.Text);
        Assert.DoesNotContain("社区矫正", reply.Text);
    }

    [Theory]
    [InlineData("和谐小区啥情况"), InlineData("给和谐小区画个像"), InlineData("和谐小区1号楼什么情况")]
    public async Task An_estate_or_a_building_is_a_place_too(string said) => Assert.Contains("实有 6 人", (await Say(said, Worker()))?.Text);

    [Theory]
    [InlineData("介绍下1号楼1单元201这家"), InlineData("和谐小区1号楼1单元201这户啥情况"), InlineData("张小宝家都有谁"), InlineData("说说张小宝家"), InlineData("1号楼1单元201的画像")]
    public async Task A_house_is_shown_with_who_lives_there(string said)
    {
        var reply = await Say(said, Worker());
        Assert.Equal("profile", reply?.Palm.Kind);
        foreach (var somebody in new[] { "张伟", "李娜", "张小宝" }) Assert.Contains(somebody, reply!.Text);
        Assert.DoesNotContain("陈桂兰", reply!.Text);
    }

    [Theory]
    [InlineData("陈桂兰啥情况"), InlineData("给陈桂兰画个像"), InlineData("介绍一下陈桂兰"), InlineData("陈桂兰的画像")]
    public async Task A_person_is_shown_with_the_tags_and_why(string said)
    {
        var reply = await Say(said, Worker());
        Assert.Contains("独居老人", reply?.Text);
        Assert.Contains("为什么是独居老人：年满60周岁，且是所住房屋里唯一的实有人口", reply!.Text);
        Assert.Contains("高龄津贴：", reply.Text);
        Assert.DoesNotContain("13900000001", reply.Text);
    }

    [Fact]
    public async Task This_house_is_the_one_just_spoken_of()
    {
        await Say("张小宝啥情况", Worker());
        var house = await Say("这户都有谁", Worker());
        Assert.Contains("张伟", house?.Text);
        Assert.Contains("李娜", (await Say("这家啥情况", Worker()))?.Text);
    }

    [Fact]
    public async Task Nothing_spoken_of_yet_is_asked_back() => Assert.Equal("clarify", (await Say("这户啥情况", Worker()))?.Palm.Kind);

    [Fact]
    public async Task Sensitive_tags_are_in_a_profile_only_with_a_grant()
    {
        Assert.DoesNotContain("社区矫正", (await Say("张伟啥情况", Worker()))?.Text);
        Assert.Contains("社区矫正", (await Say("张伟啥情况", Worker(EastLake, "社区矫正")))?.Text);
    }

    [Fact]
    public async Task Another_community_is_denied_and_a_curator_sees_none()
    {
        Assert.Equal("denied", (await Say("西湖社区画个像", Worker()))?.Palm.Kind);
        Assert.Equal("denied", (await Say("画个像", Administrator))?.Palm.Kind);
    }

    [Theory]
    [InlineData("老年人啥情况"), InlineData("高龄津贴怎么样"), InlineData("一共多少居民"), InlineData("低保的基本情况"), InlineData("介绍一下高龄津贴政策"), InlineData("这个月情况")]
    public async Task What_names_no_place_and_nobody_goes_on_to_the_others(string said) => Assert.Null(await Say(said, Worker()));

    private Task<Reply?> Say(string text, Account account) =>
        dialog.Take(new Turn("t", "c", "a", account, text, DateTimeOffset.UnixEpoch, Today), state, TestContext.Current.CancellationToken);
}
