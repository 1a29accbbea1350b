namespace PalmAssistant.Database.Tests.Policies;

/// <summary>Before a curator has put anything in: that is said, with whom to ask, and the question is kept.</summary>
public class EmptyLibraryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_rule_asked_of_an_empty_library_is_not_yet_there_and_is_kept_for_the_curator()
    {
        await database.Execute("insert into access.account (id, name, role, region) values ('zsk1', '郑新静', '知识库管理员', 370203000000000)");
        var room = new PolicyRoom(database);
        foreach (var said in new[] { "高龄津贴怎么申请", "独生子女父母奖励费多少钱", "临时救助要什么材料" })
        {
            var reply = await room.Ask(said);
            Assert.Equal("unknown", reply?.Palm.Kind);
            Assert.Contains("还没有上传任何文件", reply!.Text);
            Assert.Contains("郑新静", reply.Text);
            Assert.Equal(1L, await database.Scalar<long>("select count(*) from policy.unanswered where question = $1", said));
        }
    }

    [Theory]
    [InlineData("独居老人有多少"), InlineData("60岁以上老人名单"), InlineData("今天天气不错")]
    public async Task Figures_and_small_talk_go_on_to_the_others(string said) => Assert.Null(await new PolicyRoom(database).Ask(said));
}
