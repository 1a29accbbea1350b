using PalmAssistant.Imports.Cleaning;
using PalmAssistant.Imports.Readers;

namespace PalmAssistant.Imports;

/// <summary>Which cell of a row holds which column of the profile. Columns are found by header, in any order; unknown ones are left out.</summary>
public sealed class HeaderRow
{
    /// <summary>Lines above the header that a title or a note may take.</summary>
    private const int MostTitleRows = 10;

    private readonly string[] headers;
    private readonly int[] cellOf;

    private HeaderRow(Profile profile, string[] headers, int[] cellOf) => (Profile, this.headers, this.cellOf) = (profile, headers, cellOf);

    public Profile Profile { get; }

    /// <summary>The cell of the profile's n-th column, -1 when the file has no such column.</summary>
    public int Cell(int column) => cellOf[column];

    /// <summary>Reads on to the header row.</summary>
    /// <exception cref="DropFileError">No row looks like the header, or a required column is missing.</exception>
    public static HeaderRow Find(IRowReader rows, Profile profile, ProfileCatalog catalog)
    {
        HeaderRow? best = null;
        for (var i = 0; i <= MostTitleRows && rows.Read(); i++)
        {
            var row = Match(rows, profile, catalog);
            if (row.IsComplete) return row;
            if (best is null || row.Found > best.Found) best = row;
        }
        if (best is null) throw new DropFileError("文件里一行内容也没有");
        if (best.Found * 2 < best.Profile.Columns.Count(c => c.Required)) throw new DropFileError($"找不到表头，应有：{string.Join('、', profile.Columns.Where(c => c.Required).Select(c => c.Header))}");
        throw new DropFileError($"缺少必需的列：{string.Join('、', best.Missing().Select(c => Spelt(c, catalog)))}");
    }

    /// <summary>A mapping for rows that already carry canonical headers.</summary>
    public static HeaderRow Canonical(Profile profile) =>
        new(profile, [.. profile.Columns.Select(c => c.Header)], [.. Enumerable.Range(0, profile.Columns.Count)]);

    /// <summary>The header again, further down: at least two cells and most of the filled ones repeat it.</summary>
    public bool IsRepeatedBy(IRowReader row)
    {
        int filled = 0, same = 0;
        for (var i = 0; i < row.CellCount; i++)
        {
            var cell = row.Cell(i);
            if (cell.Length == 0) continue;
            filled++;
            if (i < headers.Length && headers[i].Length > 0 && Words.Header(cell) == headers[i]) same++;
            else if (filled - same > 2) return false;
        }
        return same >= 2 && same * 10 >= filled * 7;
    }

    private bool IsComplete => !Missing().Any();

    private int Found => cellOf.Count(c => c >= 0);

    private IEnumerable<ProfileColumn> Missing() => Profile.Columns.Where((c, i) => c.Required && cellOf[i] < 0);

    private static HeaderRow Match(IRowReader row, Profile profile, ProfileCatalog catalog)
    {
        var headers = Enumerable.Range(0, row.CellCount).Select(i => Words.Header(row.Cell(i))).ToArray();
        var cellOf = new int[profile.Columns.Count];
        var taken = new HashSet<int>();
        Array.Fill(cellOf, -1);
        for (var pass = 0; pass < 2; pass++)   // a column's own header first: 类别 must not take what 力量类别 is for
            for (var c = 0; c < cellOf.Length; c++)
            {
                if (cellOf[c] >= 0) continue;
                var spellings = pass == 0 ? [profile.Columns[c].Header] : catalog.Spellings(profile.Columns[c]);
                var at = spellings.Select(s => Array.FindIndex(headers, h => h == Words.Header(s))).FirstOrDefault(i => i >= 0 && !taken.Contains(i), -1);
                if (at < 0) continue;
                cellOf[c] = at;
                taken.Add(at);
            }
        return new(profile, headers, cellOf);
    }

    private static string Spelt(ProfileColumn column, ProfileCatalog catalog)
    {
        var others = catalog.Spellings(column).Skip(1).Take(4).ToList();
        return others.Count == 0 ? column.Header : $"{column.Header}（也可写作 {string.Join('、', others)}）";
    }
}
