using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>Headers bound through the same reader and catalogue as questions: right, asked about, or left to a person; never wrong.</summary>
public class BindingTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly Catalog Catalog = new(CatalogFiles.Load(), CatalogRows.Empty);

    private static Binder Binder => new(Catalog.Words, s => RuleReader.Read(new(s, Today, Catalog.Words, [], null)), Today);

    private static ReportDesign Said(string columns) => Binder.Bind(SaidTable.Read($"做个表：{columns}，发给各社区", Today)!.Form);

    private static CellBinding Column(string columns, string letter) => Said(columns).BindingOf(0, letter);

    private static QueryPlan Plan(string columns, string letter) => Assert.Single(Assert.IsType<Figure>(Column(columns, letter)).Plans);

    [Theory]
    [InlineData("社区、实有人口", "person")]
    [InlineData("社区、户籍人口数", "person")]
    [InlineData("社区、空置房套数", "house")]
    [InlineData("社区、个体工商户（户）", "entity")]
    [InlineData("社区、户数", "house")]
    [InlineData("社区、九小场所（家）", "venue")]
    [InlineData("社区、九小场所家数", "venue")]
    [InlineData("社区、小餐饮家数", "venue")]
    public void What_the_platform_knows_is_bound_to_its_record(string columns, string record) => Assert.Equal(record, Plan(columns, "B").Record);

    [Fact]
    public void Among_them_narrows_what_stands_before_it()
    {
        var plan = Plan("社区、70岁以上老人数、其中独居", "C");
        var parts = Assert.IsType<All>(plan.Where).Parts;
        Assert.Contains(parts, p => p is Compare { Field: "age", Op: Comparison.AtLeast } age && age.Values[0].Number == 70);
        Assert.Contains(parts, p => p is HasTag or Compare { Field: "house_residents" });
    }

    [Theory]
    [InlineData("老年人（60周岁及以上）", "其中：80岁+", 80)]
    [InlineData("60岁以上老年人", "90岁以上", 90)]
    public void An_age_under_a_heading_of_another_age_is_the_narrower_one(string heading, string leaf, int age)
    {
        var plan = Assert.Single(Assert.IsType<Figure>(Under(heading, leaf, "人数")).Plans);
        Assert.Equal("person", plan.Record);
        Assert.Contains(Flat(plan.Where), c => c is Compare { Field: "age", Op: Comparison.AtLeast } a && a.Values[0].Number == age);
    }

    [Theory]
    [InlineData("老年人（60周岁及以上）", "百岁老人")]
    [InlineData("残疾人", "退役军人")]
    [InlineData("流动人口", "党员")]
    public void Every_level_of_a_header_stands_in_what_is_counted(string heading, string leaf)
    {
        var plan = Assert.Single(Assert.IsType<Figure>(Under(heading, leaf)).Plans);
        var alone = Assert.Single(Assert.IsType<Figure>(Under(leaf)).Plans);
        Assert.All(Flat(alone.Where), c => Assert.Contains(Json(c), Flat(plan.Where).Select(Json)));
        Assert.NotEqual((alone.Population, Json(alone.Where)), (plan.Population, Json(plan.Where)));
    }

    private static string Json(Condition condition) => System.Text.Json.JsonSerializer.Serialize(condition);

    private static IReadOnlyList<Condition> Flat(Condition c) => c is All all ? [.. all.Parts.SelectMany(Flat)] : [c];

    private static CellBinding Under(params string[] path)
    {
        var form = new ReportForm("统计表", [new() { Sheet = "表", Kind = TableKind.Summary, HeaderRows = [2], FirstRow = 3, LastRow = 3, Columns = [new("A", ["社区"], CellType.Text), new("B", path, CellType.Integer) { Unit = "人" }] }]);
        return Binder.Bind(form).BindingOf(0, "B");
    }

    [Theory]
    [InlineData("助浴需求人数")]
    [InlineData("轮椅存放点")]
    [InlineData("办公用房面积（㎡）")]
    [InlineData("本周走访户数")]
    [InlineData("充电桩数量")]
    [InlineData("本年停保（人）")]
    [InlineData("消防隐患数")]
    [InlineData("备注")]
    [InlineData("满意度（%）")]
    public void What_only_people_know_is_left_to_people(string column) => Assert.IsType<Nobody>(Column($"社区、{column}", "B"));

    [Fact]
    public void People_beside_houses_are_asked_about_and_the_answer_settles_it()
    {
        var question = Assert.IsType<Undecided>(Column("社区、出租房套数、居住人数", "C"));
        Assert.Contains("出租房", question.Question);
        var settled = Assert.Single(Assert.IsType<Figure>(Binder.Settle(question, "指出租屋里住的人")).Plans);
        Assert.Equal("person", settled.Record);
        Assert.NotEqual(Condition.Always, settled.Where);
        Assert.Equal(Condition.Always, Assert.Single(Assert.IsType<Figure>(Binder.Settle(question, "指全部实有人口")).Plans).Where);
    }

    [Fact]
    public void Those_who_will_turn_eighty_are_born_in_one_year()
    {
        var born = Assert.IsType<Compare>(Plan("社区、明年将满80周岁人数", "B").Where);
        Assert.Equal((new DateOnly(1947, 1, 1), new DateOnly(1947, 12, 31)), (born.Values[0].Date!.Value, born.Values[1].Date!.Value));
    }

    [Fact]
    public void Two_figures_in_one_cell_keep_the_forms_own_pattern()
    {
        var book = new BlankWorkbook();
        book.Sheet("周报").Row(1, "A", "要素周报").Merge("A1:D1").Row(2, "A", "网格", "残疾人(其中重残)", "低保户(户/人)", "备注").Draw("A2:D9");
        var design = Bind(book);
        Assert.Equal("{0}({1})", Assert.IsType<Figure>(design.BindingOf(0, "B")).Pattern);
        var households = Assert.IsType<Figure>(design.BindingOf(0, "C"));
        Assert.Equal(("{0}/{1}", "house", "person"), (households.Pattern, households.Plans[0].Record, households.Plans[1].Record));
    }

    [Fact]
    public void The_guardians_name_is_not_the_persons()
    {
        var book = new BlankWorkbook();
        book.Sheet("册").Row(1, "A", "独居老人走访花名册").Merge("A1:G1").Row(2, "A", "姓名", "身份证号", "现住址", "", "监护人", "", "走访情况").Row(3, "C", "小区", "楼", "姓名", "电话")
            .Merge("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3").Draw("A2:G13");
        var design = Bind(book);
        Assert.StartsWith("独居老人", design.RowQueries[0]!.Understood, StringComparison.Ordinal);
        Assert.Equal(["name", "id_number", "estate", "building"], "ABCD".Select(c => ((RowField)design.BindingOf(0, c.ToString())).Field));
        Assert.All("EFG", c => Assert.IsType<Nobody>(design.BindingOf(0, c.ToString())));
    }

    [Fact]
    public void The_last_check_is_known_and_this_one_is_not()
    {
        var book = new BlankWorkbook();
        book.Sheet("表").Row(1, "A", "九小场所燃气安全检查表").Merge("A1:F1").Row(2, "A", "场所名称", "负责人", "", "上次检查", "", "本次检查").Row(3, "B", "姓名", "电话", "日期", "隐患情况", "隐患情况")
            .Merge("A2:A3", "B2:C2", "D2:E2").Draw("A2:F20");
        var design = Bind(book);
        Assert.Equal(["name", "manager", "phone", "checked", "hazard"], "ABCDE".Select(c => (design.BindingOf(0, c.ToString()) as RowField)?.Field));
        Assert.IsType<Nobody>(design.BindingOf(0, "F"));
    }

    [Fact]
    public void Printed_rows_are_conditions_and_the_total_row_computes_itself()
    {
        var book = new BlankWorkbook();
        book.Sheet("表").Row(1, "A", "残疾人构成").Merge("A1:C1").Row(2, "A", "年龄组", "男", "女").Row(3, "A", "0—17岁").Row(4, "A", "18岁及以上").Row(5, "A", "合计", "=SUM(B3:B4)", "=SUM(C3:C4)").Draw("A2:C5");
        var design = Bind(book);
        var minors = Assert.IsType<All>(Assert.Single(Assert.IsType<Figure>(design.BindingOf(0, "B3")).Plans).Where).Parts;
        Assert.Contains(minors, p => p is Compare { Field: "age", Op: Comparison.Between });
        Assert.Contains(minors, p => p is Compare { Field: "sex" });
        Assert.IsType<Computed>(design.BindingOf(0, "B5"));
    }

    [Fact]
    public void A_design_survives_being_stored()
    {
        var design = Said("社区、80岁以上老人数、其中独居、出租房套数、居住人数、备注");
        var json = System.Text.Json.JsonSerializer.Serialize(design, CatalogFiles.Json);
        var back = System.Text.Json.JsonSerializer.Deserialize<ReportDesign>(json, CatalogFiles.Json)!;
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(back, CatalogFiles.Json));
    }

    private static ReportDesign Bind(BlankWorkbook book) => Binder.Bind(Assert.IsType<ReadForm.Recognised>(FormReader.Read(book.Bytes(), Today)).Form);
}
