using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Language;
using PalmAssistant.Policies;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Database.Tests.Policies;

public class PolicyLibraryTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly Account Worker = new("sq1", "张三", Role.CommunityWorker, 370203001001000, "示例社区", null, []);
    private readonly PalmClock clock = new(Today);

    private PolicyChanges Changes => new(database.Source, clock, new Audit(database.Source));
    private PolicyLibrary Library => new(database.Source, clock, Changes);
    private PolicyRecords Records => new(database.Source, clock);

    private static byte[] Rule(string number, string amount, string title = "青禾区长者津贴管理办法") => Encoding.UTF8.GetBytes(
        $"{number}\n{title}\n第一条 为规范津贴发放，制定本办法。\n第二条 年满80周岁的老年人每人每月发给长者津贴{amount}元。\n第三条 申请长者津贴，应当提交身份证。\n第四条 本办法自2026年3月1日起施行。\n青禾区人民政府\n2026年2月10日\n");

    private async Task<Reply?> Say(string text, DialogState? state = null)
    {
        var synonyms = new PolicySynonyms(database.Source, Changes);
        var vectors = new VectorArm(new ClauseVectors(database.Source, clock), synonyms, new(null), clock, NullLogger<VectorArm>.Instance);
        var dialog = new PolicyDialog(new PolicyShelf(Library, synonyms, Records), Records, vectors, new(new RuleReader(), new(database.Source, TimeProvider.System)), new(database.Source, TimeProvider.System));
        return await dialog.Take(new Turn(Guid.NewGuid().ToString(), "c", "test", Worker, text, clock.GetUtcNow(), Today), state ?? new(), TestContext.Current.CancellationToken);
    }

    private Task<UploadOutcome> Upload(byte[] bytes, bool publish = true, string name = "办法.txt") => Library.Upload(name, bytes, null, publish, "zs1", TestContext.Current.CancellationToken);

    [Fact]
    public async Task From_an_upload_to_a_cited_answer()
    {
        await Upload(Rule("青政发〔2026〕11号", "110"));
        var reply = await Say("我妈81了，长者津贴每月多少钱");
        Assert.Equal("policy", reply!.Palm.Kind);
        var citation = reply.Palm.Citations![0];
        Assert.Equal(("青禾区长者津贴管理办法", "第二条", "现行"), (citation.Document, citation.Clause, citation.Status));
        Assert.Equal("年满80周岁的老年人每人每月发给长者津贴110元。", citation.Quote);
        Assert.StartsWith("/policies/", citation.Url);
    }

    [Fact]
    public async Task What_goes_on_about_figures_is_left_to_the_register_whatever_a_document_says_of_it()
    {
        await Upload(Rule("青政发〔2026〕10号", "100", "青禾区高龄津贴管理办法"));
        var state = new DialogState { Last = AskContext.Key };
        state.Set(AskContext.Key, new AskContext([new() { Record = "person", Where = new HasTag("独居老人") }]));
        Assert.Null(await Say("没领高龄津贴的呢", state));
        Assert.Null(await Say("有残疾的呢", state));
        Assert.Null(await Say("除了独居老人，还有哪些残疾人"));
        Assert.Equal("policy", (await Say("高龄津贴每月多少钱", state))!.Palm.Kind);
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_document()
    {
        var first = await Upload(Rule("青政发〔2026〕12号", "120"));
        var again = await Upload(Rule("青政发〔2026〕12号", "120"), name: "另一个名字.txt");
        Assert.True(again.Known);
        Assert.Equal(first.Document!.Id, again.Document!.Id);
    }

    [Fact]
    public async Task A_corrected_file_of_the_same_number_is_the_new_version()
    {
        var old = await Upload(Rule("青政发〔2026〕13号", "130", "青禾区护理津贴办法"));
        var corrected = await Upload(Rule("青政发〔2026〕13号", "135", "青禾区护理津贴办法"));
        Assert.Equal(DocumentState.Superseded, (await Library.Find(old.Document!.Id, TestContext.Current.CancellationToken))!.State);
        Assert.Equal(DocumentState.Published, (await Library.Find(corrected.Document!.Id, TestContext.Current.CancellationToken))!.State);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_leaves_no_trace()
    {
        var before = await database.Scalar<long>("select count(*) from policy.document");
        var outcome = await Upload([0x25, 0x50, 0x44, 0x46, 0x2D, 0x31], name: "坏.pdf");
        Assert.NotNull(outcome.Problem);
        Assert.Equal(before, await database.Scalar<long>("select count(*) from policy.document"));
    }

    [Fact]
    public async Task A_draft_does_not_answer_until_it_is_published_nor_after_it_is_withdrawn()
    {
        var draft = await Upload(Encoding.UTF8.GetBytes("青禾区鸽舍管理规定\n第一条 居民区禁止搭建鸽舍。\n第二条 违反规定的处300元罚款。\n第三条 本规定自2026年1月1日起施行。\n青禾区人民政府\n2025年12月1日\n"), publish: false);
        Assert.Equal("unknown", (await Say("楼顶搭鸽舍罚多少钱"))!.Palm.Kind);
        await Library.Publish(draft.Document!.Id, "zs1", TestContext.Current.CancellationToken);
        Assert.Equal("policy", (await Say("楼顶搭鸽舍罚多少钱"))!.Palm.Kind);
        await Library.Withdraw(draft.Document.Id, "zs1", TestContext.Current.CancellationToken);
        Assert.Equal("unknown", (await Say("楼顶搭鸽舍罚多少钱"))!.Palm.Kind);
    }

    [Fact]
    public async Task A_question_without_a_basis_is_kept_for_curators()
    {
        Assert.Equal("unknown", (await Say("办护照要交多少工本费"))!.Palm.Kind);
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from policy.unanswered where question = $1 and why = 'no_basis'", "办护照要交多少工本费"));
    }

    [Fact]
    public async Task Followed_by_what_papers_it_stays_with_the_policy()
    {
        await Upload(Rule("青政发〔2026〕14号", "140"));
        var state = new DialogState();
        await Say("长者津贴每月多少钱", state);
        Assert.Equal("第三条", (await Say("要什么材料", state))!.Palm.Citations![0].Clause);
        Assert.Equal("done", (await Say("有用", state))!.Palm.Kind);
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from policy.feedback where useful and question = '长者津贴，要什么材料'"));
    }

    [Fact]
    public async Task A_figure_of_the_register_is_left_to_others() => Assert.Null(await Say("独居老人有多少"));
}
