using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <summary>A design as its publisher edits it.</summary>
/// <param name="Drawn">made here: everything may change; false = an uploaded workbook whose layout stays</param>
public sealed record DesignView(Guid Id, string Title, bool Drawn, bool Sent, bool Mine, string Period, string? DueSaid, string? Due, string? DueTime, string? Unit, IReadOnlyList<string> Notes, IReadOnlyList<DesignTable> Tables);

/// <param name="Rows">whose records a list shows; null where rows are regions or printed</param>
/// <param name="RowChoices">fields a list's column may be bound to</param>
public sealed record DesignTable(int No, string Kind, string KindName, bool IsList, string? Caption, string? Rows, IReadOnlyList<FieldChoice> RowChoices, IReadOnlyList<DesignColumn> Columns, int PrintedRows);

public sealed record FieldChoice(string Key, string Name);

/// <param name="Fill">platform, people, formula, ask, region, number, account or review</param>
/// <param name="Understood">what fills it, in words</param>
/// <param name="Confidence">0 to 1</param>
/// <param name="Sensitive">not brought for those without a grant</param>
public sealed record DesignColumn(string Column, string Name, IReadOnlyList<string> Path, string Type, string? Unit, bool Required, IReadOnlyList<string> Choices, decimal? Minimum, decimal? Maximum, string Fill, string Understood, double Confidence, string? Field,
    string? Formula, string? Question, IReadOnlyList<string> Options, bool Sensitive, bool Hidden);

/// <summary>A design in words. Pure.</summary>
public static class DesignReading
{
    public static DesignView Of(Report report, bool sent, Account account, Catalog catalog)
    {
        var form = report.Design.Form;
        return new(report.Id, form.Title, report.Workbook is null, sent, report.Publisher == account.Id, FormReading.Name(form.Period), form.Due?.Said, form.Due?.Date is { } due ? $"{due:yyyy-MM-dd}" : null, form.Due?.Time is { } time ? $"{time:HH\\:mm}" : null,
            form.Unit, [.. form.Notes.Select(n => Wording.Squeeze(n.Text))], [.. form.Tables.Select((t, no) => Table(report.Design, t, no, catalog))]);
    }

    private static DesignTable Table(ReportDesign design, FormTable table, int no, Catalog catalog)
    {
        var rows = design.RowQueries[no];
        IReadOnlyList<FieldChoice> fields = rows is null ? [] : [.. catalog.Words.Records.First(r => r.Key == rows.Plan.Record).Fields.Where(f => f.Lists).Select(f => new FieldChoice(f.Key, f.Name))];
        return new(no, FormReading.Name(table.Kind), Dialog.ReportWords.Kind(table), table.IsList, table.Caption, rows?.Understood, fields, [.. Slot.Of(design).Where(s => s.Table == no).Select(s => Column(design, table, s, catalog))], table.Rows.Count);
    }

    private static DesignColumn Column(ReportDesign design, FormTable table, Slot slot, Catalog catalog)
    {
        var binding = slot.Binding;
        var printed = table.Kind == TableKind.FixedRows ? design.Bindings[slot.Table].Where(b => b.Key.StartsWith(slot.Column, StringComparison.Ordinal) && b.Key.Length > slot.Column.Length && char.IsAsciiDigit(b.Key[slot.Column.Length])).Select(b => b.Value).ToList() : [];
        if (binding is Nobody && printed.OfType<Figure>().Any()) return Made(slot, "platform", $"{printed.OfType<Figure>().Count()} 格由平台带，{printed.OfType<Computed>().Count()} 格是公式，其余人填", printed.OfType<Figure>().Min(f => f.Confidence), catalog);
        return Made(slot, FillOf(slot), Words(slot, catalog), binding.Confidence, catalog);
    }

    private static DesignColumn Made(Slot slot, string fill, string words, double confidence, Catalog catalog) => new(slot.Column, slot.Name, slot.Path, FormReading.Name(slot.Type), slot.Unit, slot.Required, slot.Choices, slot.Rule?.Minimum, slot.Rule?.Maximum,
        fill, words, confidence, (slot.Binding as RowField)?.Field, slot.Formula, (slot.Binding as Undecided)?.Question, [.. (slot.Binding as Undecided)?.Options.Select(o => o.Label) ?? []], IsSensitive(slot.Binding, catalog), slot.Hidden);

    private static string FillOf(Slot slot) => slot.Binding switch
    {
        _ when slot.Formula is not null => "formula",
        Computed => "formula",
        Undecided => "ask",
        RegionName => "region",
        RowNumber => "number",
        FromAccount => "account",
        ByReviewer => "review",
        Nobody => "people",
        _ => "platform",
    };

    /// <summary>A binding said back: the plan of a figure piece by piece, the field of a list by name.</summary>
    public static string Words(Slot slot, Catalog catalog) => Words(slot.Binding, catalog);

    public static string Words(CellBinding binding, Catalog catalog) => binding switch
    {
        Figure figure => string.Join("；", figure.Plans.Select(p => PlanWords.Of(p, catalog.Words))),
        RowField field => field.Understood,
        RowFlag flag => $"是否{flag.Understood}",
        RowCount count => $"该房屋里的人数：{count.Understood}",
        PlaceCount count => count.Understood,
        FromAccount fact => fact.Understood,
        RegionName => "社区（地区）名称",
        RowNumber => "序号",
        Computed computed => "公式：" + computed.Formula.Replace("{r}", "", StringComparison.Ordinal),
        Undecided undecided => undecided.Question,
        ByReviewer => "审核人填",
        _ => "平台没有，由人填",
    };

    public static bool IsSensitive(CellBinding binding, Catalog catalog) => binding is Figure figure && figure.Plans.Any(p => PlanTouches.Of(p, catalog).All.Any(t => t.Sensitive));
}
