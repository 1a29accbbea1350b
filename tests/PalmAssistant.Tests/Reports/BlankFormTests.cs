using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>Blank workbooks of other departments and other hands: each is recognised as the person who drew it meant it.</summary>
public class BlankFormTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);

    private static ReportForm Read(BlankWorkbook book) => Assert.IsType<ReadForm.Recognised>(FormReader.Read(book.Bytes(), Today)).Form;

    [Fact]
    public void A_header_of_three_merged_levels_gives_full_paths()
    {
        var book = new BlankWorkbook();
        book.Sheet("汇总").Row(1, "A", "附件3").Row(2, "A", "困难群体情况汇总表").Merge("A2:H2").Row(3, "A", "填报单位：").Row(3, "G", "单位：人").Merge("A3:C3", "G3:H3")
            .Row(4, "A", "序号", "村居", "残疾人").Row(4, "H", "备注").Row(5, "C", "合计", "其中").Row(5, "F", "重度").Row(6, "D", "男", "女").Row(6, "F", "一级", "二级")
            .Merge("A4:A6", "B4:B6", "C4:G4", "C5:C6", "D5:E5", "F5:G5", "H4:H6").Draw("A4:H16").Row(17, "A", "合计").Row(17, "C", "=SUM(C7:C16)").Row(18, "A", "注：残疾人以持证为准。").Merge("A18:H18").Draw("A17:H17");
        var form = Read(book);
        Assert.Equal("困难群体情况汇总表", form.Title);
        Assert.Equal("人", form.Unit);
        var table = Assert.Single(form.Tables);
        Assert.Equal(TableKind.Summary, table.Kind);
        Assert.Equal([4, 5, 6], table.HeaderRows);
        Assert.Equal((7, 16, 17), (table.FirstRow, table.LastRow, table.TotalRow));
        Assert.Equal(["序号", "村居", "残疾人·合计", "残疾人·其中·男", "残疾人·其中·女", "残疾人·重度·一级", "残疾人·重度·二级", "备注"], table.Columns.Select(c => c.Name));
        Assert.Equal("注：残疾人以持证为准。", Assert.Single(form.Notes).Text);
    }

    [Fact]
    public void A_header_that_nobody_merged_is_still_two_levels()
    {
        var book = new BlankWorkbook();
        book.Sheet("Sheet1").Row(1, "A", "企业用工情况表").Row(2, "A", "企业名称", "信用代码", "用工人数", "", "联系人", "").Row(3, "C", "本地", "外地", "姓名", "电话");
        var table = Assert.Single(Read(book).Tables);
        Assert.Equal(TableKind.EntityList, table.Kind);
        Assert.Equal([2, 3], table.HeaderRows);
        Assert.Equal(["企业名称", "信用代码", "用工人数·本地", "用工人数·外地", "联系人·姓名", "联系人·电话"], table.Columns.Select(c => c.Name));
    }

    [Fact]
    public void An_example_row_is_neither_header_nor_data_and_drop_downs_come_from_the_hidden_sheet()
    {
        var book = new BlankWorkbook();
        book.Sheet("摸底").Row(1, "A", "失业人员摸底花名册").Merge("A1:E1").Row(2, "A", "序号", "姓名", "身份证号", "就业意向", "备注").Row(3, "A", "示例", "王某", "3702****", "公益岗", "")
            .Draw("A2:E33").Choices("D3:D33", "选项!$A$1:$A$3");
        book.Sheet("选项", hidden: true).Row(1, "A", "公益岗").Row(2, "A", "灵活就业").Row(3, "A", "不就业");
        var form = Read(book);
        var table = Assert.Single(form.Tables);
        Assert.Equal(TableKind.PersonList, table.Kind);
        Assert.Equal([3], table.ExampleRows);
        Assert.Equal((4, 33), (table.FirstRow, table.LastRow));
        Assert.Equal(["公益岗", "灵活就业", "不就业"], table.Columns[3].Choices);
        Assert.Equal(new OtherSheet("选项", OtherSheetRole.Dictionary, true), Assert.Single(form.OtherSheets));
    }

    [Fact]
    public void Printed_row_labels_carry_their_group_and_the_blocked_cell_stays_blocked()
    {
        var book = new BlankWorkbook();
        book.Sheet("一").Row(1, "A", "住房情况").Merge("A1:E1").Row(2, "A", "类别", "", "套数", "面积", "人数").Merge("A2:B2").Row(3, "A", "住宅", "自住").Row(4, "B", "出租").Row(5, "B", "其中：群租").Row(6, "A", "车库").Row(6, "E", "—")
            .Row(7, "A", "合计").Row(7, "C", "=SUM(C3:C4)+C6").Merge("A3:A5", "A6:B6", "A7:B7").Draw("A2:E7");
        var table = Assert.Single(Read(book).Tables);
        Assert.Equal(TableKind.FixedRows, table.Kind);
        Assert.Equal(["住宅·自住", "住宅·出租", "住宅·其中：群租", "车库", "合计"], table.Rows.Select(r => r.Label));
        Assert.Equal([FormRowRole.Data, FormRowRole.Data, FormRowRole.Of, FormRowRole.Data, FormRowRole.Total], table.Rows.Select(r => r.Role));
        Assert.Equal(["E6"], table.Blocked);
        Assert.Equal("SUM(C3:C4)+C6", table.Formulas["C7"]);
    }

    [Fact]
    public void A_form_of_labels_and_blanks_has_groups_tick_boxes_and_limits()
    {
        var book = new BlankWorkbook();
        book.Sheet("登记").Row(1, "A", "小区物业登记表").Merge("A1:E1").Row(2, "A", "基本情况", "小区名称").Row(2, "D", "楼栋数（栋）").Row(3, "B", "物业公司").Row(3, "D", "有无业委会", "□有 □无")
            .Row(4, "B", "*联系电话").Row(4, "D", "户数（户）").Row(5, "A", "存在问题（100字以内）").Merge("A2:A4", "B5:E5").Draw("A2:E5");
        var table = Assert.Single(Read(book).Tables);
        Assert.Equal(TableKind.Form, table.Kind);
        Assert.Equal(["基本情况·小区名称", "楼栋数（栋）", "基本情况·物业公司", "有无业委会", "基本情况·*联系电话", "户数（户）", "存在问题（100字以内）"], table.Fields.Select(f => f.Name));
        Assert.Equal(["有", "无"], table.Fields[3].Choices);
        Assert.True(table.Fields[4].Required);
        Assert.Equal(100, table.Fields[6].MaximumLength);
        Assert.Equal(["C2", "E2", "C3", "E3", "C4", "E4", "B5"], table.Fields.Select(f => f.ValueAt));
    }

    [Fact]
    public void Two_tables_on_a_sheet_keep_their_own_headers()
    {
        var book = new BlankWorkbook();
        book.Sheet("双表").Row(1, "A", "安全生产月报").Merge("A1:D1").Row(2, "A", "表一 数量").Merge("A2:D2").Row(3, "A", "场所类别", "家数", "隐患数", "备注").Row(4, "A", "小餐饮").Row(5, "A", "小旅馆").Draw("A3:D5")
            .Row(7, "A", "表二 隐患清单").Merge("A7:D7").Row(8, "A", "序号", "场所名称", "隐患情况", "整改期限").Draw("A8:D18").Row(19, "A", "说明：每月25日前报送。").Merge("A19:D19");
        var form = Read(book);
        Assert.Equal(2, form.Tables.Count);
        Assert.Equal(("表一数量", TableKind.FixedRows, 4, 5), (form.Tables[0].Caption, form.Tables[0].Kind, form.Tables[0].FirstRow, form.Tables[0].LastRow));
        Assert.Equal(("表二隐患清单", TableKind.VenueList, 9, 18), (form.Tables[1].Caption, form.Tables[1].Kind, form.Tables[1].FirstRow, form.Tables[1].LastRow));
        Assert.Equal(ReportPeriod.Monthly, form.Period);
        Assert.Equal(new DateOnly(2026, 3, 25), form.Due!.Date);
    }

    [Fact]
    public void Instructions_in_front_are_notes_and_red_headers_alone_are_required()
    {
        var book = new BlankWorkbook();
        book.Sheet("说明").Row(1, "A", "填表须知").Row(2, "A", "一、登记范围为本社区全部空置房屋，含商铺，不含在建。").Row(3, "A", "二、请于3月20日15:30前报送。");
        book.Sheet("空置").Row(1, "A", "空置房屋台账").Merge("A1:F1").Row(2, "A", "编码", "小区", "楼栋", "房号", "空置原因", "校验").Row(3, "F", "=IF(E3=\"\",\"缺\",\"\")").Row(4, "F", "=IF(E4=\"\",\"缺\",\"\")")
            .Draw("A2:F4").Red("E2").Hide("A").Hide("F");
        var form = Read(book);
        Assert.Equal("空置房屋台账", form.Title);
        var table = Assert.Single(form.Tables);
        Assert.Equal(TableKind.HouseList, table.Kind);
        Assert.Equal(["空置原因"], table.Columns.Where(c => c.Required).Select(c => c.Leaf));
        Assert.Equal(["编码", "校验"], table.Columns.Where(c => c.Hidden).Select(c => c.Leaf));
        Assert.Equal("IF(E{r}=\"\",\"缺\",\"\")", table.Columns[5].Formula);
        Assert.Equal(new DateOnly(2026, 3, 20), form.Due!.Date);
        Assert.Equal(new TimeOnly(15, 30), form.Due.Time);
        Assert.Contains(form.Notes, n => n.Text.StartsWith("一、登记范围"));
    }

    [Fact]
    public void Communities_already_written_in_stay_the_rows()
    {
        var book = new BlankWorkbook();
        book.Sheet("统计").Row(1, "A", "充电桩统计").Merge("A1:C1").Row(2, "A", "社区", "充电桩数量（个）", "备注").Row(3, "A", "甲社区").Row(4, "A", "乙社区").Row(5, "A", "合计", "=SUM(B3:B4)").Draw("A2:C5");
        var table = Assert.Single(Read(book).Tables);
        Assert.Equal(TableKind.Summary, table.Kind);
        Assert.Equal(["甲社区", "乙社区", "合计"], table.Rows.Select(r => r.Label));
    }

    [Fact]
    public void Formats_dragged_far_down_are_not_rows()
    {
        var book = new BlankWorkbook();
        book.Sheet("表").Row(1, "A", "志愿者名单").Merge("A1:C1").Row(2, "A", "姓名", "性别", "特长").Draw("A2:C900").Row(13, "A", "注：只列在册志愿者。").Merge("A13:C13");
        var table = Assert.Single(Read(book).Tables);
        Assert.Equal((3, 12), (table.FirstRow, table.LastRow));
    }
}
