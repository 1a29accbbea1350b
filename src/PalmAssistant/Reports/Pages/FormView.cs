namespace PalmAssistant.Reports.Pages;

/// <summary>A submission as the form page shows it: what is asked, what stands in each cell and why, what still needs a look.</summary>
/// <param name="Right">fill, review or read</param>
/// <param name="Editable">the account fills it and it is not submitted</param>
/// <param name="State">waiting, draft, submitted, returned, accepted</param>
/// <param name="Due">yyyy-MM-dd; null = no deadline</param>
/// <param name="AsOf">when the platform's figures were brought</param>
/// <param name="Sources">"0/D" or, for printed rows, "0/D9" → where the prefilled value comes from</param>
/// <param name="Typed">cell → what a person put there</param>
/// <param name="Trace">newest step; the page asks whether others went on since</param>
public sealed record FormView(
    Guid Id, Guid Issue, string Title, string Publisher, string Target, string Right, bool Editable, string State, string? Due, string? DueTime, bool Overdue, string? AsOf,
    DateTimeOffset? SubmittedAt, string? SubmittedBy, string? ReturnedWhy, bool SaidRepeated, string? ExtensionAsked, IReadOnlyList<string> Notes, IReadOnlyList<TableView> Tables,
    IReadOnlyDictionary<string, SourceView> Sources, IReadOnlyDictionary<string, TypedView> Typed, IReadOnlyDictionary<string, IReadOnlyList<ProblemView>> Problems,
    IReadOnlyList<AttentionView> Attention, IReadOnlyDictionary<string, IReadOnlyList<AttachmentView>> Files, string Me, long Trace);

/// <param name="Closed">cells nobody types into ("D9"): blocked or computed</param>
public sealed record TableView(int No, string Kind, bool IsList, string? Caption, IReadOnlyList<ColumnView> Columns, IReadOnlyList<RowView> Rows, IReadOnlyList<string> Closed, string? Withheld);

/// <param name="Type">text, integer, number, date, month, choice, file, sequence</param>
public sealed record ColumnView(string Column, string Name, IReadOnlyList<string> Path, string Type, string? Unit, bool Required, IReadOnlyList<string> Choices, bool Editable, bool Formula, bool Asked, string? Comment, int? Longest);

public sealed record RowView(string Key, string Name, bool Removed, bool Added, IReadOnlyDictionary<string, string> Values);

/// <param name="Withheld">why the account may not see it; the cell is then neither empty nor 0</param>
/// <param name="Stale">the source's newest row is older than half a year</param>
public sealed record SourceView(string Name, string? Latest, string Understood, string? Withheld, bool Stale);

/// <param name="Brought">what the platform had brought; null when it brought nothing</param>
public sealed record TypedView(string? Value, int Version, string By, string ByName, DateTimeOffset At, string? Why, string? Brought);

public sealed record ProblemView(string Kind, string Words, string Row, string Column);

/// <param name="At">a cell, or a whole column ("0/D")</param>
/// <param name="Kind">returned, stale or conflict</param>
public sealed record AttentionView(string At, string Kind, string Words);

public sealed record AttachmentView(Guid Id, string Name, string Type, long Length, string ByName);
