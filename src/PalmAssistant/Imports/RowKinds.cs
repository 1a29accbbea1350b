using PalmAssistant.Imports.Cleaning;
using PalmAssistant.Imports.Readers;

namespace PalmAssistant.Imports;

/// <summary>What a physical row is.</summary>
public enum RowKind { Data, Blank, RepeatedHeader, Total }

/// <summary>Tells data from the other rows that spreadsheets carry.</summary>
public static class RowKinds
{
    private static readonly string[] TotalWords = ["合计", "总计", "小计", "共计", "总数", "本页合计"];

    public static RowKind Of(IRowReader row, HeaderRow header)
    {
        var first = FirstFilled(row);
        if (first.Length == 0) return RowKind.Blank;
        if (first.Length <= 12 && IsTotal(first)) return RowKind.Total;
        return header.IsRepeatedBy(row) ? RowKind.RepeatedHeader : RowKind.Data;
    }

    private static string FirstFilled(IRowReader row)
    {
        for (var i = 0; i < row.CellCount; i++)
        {
            var cell = row.Cell(i);
            if (!string.IsNullOrWhiteSpace(cell)) return cell;
        }
        return "";
    }

    // 合计, 合计：, 合计854户; but a person may be called 合计生.
    private static bool IsTotal(string cell)
    {
        var word = Words.Compact(cell);
        return Array.Exists(TotalWords, total => word.StartsWith(total, StringComparison.Ordinal) && (word.Length == total.Length || word[total.Length] is ':' or '：' or '(' or '（' or (>= '0' and <= '9')));
    }
}
