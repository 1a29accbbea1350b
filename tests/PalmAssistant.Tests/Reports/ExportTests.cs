using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>Export keeps the original workbook: merges, formulas and notes stay, what outgrows the printed rows pushes the rest down.</summary>
public class ExportTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);

    private static ExportRow Row(params (string Column, string Value)[] values) => new(null, values.ToDictionary(v => v.Column, v => v.Value));

    private static (ReportForm Form, SheetGrid Sheet) Written(BlankWorkbook book, params ExportRow[] rows)
    {
        var blank = book.Bytes();
        var form = ((ReadForm.Recognised)FormReader.Read(blank, Today)).Form;
        var filled = FilledWorkbook.Write(blank, form, [rows], new Dictionary<string, string> { ["填报单位"] = "海棠街道" });
        return (form, ((OpenedWorkbook.Sheets)WorkbookFile.Open(filled)).All[0]);
    }

    private static BlankWorkbook Book()
    {
        var book = new BlankWorkbook();
        book.Sheet("统计").Row(1, "A", "老人统计").Merge("A1:D1").Row(2, "A", "填报单位：").Merge("A2:D2").Row(3, "A", "序号", "社区", "男", "合计")
            .Row(4, "D", "=C4*2").Row(5, "D", "=C5*2").Row(6, "A", "合计").Row(6, "C", "=SUM(C4:C5)", "=SUM(D4:D5)").Draw("A3:D6").Row(7, "A", "注：按实有人口。").Merge("A7:D7").Whole("C4:C5", 0, 999);
        return book;
    }

    [Fact]
    public void Values_go_into_their_cells_and_formulas_stay_formulas()
    {
        var (_, sheet) = Written(Book(), Row(("A", "1"), ("B", "春和社区"), ("C", "3"), ("D", "99")));
        Assert.Equal(("春和社区", "3"), (sheet.TextAt(4, 2), sheet.TextAt(4, 3)));
        Assert.Equal("C4*2", sheet.At(4, 4)!.Formula);
        Assert.Equal("SUM(C4:C5)", sheet.At(6, 3)!.Formula);
        Assert.Equal("填报单位：海棠街道", sheet.TextAt(2, 1));
    }

    [Fact]
    public void Rows_that_outgrow_the_form_push_total_and_notes_down()
    {
        var (_, sheet) = Written(Book(), [.. Enumerable.Range(1, 5).Select(i => Row(("A", i.ToString()), ("B", $"社区{i}"), ("C", i.ToString())))]);
        Assert.Equal("社区5", sheet.TextAt(8, 2));
        Assert.Equal("C8*2", sheet.At(8, 4)!.Formula);
        Assert.Equal(("合计", "SUM(C4:C8)"), (sheet.TextAt(9, 1), sheet.At(9, 3)!.Formula));
        Assert.Equal("注：按实有人口。", sheet.TextAt(10, 1));
        Assert.Equal(4, sheet.BlockAt(10, 1).Width);
        Assert.NotNull(sheet.RuleAt(8, 3));
    }

    [Fact]
    public void A_text_that_looks_like_a_formula_stays_a_text()
    {
        var (_, sheet) = Written(Book(), Row(("B", "=HYPERLINK(\"http://x\")")));
        Assert.Null(sheet.At(4, 2)!.Formula);
        Assert.Equal("=HYPERLINK(\"http://x\")", sheet.TextAt(4, 2));
    }

    [Fact]
    public void A_report_made_by_words_is_drawn_with_its_columns_in_order_and_a_total()
    {
        var form = SaidTable.Read("做个表：社区、助浴需求人数、备注，发给各社区", Today)!.Form;
        var filled = FilledWorkbook.Write(DrawnWorkbook.Draw(form), form, [[Row(("A", "甲社区"), ("B", "2")), Row(("A", "乙社区"), ("B", "3"))]], new Dictionary<string, string>());
        var sheet = ((OpenedWorkbook.Sheets)WorkbookFile.Open(filled)).All[0];
        Assert.Equal(["社区", "助浴需求人数", "备注"], Enumerable.Range(1, 3).Select(c => sheet.TextAt(2, c)));
        Assert.Equal(("乙社区", "合计", "SUM(B3:B4)"), (sheet.TextAt(4, 1), sheet.TextAt(5, 1), sheet.At(5, 2)!.Formula));
    }
}
