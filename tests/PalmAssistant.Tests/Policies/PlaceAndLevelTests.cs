using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Tests.Policies;

/// <summary>Whose rules answer: of the place named, else of the asker's own; and what is told when two levels, or last year, set another amount.</summary>
public sealed class PlaceAndLevelTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    private static readonly string[] Papers =
    [
        "青禾县取暖补贴发放办法\n青政发〔2024〕3号\n第一条 具有本县户籍的家庭可以申请取暖补贴。\n第二条 取暖补贴标准：低保家庭每户每年300元，其他家庭每户每年100元。\n第三条 申请取暖补贴应当提交身份证、户口簿。\n第四条 本办法自2024年1月1日起施行。\n青禾县人民政府\n2023年12月1日",
        "白沙区取暖补贴发放办法\n白政发〔2024〕5号\n第一条 具有本区户籍的家庭可以申请取暖补贴。\n第二条 取暖补贴标准：低保家庭每户每年450元，其他家庭每户每年150元。\n第三条 申请取暖补贴应当提交身份证、缴费凭证。\n第四条 本办法自2024年1月1日起施行。\n白沙区人民政府\n2023年12月1日",
        "石桥市民政局关于提高取暖补贴标准的通知\n石民发〔2025〕8号\n各县（市、区）民政局：\n一、自2025年1月1日起，取暖补贴标准为：低保家庭每户每年360元，其他家庭每户每年80元。\n二、县（区）标准高于上述标准的，从高执行；低于上述标准的，按本通知执行。\n石桥市民政局\n2024年12月1日",
        "青禾县民政局关于公布2025年低保标准的通知\n青民发〔2025〕1号\n一、城市低保标准为每人每月800元，农村低保标准为每人每月600元。\n二、本通知自2025年1月1日起执行，有效期至2025年12月31日。\n青禾县民政局\n2024年12月20日",
        "青禾县民政局关于公布2026年低保标准的通知\n青民发〔2026〕1号\n一、城市低保标准为每人每月840元，农村低保标准为每人每月625元。\n二、本通知自2026年1月1日起执行，有效期至2026年12月31日。\n青禾县民政局\n2025年12月20日",
    ];

    private static PolicyAnswer Ask(string question, params Place[] home)
    {
        var documents = Papers.Select((paper, i) =>
        {
            var draft = PolicyFile.Read("文件.txt", System.Text.Encoding.UTF8.GetBytes(paper)).Draft!;
            var clauses = ClauseCutter.Cut(draft);
            return new PolicyDocument(i + 1, MetadataReader.Read(draft, clauses), DocumentState.Published, null, clauses);
        });
        return new PolicyAnswers(new(1, Today, new PolicyIndex(documents, Today), new QuestionWords()), home: home).Answer(question);
    }

    [Theory]
    [InlineData("青禾县取暖补贴要什么材料", "青禾县取暖补贴发放办法")]
    [InlineData("白沙区取暖补贴要什么材料", "白沙区取暖补贴发放办法")]
    [InlineData("白沙的取暖补贴要什么材料", "白沙区取暖补贴发放办法")]
    public void The_place_that_is_named_answers(string question, string title)
    {
        var answer = Ask(question);
        Assert.Equal(title, answer.Cited[0].Document.Name);
        Assert.DoesNotContain(answer.Cited, c => c.Document.Name != title && c.Document.Name.Contains("取暖补贴发放办法", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("青禾县", "青禾县取暖补贴发放办法")]
    [InlineData("白沙区", "白沙区取暖补贴发放办法")]
    public void Where_no_place_is_named_the_askers_own_leads(string home, string title) =>
        Assert.Equal(title, Ask("取暖补贴要什么材料", new Place(home, PlaceKind.District)).Cited[0].Document.Name);

    [Fact]
    public void Another_districts_rule_is_no_answer_to_a_question_that_names_a_place() =>
        Assert.Equal(AnswerKind.NoBasis, Ask("白沙区低保标准是多少").Kind);

    [Fact]
    public void Two_levels_that_differ_are_told_with_the_sum_and_which_holds()
    {
        var answer = Ask("青禾县低保家庭取暖补贴多少钱");
        Assert.Contains("高60元", answer.Lead, StringComparison.Ordinal);
        Assert.Contains("应按360元执行", answer.Lead, StringComparison.Ordinal);
        Assert.Contains("低于上述标准的，按本通知执行", answer.Lead, StringComparison.Ordinal);
        Assert.Equal(["青禾县取暖补贴发放办法", "石桥市民政局关于提高取暖补贴标准的通知"], answer.Cited.Take(2).Select(c => c.Document.Name).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void A_rise_over_last_year_is_worked_out_and_the_old_clause_is_marked_as_out_of_force()
    {
        var answer = Ask("青禾县农村低保标准比去年高了多少");
        Assert.Contains("提高25元", answer.Lead, StringComparison.Ordinal);
        Assert.Equal(Validity.InForce, answer.Cited[0].Validity);
        Assert.Contains(answer.Cited, c => c.Document.Name.Contains("2025", StringComparison.Ordinal) && c.Validity == Validity.Expired);
    }

    [Theory]
    [InlineData("青禾县取暖补贴发放办法", "区")]
    [InlineData("石桥市民政局关于提高取暖补贴标准的通知", "市")]
    public void The_level_is_read_off_the_issuer(string title, string level)
    {
        var paper = Papers.Single(p => p.StartsWith(title, StringComparison.Ordinal));
        var draft = PolicyFile.Read("文件.txt", System.Text.Encoding.UTF8.GetBytes(paper)).Draft!;
        Assert.Equal(level, MetadataReader.Read(draft, ClauseCutter.Cut(draft)).Level);
    }

    [Theory]
    [InlineData("柳林街道办事处关于申领供热补贴的通知\n一、补贴范围为本辖区居民。\n二、每户100元。\n柳林街道办事处\n2026年10月12日", "街道")]
    [InlineData("达来旗人民政府关于禁止燃放烟花爆竹的通告\n一、城区禁止燃放。\n二、违反的处罚款。\n达来旗人民政府\n2025年11月10日", "区")]
    [InlineData("临江市养老服务补贴办法\n第一条 为发展养老服务，制定本办法。\n第二条 各镇、各街道负责受理，镇人民政府审核。\n临江市人民政府\n2025年1月10日", "区")]
    [InlineData("国务院关于加强养老服务的意见\n一、总体要求。\n二、主要任务。\n国务院\n2024年1月10日", "国")]
    public void Streets_banners_county_cities_and_the_state_are_told_apart(string paper, string level)
    {
        var draft = PolicyFile.Read("文件.txt", System.Text.Encoding.UTF8.GetBytes(paper)).Draft!;
        Assert.Equal(level, MetadataReader.Read(draft, ClauseCutter.Cut(draft)).Level);
    }
}
