using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;

namespace PalmAssistant.Database.Tests.Policies;

public class CurationTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly PolicyRoom room = new(database);
    private static CancellationToken Now => PolicyRoom.Now;

    private static string Rule(string thing, string fine, string number = "") =>
        $"{number}\n青禾区{thing}管理规定\n第一条 为规范{thing}管理，制定本规定。\n第二条 居民区内乱放{thing}的，处{fine}元罚款。\n第三条 {thing}应当到社区登记。\n第四条 本规定自2026年1月1日起施行。\n青禾区人民政府\n2025年12月1日\n";

    private async Task<long> LastChange() => (await room.Changes.Recent(1, Now))[0].Id;

    [Fact]
    public async Task A_file_sent_in_the_chat_is_previewed_published_and_answers()
    {
        var preview = (await room.Send("花盆.txt", PolicyRoom.Text(Rule("花盆", "50"))))!;
        Assert.Equal(("clarify", "policies/preview"), (preview.Palm.Kind, preview.Card));
        Assert.Equal("unknown", (await room.Ask("乱放花盆罚多少钱"))!.Palm.Kind);
        Assert.Contains("花盆管理规定", (await room.Tell("待发布的有哪些"))!.Text);
        Assert.Contains("已发布", (await room.Press(PolicyRoom.Curator, ("act", "policies/publish"), ("id", preview.Palm.Id!), ("version", "1")))!.Text);
        Assert.Equal("第二条", (await room.Ask("乱放花盆罚多少钱"))!.Palm.Citations![0].Clause);
        Assert.Contains("已撤销", (await room.Tell("撤销"))!.Text);
        Assert.Equal("unknown", (await room.Ask("乱放花盆罚多少钱"))!.Palm.Kind);
    }

    [Fact]
    public async Task The_same_file_twice_in_the_chat_is_recognised_and_a_bad_one_says_why()
    {
        await room.Send("雨棚.txt", PolicyRoom.Text(Rule("雨棚", "60")));
        Assert.Contains("已经在库里", (await room.Send("又一次.txt", PolicyRoom.Text(Rule("雨棚", "60"))))!.Text);
        Assert.Contains("OCR", (await room.Send("扫描.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 1, 2]))!.Text);
    }

    [Fact]
    public async Task Marked_repealed_by_saying_so_it_is_no_longer_cited_as_living()
    {
        await room.Upload(Rule("鸟笼", "70", "青政发〔2026〕70号"));
        Assert.Equal("policy", (await room.Ask("乱放鸟笼罚多少钱"))!.Palm.Kind);
        Assert.Contains("废止", (await room.Tell("把青政发〔2026〕70号标成废止"))!.Text);
        var after = (await room.Ask("乱放鸟笼罚多少钱"))!;
        Assert.True(after.Palm.Kind == "unknown", after.Text);
        await room.Tell("撤销");
        Assert.Equal("policy", (await room.Ask("乱放鸟笼罚多少钱"))!.Palm.Kind);
    }

    [Fact]
    public async Task Each_change_is_in_the_audit_and_can_be_taken_back_in_turn()
    {
        var document = await room.Upload(Rule("煤炉", "80"), publish: false);
        await room.Library.Publish(document.Id, "zs1", Now);
        var published = await LastChange();
        await room.Library.Correct(document.Id, new("青禾区煤炉管理办法", null, null, null, null, null, null), "zs1", Now);
        var corrected = await LastChange();
        Assert.NotNull((await room.Changes.Undo(published, "zs1", Now)).Problem);   // a later change stands on it
        Assert.Null((await room.Changes.Undo(corrected, "zs1", Now)).Problem);
        Assert.Equal("青禾区煤炉管理规定", (await room.Library.Find(document.Id, Now))!.Name);
        Assert.Null((await room.Changes.Undo(published, "zs1", Now)).Problem);
        Assert.Equal(DocumentState.Draft, (await room.Library.Find(document.Id, Now))!.State);
        Assert.True(await database.Scalar<long>("select count(*) from access.audit where kind = 'policy-change' and said like '%煤炉%'") >= 5);
        Assert.Null((await room.Audit.Verify(Now)).BrokenAt);
    }

    [Fact]
    public async Task A_new_version_taken_back_lets_the_old_one_answer_again()
    {
        var old = await room.Upload(Rule("晾衣杆", "90", "青政发〔2026〕91号"));
        await room.Upload(Rule("晾衣杆", "95", "青政发〔2026〕91号"));
        Assert.Contains("95元", (await room.Ask("乱放晾衣杆罚多少钱"))!.Text);
        await room.Changes.Undo(await LastChange(), "zs1", Now);
        Assert.Contains("90元", (await room.Ask("乱放晾衣杆罚多少钱"))!.Text);
        Assert.Equal(DocumentState.Published, (await room.Library.Find(old.Id, Now))!.State);
    }

    [Fact]
    public async Task Two_curators_do_not_overwrite_each_other_unseen()
    {
        var document = await room.Upload(Rule("遮阳伞", "30"), publish: false);
        Assert.Equal(ChangeResult.Done, await room.Library.Correct(document.Id, new(null, null, "青禾区城管局", null, null, null, null), "zs1", Now, document.Version));
        Assert.Equal(ChangeResult.ChangedByAnother, await room.Library.Correct(document.Id, new(null, null, "青禾区民政局", null, null, null, null), "zs2", Now, document.Version));
        Assert.Equal("青禾区城管局", (await room.Library.Find(document.Id, Now))!.Metadata.Issuer);
    }

    [Fact]
    public async Task A_clause_corrected_is_quoted_as_corrected_and_goes_back_on_undo()
    {
        var document = await room.Upload(Rule("三轮车", "40"));
        var clauses = document.Clauses.Select(c => new ClauseCorrection(c.Id, c.Label, c.Chapter, c.Heading, c.Label == "第二条" ? c.Text.Replace("40元", "45元", StringComparison.Ordinal) : c.Text)).ToList();
        clauses.RemoveAt(0);
        Assert.Equal(ChangeResult.Done, await room.Library.CorrectClauses(document.Id, clauses, "zs1", Now, document.Version));
        Assert.Contains("45元", (await room.Ask("乱放三轮车罚多少钱"))!.Text);
        Assert.Equal(3, (await room.Library.Find(document.Id, Now))!.Clauses.Count);
        await room.Changes.Undo(await LastChange(), "zs1", Now);
        Assert.Contains("40元", (await room.Ask("乱放三轮车罚多少钱"))!.Text);
        Assert.Equal(document.Clauses.Select(c => c.Id), (await room.Library.Find(document.Id, Now))!.Clauses.Select(c => c.Id));
    }

    [Fact]
    public async Task A_deleted_document_can_be_brought_back()
    {
        var document = await room.Upload(Rule("塑料棚", "20"));
        await room.Tell($"删除{document.Id}号文件");
        Assert.Null(await room.Library.Find(document.Id, Now));
        await room.Tell("撤销");
        Assert.Equal(DocumentState.Published, (await room.Library.Find(document.Id, Now))!.State);
    }

    [Fact]
    public async Task Before_publishing_it_is_shown_which_questions_would_change()
    {
        await room.Upload(Rule("旧家具", "100"));
        await room.Regression.Add(new("乱放旧家具罚多少钱", "青禾区旧家具管理规定", null, "第二条"), "zs1", Now);
        var draft = await room.Upload("青禾区旧家具堆放处罚办法\n第一条 本办法适用于乱放旧家具的行为。\n第五条 乱放旧家具的，罚多少钱按照下列标准：处200元罚款。\n第六条 本办法自2026年2月1日起施行。\n青禾区人民政府\n2026年1月1日\n", publish: false);
        var report = (await room.Check.Publishing(draft.Id, PolicyRoom.Today, Now))!;
        var shift = Assert.Single(report.Shifts, s => s.Question == "乱放旧家具罚多少钱");
        Assert.Equal((AnswerShift.Wrong, "《青禾区旧家具管理规定》第二条"), (shift.Shift, shift.Expected));
        Assert.Equal(1, report.Failed);
        Assert.Contains("管理规定", (await room.Ask("乱放旧家具罚多少钱"))!.Text);   // nothing was stored
    }

    [Fact]
    public async Task Withdrawing_shows_which_questions_would_lose_their_basis()
    {
        var document = await room.Upload(Rule("充气城堡", "300"));
        await room.Ask("乱放充气城堡罚多少钱");
        var report = await room.Check.Withdrawing(document.Id, PolicyRoom.Today, Now);
        Assert.Contains(report.Shifts, s => s.Question == "乱放充气城堡罚多少钱" && s.Shift == AnswerShift.Lost);
    }

    [Fact]
    public async Task A_synonym_said_in_the_chat_works_at_once_and_is_taken_back()
    {
        await room.Upload(Rule("便携式燃气灶", "500"));
        Assert.NotEqual("policy", (await room.Ask("乱放嘎斯炉子罚多少钱"))?.Palm.Kind);
        await room.Tell("口语词：嘎斯炉子=便携式燃气灶");
        Assert.Equal("policy", (await room.Ask("乱放嘎斯炉子罚多少钱"))!.Palm.Kind);
        await room.Tell("撤销");
        Assert.NotEqual("policy", (await room.Ask("乱放嘎斯炉子罚多少钱"))?.Palm.Kind);
    }

    [Fact]
    public async Task Useless_and_why_reach_the_curators_once()
    {
        await room.Upload(Rule("移动音箱", "120"));
        var answer = (await room.Ask("乱放移动音箱罚多少钱"))!;
        var state = new Conversation.DialogState();
        await room.Ask("乱放移动音箱罚多少钱", state);
        await room.Ask("没用", state);
        await room.Ask("没用，答非所问", state);
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from policy.feedback where question = '乱放移动音箱罚多少钱' and not useful and why = '答非所问'"));
        Assert.Contains("答非所问", (await room.Tell("差评的问题有哪些"))!.Text);
        Assert.Equal("policies/answer", answer.Card);
    }

    [Fact]
    public async Task Unanswered_questions_that_read_alike_stand_together()
    {
        foreach (var question in new[] { "出国签证的办理标准是多少", "出国签证办理标准多少", "骆驼饲养的补贴标准是多少" }) await room.Ask(question);
        var text = (await room.Tell("没答上来的问题"))!.Text;
        Assert.Contains("另有1种问法", text);
    }

    [Fact]
    public async Task Others_are_not_curators()
    {
        var document = await room.Upload(Rule("孔明灯", "77"));
        Assert.NotEqual("done", (await room.Ask($"删除{document.Id}号文件"))?.Palm.Kind);
        Assert.NotNull(await room.Library.Find(document.Id, Now));
    }
}
