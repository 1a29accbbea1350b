namespace PalmAssistant.Reports.Forms;

/// <summary>What an uploaded workbook was recognised as.</summary>
public abstract record ReadForm
{
    public sealed record Recognised(ReportForm Form) : ReadForm;

    /// <param name="Reason">specific and in Chinese: what it is and what to do</param>
    public sealed record Refused(string Reason) : ReadForm;
}

/// <summary>A blank workbook to a <see cref="ReportForm"/>. Pure: bytes and today's date in, a form or the reason out.</summary>
public static class FormReader
{
    public static ReadForm Read(byte[] workbook, DateOnly today) => WorkbookFile.Open(workbook) switch
    {
        OpenedWorkbook.Refused refused => new ReadForm.Refused(refused.Reason),
        OpenedWorkbook.Sheets sheets => Read(sheets.All, today),
        _ => throw new InvalidOperationException(),
    };

    public static ReadForm Read(IReadOnlyList<SheetGrid> grids, DateOnly today)
    {
        if (grids.All(g => g.LastRow == 0))
            return new ReadForm.Refused($"这个工作簿里 {grids.Count} 张表都没有内容，没有找到表头，没有建表。请检查是不是传错了文件。");
        var sheets = grids.Where(g => !g.Hidden && g.LastRow > 0).Select(SheetForm.Read).ToList();
        var tables = sheets.SelectMany(s => s.Tables).ToList();
        if (tables.Count == 0)
            return new ReadForm.Refused("这个工作簿里有文字，但没有找到表头（一行并排的栏目名）或“项目、空格”相间的登记格，没有建表。请确认是空表后重传。");
        var main = sheets.Where(s => s.Tables.Count > 0).ToList();
        var title = main.Select(s => s.Title).FirstOrDefault(t => t is not null) ?? main[0].Grid.Name;
        var instructions = sheets.Where(s => s.Tables.Count == 0).ToList();
        IReadOnlyList<FormNote> notes = [.. sheets.SelectMany(s => s.Notes), .. instructions.SelectMany(s => s.Meta.Select(m => new FormNote(m.Sheet, m.At, m.Text)))];
        IReadOnlyList<MetaLine> meta = [.. main.SelectMany(s => s.Meta)];
        var words = notes.Select(n => n.Text).Concat(meta.Select(m => m.Text)).Append(title).ToList();
        var due = words.Select(w => DueDates.Find(w, today)).FirstOrDefault(d => d is not null);
        return new ReadForm.Recognised(new(title, Required.Mark(tables, notes))
        {
            Meta = meta,
            Notes = notes,
            Unit = main.Select(s => s.Unit).FirstOrDefault(u => u is not null),
            OtherSheets = [.. instructions.Select(s => new OtherSheet(s.Grid.Name, OtherSheetRole.Instructions, false)),
                           .. grids.Where(g => g.Hidden).Select(g => new OtherSheet(g.Name, IsDictionary(g) ? OtherSheetRole.Dictionary : OtherSheetRole.Other, true))],
            Due = due,
            Period = DueDates.PeriodOf(words),
        });
    }

    private static bool IsDictionary(SheetGrid grid) => grid.LastRow > 0;
}
