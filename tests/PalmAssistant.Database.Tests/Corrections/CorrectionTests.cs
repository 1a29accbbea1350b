using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Corrections;
using PalmAssistant.Database.Tests.Imports;
using static PalmAssistant.Database.Tests.Corrections.CorrectionTown;

namespace PalmAssistant.Database.Tests.Corrections;

/// <summary>Corrections by saying so, from the sentence to the register and the next answer.</summary>
public sealed class CorrectionTests : IAsyncLifetime
{
    private readonly CorrectionTown town = new();

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_phone_is_shown_before_and_after_confirmed_and_asked_again_at_once()
    {
        var shown = await town.Say(Worker, "王秀英的电话改成13912345678");
        Assert.Equal("corrections/confirm", shown.Card);
        Assert.Contains("138****0001 → 13912345678", shown.Text);
        Assert.Equal("13800000001", await town.Person(Wang, "i.phone"));
        Assert.Contains("改好了", (await town.Say(Worker, "改对了")).Text);
        Assert.Equal("13912345678", await town.Person(Wang, "i.phone"));
        var profile = await town.Say(Worker, "查一下王秀英");
        Assert.Contains("139****5678", profile.Text);
        Assert.Contains("社区更正，王芳 2026-11-01", System.Text.Json.JsonSerializer.Serialize(profile.CardData, ActivityWriter.Json));
    }

    [Fact]
    public async Task The_same_card_pressed_twice_is_one_change()
    {
        var shown = await town.Say(Worker, "王秀英的电话改成13912345678");
        var card = new[] { ("act", "correction"), ("id", shown.Palm.Id!), ("answer", "yes") };
        Assert.Contains("改好了", (await town.Press(Worker, card)).Text);
        Assert.Contains("失效", (await town.Press(Worker, card)).Text);
        Assert.Equal(1L, await town.Database.Scalar<long>("select count(*) from source.correction"));
        Assert.Contains("失效", (await town.Press(Neighbour, card)).Text);     // nor can anybody else press it
    }

    [Fact]
    public async Task Nothing_changes_without_a_yes()
    {
        await town.Say(Worker, "李强搬走了");
        Assert.Contains("没有改动", (await town.Say(Worker, "不改了")).Text);
        Assert.Equal("t|102", await town.Person(Li, "p.is_resident, h.room"));
        Assert.Equal(0L, await town.Database.Scalar<long>("select count(*) from correction.proposal"));
    }

    [Fact]
    public async Task Who_went_is_asked_gently_and_a_death_waits_for_the_secretary()
    {
        var asked = await town.Say(Worker, "1号楼的王奶奶上个月走了");
        Assert.Equal("clarify", asked.Palm.Kind);
        Assert.Equal(["1号楼的王奶奶上个月去世了", "1号楼的王奶奶上个月搬走了"], asked.Palm.Options!.Select(o => o.Say));
        var shown = await town.Say(Worker, asked.Palm.Options![0].Say);
        Assert.Contains("在世 → 去世（2026年10月，具体日期不详）", shown.Text);
        Assert.Contains("社区书记", shown.Text);
        Assert.Contains("等社区书记同意", (await town.Say(Worker, "对")).Text);
        Assert.Equal("t", await town.Person(Wang, "p.is_alive"));

        var waiting = await town.Say(Secretary, "待我审批的");
        Assert.Equal((1, "corrections/waiting"), (waiting.Palm.Result!.Total, waiting.Card));
        Assert.Contains("已同意", (await town.Say(Secretary, "同意")).Text);
        Assert.Equal("f|f|101", await town.Person(Wang, "p.is_alive, p.is_resident, h.room"));
        Assert.Equal(0m, (await town.Say(Worker, "80岁以上老人有多少")).Palm.Result!.Value);
        Assert.Contains("何书记同意了您的更正", await town.Database.Scalar<string>("select text from conversation.notice where account_id = 'w1'"));
    }

    [Fact]
    public async Task A_proposal_is_returned_with_its_reason_and_stays_on_file()
    {
        await town.Say(Worker, "王秀英去世了");
        await town.Say(Worker, "对");
        await town.Say(Secretary, "待我审批的");
        Assert.Contains("原因是什么", (await town.Say(Secretary, "退回第1个")).Text);
        Assert.Contains("已退回", (await town.Say(Secretary, "退回第1个，请先入户核实")).Text);
        Assert.Equal("t", await town.Person(Wang, "p.is_alive"));
        Assert.Contains("请先入户核实", (await town.Say(Worker, "我提的更正")).Text);
        Assert.Contains("已经办过了", await town.Services.GetRequiredService<CorrectionDesk>().Decide(await First(), true, "", Secretary, Ct));
    }

    [Fact]
    public async Task Nobody_approves_another_communitys_proposal_or_their_own()
    {
        await town.Say(Worker, "王秀英去世了");
        await town.Say(Worker, "对");
        var desk = town.Services.GetRequiredService<CorrectionDesk>();
        Assert.Contains("不在您的辖区", await desk.Decide(await First(), true, "", NeighbourSecretary, Ct));
        Assert.Contains("需要社区书记或街道干部账号", await desk.Decide(await First(), true, "", Worker, Ct));
        Assert.Equal("pending", await town.Database.Scalar<string>("select state from correction.proposal"));
        Assert.Contains("没有等您审批", (await town.Say(NeighbourSecretary, "待我审批的")).Text);
    }

    [Fact]
    public async Task A_proposal_is_taken_back_and_an_applied_one_undone()
    {
        await town.Say(Worker, "王秀英去世了");
        await town.Say(Worker, "对");
        Assert.Contains("已撤回", (await town.Say(Worker, "撤回刚才那个")).Text);
        Assert.Equal("withdrawn", await town.Database.Scalar<string>("select state from correction.proposal"));

        await town.Say(Worker, "李强搬走了");
        await town.Say(Worker, "对");
        Assert.Equal("f|", await town.Person(Li, "p.is_resident, coalesce(h.room, '')"));
        Assert.Contains("恢复成原来的登记", (await town.Say(Worker, "撤回刚才那个")).Text);
        Assert.Equal("t|102", await town.Person(Li, "p.is_resident, h.room"));
        Assert.Contains("没有可以撤回的", (await town.Say(Worker, "撤回刚才那个")).Text);
    }

    [Fact]
    public async Task New_occupants_empty_the_house_of_the_old_ones_and_wait_for_their_numbers()
    {
        var shown = await town.Say(Worker, "102换人了，现在租给一家三口");
        Assert.Contains("李强", shown.Text);
        Assert.Contains("张伟", shown.Text);
        Assert.Contains("待补名单", shown.Text);
        await town.Say(Worker, "改对了");
        Assert.Equal("出租|0", await town.House("102", "source.word('house.status', h.status), h.residents"));
        Assert.Equal("3", await town.Database.Scalar<string>("select people::text from correction.newcomer where closed_at is null"));

        var newcomer = SmallDrop.Id("19950909", 515);
        Assert.Contains("身份证号是多少", (await town.Say(Worker, "1号楼1单元102新来了一个人，叫周明，住1号楼1单元102")).Text);
        var confirm = await town.Say(Worker, $"身份证号{newcomer}");
        Assert.Contains("周明", confirm.Text);
        Assert.Contains("等社区书记同意", (await town.Say(Worker, "对")).Text);
        await town.Say(Secretary, "待我审批的");
        await town.Say(Secretary, "同意第1个");
        Assert.Equal("周明|102|t|流动人口|1995-09-09", await town.Person(newcomer, "i.name, h.room, p.is_resident, source.word('person.residence_type', p.residence_type), p.birth_date"));
        Assert.Equal(0L, await town.Database.Scalar<long>("select count(*) from correction.newcomer where closed_at is null"));
    }

    [Fact]
    public async Task An_empty_house_a_rented_one_and_a_move_within_the_community()
    {
        await town.Say(Worker, "101空了");
        await town.Say(Worker, "对");
        Assert.Equal("空置|0", await town.House("101", "source.word('house.status', h.status), h.residents"));
        await town.Say(Worker, "1号楼1单元101是出租房");
        await town.Say(Worker, "对");
        Assert.Equal("出租", await town.House("101", "source.word('house.status', h.status)"));
        await town.Say(Worker, "张伟搬到1号楼1单元101了");
        await town.Say(Worker, "对");
        Assert.Equal("101|1|出租", await town.Person(Zhang, "h.room, p.house_residents, source.word('house.status', p.house_status)"));
        Assert.Equal("1", await town.Person(Li, "p.house_residents"));
    }

    [Fact]
    public async Task Living_alone_is_counted_so_the_others_have_to_have_left()
    {
        var shown = await town.Say(Worker, "李强其实是独居");
        Assert.Contains("张伟", shown.Text);
        await town.Say(Worker, "对");
        Assert.Equal("1", await town.Person(Li, "p.house_residents"));
        Assert.Contains("就只有这一个人", (await town.Say(Worker, "王秀英是独居")).Text);
    }

    [Fact]
    public async Task A_tag_by_hand_is_written_and_one_by_rule_is_explained()
    {
        await town.Say(Worker, "王秀英是失能老人");
        await town.Say(Worker, "对");
        Assert.Equal("养犬户 失能老人", await town.Database.Scalar<string>("select string_agg(t.name, ' ' order by t.name collate \"C\") from community.person_tag x join community.tag t on t.id = x.tag join community.person_identity i using (person_id) where i.id_number = $1 and t.name in ('养犬户', '失能老人')", Wang));
        Assert.Contains("按数据算出来的", (await town.Say(Worker, "王秀英不是高龄老人")).Text);
        Assert.Contains("主管部门认定", (await town.Say(Worker, "李强是社区矫正")).Text);
    }

    [Fact]
    public async Task After_a_list_or_a_profile_a_pronoun_or_a_number_is_enough()
    {
        await town.Say(Worker, "1号楼1单元102住的谁");
        var list = await town.Say(Worker, "第2个搬走了");
        Assert.Contains("现住房屋", list.Text);
        await town.Say(Worker, "不改了");
        await town.Say(Worker, "查一下王秀英");
        Assert.Contains("改成什么", (await town.Say(Worker, "她电话换了")).Text);
        Assert.Contains("→ 13700000000", (await town.Say(Worker, "13700000000")).Text);
        await town.Say(Worker, "对");
        Assert.Equal("13700000000", await town.Person(Wang, "i.phone"));
        Assert.Contains("离异", (await town.Say(Worker, "她离婚了")).Text);
    }

    [Fact]
    public async Task A_question_in_between_keeps_the_draft()
    {
        await town.Say(Worker, "李强搬走了");
        Assert.Equal("number", (await town.Say(Worker, "80岁以上老人有多少")).Palm.Kind);
        Assert.Contains("改好了", (await town.Say(Worker, "改对了")).Text);
    }

    [Fact]
    public async Task What_one_cannot_see_one_cannot_change()
    {
        var reply = await town.Say(Worker, "孙梅搬走了");
        Assert.Equal("unknown", reply.Palm.Kind);
        Assert.Contains("您的范围内没有找到", reply.Text);
        Assert.Equal("denied", (await town.Say(Leader, "孙梅搬走了")).Palm.Kind);
        Assert.Contains("改好了", await SayAndConfirm(Street, "孙梅搬走了"));       // premise: she is there, for those who may

        var sun = await town.Database.Scalar<int>("select person_id from community.person_identity where id_number = $1", Sun);
        var desk = town.Services.GetRequiredService<CorrectionDesk>();
        Assert.IsType<ProposalOutcome.NotTaken>(await desk.Propose(Worker, new("person", sun), "phone", null, "13900000000", "x", Ct));
        var forged = new Draft(Guid.NewGuid(), "x", "x", 379901001001000, "x", [new("person", sun, "孙梅", "联系电话", null, "13900000000")]);
        Assert.IsType<ProposalOutcome.NotTaken>(await desk.Submit(forged, Worker, Ct));
        Assert.Equal("13800000004", await town.Person(Sun, "i.phone"));
    }

    [Fact]
    public async Task A_report_proposes_by_field()
    {
        var id = await town.Database.Scalar<int>("select person_id from community.person_identity where id_number = $1", Wang);
        var desk = town.Services.GetRequiredService<CorrectionDesk>();
        var taken = Assert.IsType<ProposalOutcome.Taken>(await desk.Propose(Worker, new("person", id), "phone", "13800000001", "13511112222", "《老人台账》", Ct));
        Assert.True(taken.AtOnce);
        Assert.Equal("13511112222", await town.Person(Wang, "i.phone"));
        Assert.Equal("社区书记", Assert.IsType<ProposalOutcome.Taken>(await desk.Propose(Worker, new("person", id), "name", null, "王秀瑛", "《老人台账》", Ct)).Approver);
        Assert.Contains("身份证号是认人的依据", Assert.IsType<ProposalOutcome.NotTaken>(await desk.Propose(Worker, new("person", id), "id_number", null, "1", "x", Ct)).Why);
        Assert.Contains("不像电话号码", Assert.IsType<ProposalOutcome.NotTaken>(await desk.Propose(Worker, new("person", id), "phone", null, "=1+1", "x", Ct)).Why);
    }

    [Fact]
    public async Task It_survives_the_same_import_and_gives_way_to_newer_evidence()
    {
        await SayAndConfirm(Worker, "王秀英的电话改成13912345678");
        await SayAndConfirm(Worker, "李强搬走了");
        await town.Survey(SmallDrop.Today.AddDays(1), SmallDrop.Surveyed("王秀英", Wang, "1940-01-01", phone: "13800000001", on: "2026-03-02"), SmallDrop.Surveyed("李强", Li, "1990-05-05", "102", sex: "男", on: "2026-03-02"));
        Assert.Equal("13912345678", await town.Person(Wang, "i.phone"));
        Assert.Equal("f", await town.Person(Li, "p.is_resident"));

        await town.Survey(SmallDrop.Today.AddDays(20), SmallDrop.Surveyed("王秀英", Wang, "1940-01-01", phone: "13700000009", on: "2026-11-20"), SmallDrop.Surveyed("李强", Li, "1990-05-05", "102", sex: "男", on: "2026-11-20"));
        Assert.Equal("13700000009", await town.Person(Wang, "i.phone"));
        Assert.Equal("t", await town.Person(Li, "p.is_resident"));
        Assert.Equal("现住房屋|摸排|已搬离|社区更正", await town.Database.Scalar<string>("select concat_ws('|', field, golden_source, other, other_source) from community.conflict"));
    }

    [Fact]
    public async Task A_departments_other_word_is_a_conflict_and_the_correction_stands()
    {
        await SayAndConfirm(Secretary, "王秀英的民族应该是满族");
        await town.Hukou($"{Wang},王秀英,女,汉族,1940-01-01,77,户主,云湾区洛阳路街道水清沟社区东方小区1号楼1单元101户,正常,2010-01-01");
        Assert.Equal("满族", await town.Person(Wang, "source.word('person.ethnicity', p.ethnicity)"));
        Assert.Equal("民族|满族|社区更正|汉族|公安户籍", await town.Database.Scalar<string>("select concat_ws('|', field, golden, golden_source, other, other_source) from community.conflict"));
    }

    [Fact]
    public async Task Every_step_is_in_the_audit()
    {
        await town.Say(Worker, "王秀英去世了");
        await town.Say(Worker, "对");
        await town.Say(Secretary, "待我审批的");
        await town.Say(Secretary, "同意");
        await town.Say(Worker, "撤回刚才那个");
        Assert.Equal("correction/clarify correction/proposed correction/approved correction/undone", await town.Database.Scalar<string>("select string_agg(kind, ' ' order by id) from access.audit where kind like 'correction/%'"));
        Assert.Null((await town.Services.GetRequiredService<Audit>().Verify(Ct)).BrokenAt);
        Assert.Equal("t", await town.Person(Wang, "p.is_alive"));
    }

    private async Task<string> SayAndConfirm(Account account, string text)
    {
        Assert.Equal("corrections/confirm", (await town.Say(account, text)).Card);
        return (await town.Say(account, "改对了")).Text;
    }

    private async Task<Guid> First() => await town.Database.Scalar<Guid>("select id from correction.proposal order by made_at limit 1");
}
