using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports;

/// <summary>What is stored of a report: what it looks like and what fills each column. Columns and fields are named by letter or cell.</summary>
/// <param name="Bindings">one map a table: column letter, field cell, or single cell ("D9") of a fixed-rows table → what fills it</param>
/// <param name="RowQueries">one a table: whose records make the rows of a list; null where rows are regions or printed</param>
public sealed record ReportDesign(ReportForm Form, IReadOnlyList<IReadOnlyDictionary<string, CellBinding>> Bindings, IReadOnlyList<RowQuery?> RowQueries)
{
    public CellBinding BindingOf(int table, string column) => Bindings[table].GetValueOrDefault(column) ?? Nobody.Knows;
}
