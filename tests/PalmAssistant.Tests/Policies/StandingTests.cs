using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Tests.Policies;

public class StandingTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    private static PolicyDocument Document(long id, string title, string number, string from, string? until = null, IEnumerable<PolicyRelation>? relations = null, params (string Label, string Text)[] clauses) =>
        new(id, new(title, number, "青禾区人民政府", "区", DateOnly.Parse(from), DateOnly.Parse(from), until is null ? null : DateOnly.Parse(until), [.. relations ?? []]), DocumentState.Published, null,
            [.. clauses.Select(c => new Clause(c.Label, null, null, c.Text, []))]);

    private static readonly PolicyDocument Old = Document(1, "青禾区津贴暂行办法", "青办〔2020〕1号", "2020-01-01", null, null, ("第一条", "每人每月50元。"), ("第二条", "每年年审一次。"));
    private static readonly PolicyDocument New = Document(2, "青禾区津贴办法", "青办〔2026〕2号", "2026-01-01", null, [new("repeals", "青禾区津贴暂行办法", "青办〔2020〕1号")], ("第一条", "每人每月100元。"));

    [Fact]
    public void The_order_of_upload_does_not_matter()
    {
        Assert.Equal(Validity.Repealed, new Standing([Old, New], Today).Of(Old));
        Assert.Equal(Validity.Repealed, new Standing([New, Old], Today).Of(Old));
    }

    [Fact]
    public void Last_year_the_old_one_held() => Assert.Equal(Validity.InForce, new Standing([Old, New], new(2025, 12, 31)).Of(Old));

    [Theory]
    [InlineData("2025-12-31", Validity.NotYet), InlineData("2026-01-01", Validity.InForce), InlineData("2026-06-30", Validity.InForce), InlineData("2026-07-01", Validity.Expired)]
    public void Both_ends_of_validity_count(string day, Validity expected) =>
        Assert.Equal(expected, new Standing([], DateOnly.Parse(day)).Of(Document(3, "甲", "青〔2026〕3号", "2026-01-01", "2026-06-30")));

    [Fact]
    public void A_repeal_of_one_clause_leaves_the_rest()
    {
        var partial = Document(4, "青禾区通知", "青〔2026〕4号", "2026-02-01", null, [new("repeals", "青禾区津贴暂行办法", "青办〔2020〕1号", "第二条")]);
        var standing = new Standing([Old, partial], Today);
        Assert.Equal(Validity.InForce, standing.Of(Old));
        Assert.Equal(["第一条"], standing.Clauses(Old).Select(c => c.Clause.Label));
    }

    [Theory]
    [InlineData("将第一条修改为：“第一条　每人每月80元。”", "第一条", "每人每月80元。")]
    [InlineData("第一条中的“50元”修改为“70元”。", "第一条", "每人每月70元。")]
    [InlineData("增加一条，作为第一条之一：“第一条之一　百岁老人每月500元。”", "第一条之一", "百岁老人每月500元。")]
    public void An_amendment_gives_a_clause_its_new_wording(string amendment, string label, string text)
    {
        var by = Document(5, "关于修改青禾区津贴暂行办法的决定", "青〔2026〕5号", "2026-05-01", null, [new("amends", "青禾区津贴暂行办法", null)], ("一、", amendment));
        var clause = Assert.Single(new Standing([by, Old], Today).Clauses(Old), c => c.Clause.Label == label);
        Assert.Equal(text, clause.Clause.Text);
        Assert.Equal("一、", clause.AmendedBy!.Clause.Label);
        Assert.DoesNotContain(new Standing([by, Old], new(2026, 4, 30)).Clauses(Old), c => c.AmendedBy is not null);
    }

    [Fact]
    public void A_deleted_clause_is_gone()
    {
        var by = Document(6, "决定", "青〔2026〕6号", "2026-05-01", null, [new("amends", "青禾区津贴暂行办法", null)], ("一、", "删去第二条。"));
        Assert.Equal(["第一条"], new Standing([Old, by], Today).Clauses(Old).Select(c => c.Clause.Label));
    }
}
