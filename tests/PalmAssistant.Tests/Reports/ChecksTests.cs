using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>What keeps a report from going in, named by row and column; and what the workbook computes itself.</summary>
public class ChecksTests
{
    private static readonly Guid Id = Guid.NewGuid();

    private static ReportDesign Design(params FormColumn[] columns) =>
        new(new("表", [new() { Sheet = "表", Kind = TableKind.PersonList, FirstRow = 5, LastRow = 9, Columns = columns }]), [new Dictionary<string, CellBinding>()], [null]);

    private static Line Row(int position, params (string Column, string Value)[] values) => new(Id, 0, "r" + position, position, values.ToDictionary(v => v.Column, v => v.Value));

    private static readonly FormColumn Name = new("A", ["姓名"], CellType.Text);

    [Fact]
    public void A_missing_cell_is_named_by_the_person_it_is_missing_for()
    {
        var design = Design(Name, new("B", ["改造需求"], CellType.Choice) { Required = true, Choices = ["无需求", "护理床"] });
        var problem = Assert.Single(Checks.Of(design, [Row(0, ("A", "张三"), ("B", "护理床")), Row(1, ("A", "李四"))]));
        Assert.Equal(("李四", "改造需求", ProblemKind.Missing), (problem.Row, problem.Column, problem.Kind));
    }

    [Theory]
    [InlineData(CellType.Integer, "三个", ProblemKind.NotANumber)]
    [InlineData(CellType.Integer, "2.5", ProblemKind.NotANumber)]
    [InlineData(CellType.Integer, "-1", ProblemKind.OutOfRange)]
    [InlineData(CellType.Date, "2026-02-30", ProblemKind.NotADate)]
    [InlineData(CellType.Choice, "别的", ProblemKind.NotAChoice)]
    public void What_does_not_fit_its_cell_is_told(CellType type, string value, ProblemKind kind) =>
        Assert.Equal(kind, Assert.Single(Checks.Of(Design(new FormColumn("B", ["格"], type) { Choices = ["是", "否"] }), [Row(0, ("B", value))])).Kind);

    [Theory]
    [InlineData(CellType.Integer, "0")]
    [InlineData(CellType.Date, "2026年3月8日")]
    [InlineData(CellType.Date, "2026/3/8")]
    [InlineData(CellType.Number, "12.5")]
    public void Zero_and_the_usual_writings_are_fine(CellType type, string value) =>
        Assert.Empty(Checks.Of(Design(new FormColumn("B", ["格"], type) { Required = true }), [Row(0, ("B", value))]));

    [Fact]
    public void A_part_is_never_more_than_its_whole()
    {
        var design = Design(new("B", ["高龄老人数"], CellType.Integer), new("C", ["其中独居"], CellType.Integer));
        var problem = Assert.Single(Checks.Of(design, [Row(0, ("B", "4"), ("C", "5"))]));
        Assert.Contains("高龄老人数", problem.Words);
        Assert.Empty(Checks.Of(design, [Row(0, ("B", "4"), ("C", "4"))]));
    }

    [Fact]
    public void The_whole_of_a_group_is_its_subtotal()
    {
        FormColumn[] columns = [new("B", ["残疾人", "人数", "小计"], CellType.Integer), new("C", ["残疾人", "人数", "男"], CellType.Integer), new("D", ["残疾人", "其中：重度"], CellType.Integer), new("E", ["其中：租房"], CellType.Integer)];
        Assert.Equal("B", Checks.WholeOf(columns, columns[2])!.Letter);
    }

    [Fact]
    public void A_rule_of_the_workbook_over_two_cells_holds_for_every_row()
    {
        var design = Design(new("M", ["人数"], CellType.Integer), new("N", ["外来"], CellType.Integer) { Rule = new("custom", null, null, "N5<=M5", "外来不能多于人数") });
        var problem = Assert.Single(Checks.Of(design, [Row(0, ("M", "3"), ("N", "2")), Row(1, ("M", "1"), ("N", "2"))]));
        Assert.Equal(("r1", "外来不能多于人数"), (problem.Cell.Row, problem.Words));
    }

    [Fact]
    public void A_date_outside_the_allowed_days_is_told_in_the_forms_own_words()
    {
        var rule = new CellRule("date", 46082, 46112, null, "应在3月内");        // 2026-03-01 and 2026-03-31 as Excel serials
        var design = Design(new FormColumn("B", ["走访日期"], CellType.Date) { Rule = rule });
        Assert.Empty(Checks.Of(design, [Row(0, ("B", "2026-03-31"))]));
        Assert.Equal("应在3月内", Assert.Single(Checks.Of(design, [Row(0, ("B", "2026-04-01"))])).Words);
    }

    [Theory]
    [InlineData("B5+C5", "7")]
    [InlineData("SUM(B5:B6)-C6", "8")]
    [InlineData("IF(B5=0,0,ROUND(C5/B5*100,2))", "133.33")]
    [InlineData("IF(B5>C5,\"多\",\"OK\")", "OK")]
    [InlineData("ROUND(C5/D5,1)", null)]
    [InlineData("VLOOKUP(B5,A1:B2,2)", null)]
    [InlineData("B5+", null)]
    public void The_workbooks_own_formulas_compute_or_stay_blank(string formula, string? value)
    {
        var table = new FormTable { Sheet = "表", Kind = TableKind.List, FirstRow = 5, Columns = [new("B", ["一"], CellType.Integer), new("C", ["二"], CellType.Integer), new("F", ["算"], CellType.Integer) { Formula = formula }] };
        var filled = new FilledTable(table, 0, [Row(0, ("B", "3"), ("C", "4")), Row(1, ("B", "7"), ("C", "2"))]);
        Assert.Equal(value, filled.Value(filled.Lines[0], "F"));
    }

    [Fact]
    public void A_circle_of_formulas_ends()
    {
        var table = new FormTable { Sheet = "表", Kind = TableKind.List, FirstRow = 5, Columns = [new("B", ["一"], CellType.Integer) { Formula = "C{r}" }, new("C", ["二"], CellType.Integer) { Formula = "B{r}" }] };
        var filled = new FilledTable(table, 0, [Row(0)]);
        Assert.Null(filled.Value(filled.Lines[0], "B"));
    }
}
