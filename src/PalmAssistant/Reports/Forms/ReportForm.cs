using System.Text.Json.Serialization;

namespace PalmAssistant.Reports.Forms;

/// <summary>
/// What a report looks like, whether said in a sentence, drawn on a page or read from a blank workbook: one model.
/// Says nothing about data: how a column is filled is <c>Binding</c>'s business.
/// </summary>
public sealed record ReportForm(string Title, IReadOnlyList<FormTable> Tables)
{
    /// <summary>Lines above and below the tables that the platform fills from account and clock (填报单位：).</summary>
    public IReadOnlyList<MetaLine> Meta { get; init; } = [];

    /// <summary>口径, instructions and footnotes, in reading order; instruction sheets included.</summary>
    public IReadOnlyList<FormNote> Notes { get; init; } = [];
    public IReadOnlyList<OtherSheet> OtherSheets { get; init; } = [];

    /// <summary>Unit of every number that names none ("单位：人").</summary>
    public string? Unit { get; init; }
    public DueDate? Due { get; init; }
    public ReportPeriod Period { get; init; } = ReportPeriod.Once;

    [JsonIgnore] public IEnumerable<FormColumn> Columns => Tables.SelectMany(t => t.Columns);
}

public enum ReportPeriod { Once, Weekly, Monthly, Quarterly, Yearly }

/// <summary>Summary: a row per region. Lists: a row per record. FixedRows: printed row labels. Form: label, blank, label, blank.</summary>
public enum TableKind { Summary, PersonList, HouseList, VenueList, EntityList, List, FixedRows, Form }

/// <summary>One table of a workbook. Rows are 1-based sheet rows. For a sentence-made report the rows are those the export lays out.</summary>
public sealed record FormTable
{
    public required string Sheet { get; init; }
    public required TableKind Kind { get; init; }

    /// <summary>"表一 在保对象统计", when a sheet holds several tables.</summary>
    public string? Caption { get; init; }
    public IReadOnlyList<int> HeaderRows { get; init; } = [];

    /// <summary>The 甲 乙 1 2 3 row under a statistical header.</summary>
    public int? IndexRow { get; init; }
    public IReadOnlyList<int> ExampleRows { get; init; } = [];
    public int FirstRow { get; init; }
    public int LastRow { get; init; }
    public int? TotalRow { get; init; }
    public IReadOnlyList<FormColumn> Columns { get; init; } = [];

    /// <summary>Printed row labels (FixedRows, or a summary whose communities are already written in).</summary>
    public IReadOnlyList<FormRow> Rows { get; init; } = [];

    /// <summary>Letters of the columns that hold the printed labels and codes.</summary>
    public IReadOnlyList<string> KeyColumns { get; init; } = [];

    /// <summary>Cells of a form-like sheet.</summary>
    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>Formulas of single cells that differ from their column's ("D9" = SUM(D10:D17)).</summary>
    public IReadOnlyDictionary<string, string> Formulas { get; init; } = new Dictionary<string, string>();

    /// <summary>Cells the sheet itself blocks ("—").</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    [JsonIgnore] public bool IsList => Kind is TableKind.PersonList or TableKind.HouseList or TableKind.VenueList or TableKind.EntityList or TableKind.List;
}

/// <param name="Letter">"A", "AB"</param>
/// <param name="Path">header texts from top to leaf, white space removed</param>
public sealed record FormColumn(string Letter, IReadOnlyList<string> Path, CellType Type)
{
    public string? Unit { get; init; }
    public bool Required { get; init; }
    public bool Hidden { get; init; }
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Of every data row, with {r} for the row ("E{r}+F{r}"); null = typed or prefilled.</summary>
    public string? Formula { get; init; }
    public CellRule? Rule { get; init; }

    /// <summary>A comment on the header cell: part of the 口径.</summary>
    public string? Comment { get; init; }
    [JsonIgnore] public string Leaf => Path[^1];
    [JsonIgnore] public string Name => string.Join('·', Path);
}

public enum CellType { Text, Integer, Number, Date, Choice, File, Sequence }

/// <summary>What the workbook's own validation allows. Minimum and Maximum are numbers, or days since 1899-12-30 for dates, or lengths for text.</summary>
public sealed record CellRule(string Kind, decimal? Minimum, decimal? Maximum, string? Formula, string? Message);

public sealed record FormRow(int Row, string Label, FormRowRole Role);

/// <summary>Of: printed as 其中 of the row above; Extra: 附, outside the total.</summary>
public enum FormRowRole { Data, Total, Of, Extra }

/// <param name="LabelAt">"A3"</param>
/// <param name="ValueAt">"B3"</param>
public sealed record FormField(string LabelAt, string ValueAt, IReadOnlyList<string> Path, CellType Type)
{
    public string? Unit { get; init; }
    public bool Required { get; init; }
    public IReadOnlyList<string> Choices { get; init; } = [];
    public string? Formula { get; init; }
    public int? MaximumLength { get; init; }
    [JsonIgnore] public string Name => string.Join('·', Path);
}

/// <param name="At">cell of the label; the value goes into the same cell behind it</param>
public sealed record MetaLine(string Sheet, string At, string Text);

public sealed record FormNote(string Sheet, string At, string Text);

public sealed record OtherSheet(string Name, OtherSheetRole Role, bool Hidden);

public enum OtherSheetRole { Instructions, Dictionary, Other }

/// <summary>When a report is due. A weekly one has a weekday, a single one a date; the time of day is local.</summary>
/// <param name="Said">the words it was read from, for confirmation</param>
public sealed record DueDate(DateOnly? Date, DayOfWeek? Weekday, TimeOnly? Time, string Said);
