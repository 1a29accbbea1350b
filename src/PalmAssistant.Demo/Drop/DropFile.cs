using System.Globalization;

namespace PalmAssistant.Demo.Drop;

/// <summary>
/// One file of the drop. Callers hand over rows in the contract's column order; the file has headers of its own,
/// perhaps columns nobody asked for, and now and then a blank row, the header again, and a 合计 at the end. It counts what it wrote.
/// </summary>
internal sealed class DropFile : IDisposable
{
    private static readonly string[] Remarks = ["电话已变更,待核", "本人自报\"外地\"", "门锁, 邻居代答", "已核实"];

    private readonly Sheet sheet;
    private readonly Dice dice;
    private readonly int[] order;
    private readonly Cell[] cells;
    private readonly Cell[] header;
    private readonly bool numbered, remarked, blanks, headers, total;

    public DropFile(FileKind kind, string path, DemoStyle style, Dice dice)
    {
        this.dice = dice;
        sheet = kind.Form(style) == "xlsx" ? new XlsxSheet(path) : CsvSheet.Open(path, kind.Form(style), dice.Chance(0.3) ? "\r\n" : "\n");
        Count = new(Path.GetFileName(path));
        numbered = style == DemoStyle.B && !kind.Clean && dice.Chance(0.5);
        remarked = !kind.Clean && dice.Chance(0.4);
        order = [.. Enumerable.Range(0, kind.Columns.Length)];
        if (style == DemoStyle.B && !kind.Clean && dice.Chance(0.4)) dice.Shuffle(order);
        cells = new Cell[order.Length + (numbered ? 1 : 0) + (remarked ? 1 : 0)];
        Array.Fill(cells, new(""));
        header = Header(kind);
        (blanks, headers, total) = kind.Clean ? default : kind.Number is "01" or "02" ? (true, true, true) : (dice.Chance(0.5), dice.Chance(0.4), dice.Chance(0.4));
        sheet.Row(header);
    }

    public FileTruth Count { get; }

    /// <summary>Writes one data row; cells in the contract's column order.</summary>
    public void Add(params ReadOnlySpan<Cell> row)
    {
        var offset = numbered ? 1 : 0;
        for (var i = 0; i < order.Length; i++) cells[offset + i] = row[order[i]];
        Count.Data++;
        if (remarked) cells[^1] = dice.Next(300) == 0 ? dice.Pick(Remarks) : "";
        if (numbered) cells[0] = Cell.Number(Count.Data);
        sheet.Row(cells);
        Interrupt();
    }

    /// <summary>Writes a row that says nothing new about what an earlier or better row said.</summary>
    public void AddAgain(params ReadOnlySpan<Cell> row)
    {
        Add(row);
        Count.Duplicates++;
    }

    /// <summary>Writes a row that nobody can tell whom it is about.</summary>
    public void AddLost(params ReadOnlySpan<Cell> row)
    {
        Add(row);
        Count.Quarantined++;
    }

    /// <summary>Rarer the longer the file: nobody pages through a million rows leaving blanks.</summary>
    private void Interrupt()
    {
        var every = 600 + Count.Data / 10;
        if (blanks && dice.Next(every) == 0)
        {
            sheet.Row(new Cell[cells.Length].Select(_ => new Cell("")).ToArray());
            Count.Blank++;
        }
        if (headers && dice.Next(every) == 0)
        {
            sheet.Row(header);
            Count.RepeatedHeader++;
        }
    }

    private Cell[] Header(FileKind kind)
    {
        var names = order.Select(i => Name(kind.Columns[i])).ToList();
        if (numbered) names.Insert(0, "序号");
        if (remarked) names.Add("备注");
        return [.. names.Select(n => new Cell(n))];
    }

    private string Name(string column)
    {
        var names = column.Split('|');
        return dice.Chance(0.5) ? names[0] : dice.Pick(names);
    }

    public void Dispose()
    {
        if (total && Count.Data > 0)
        {
            var row = header.Select(_ => new Cell("")).ToArray();
            row[0] = "合计";
            row[1] = Cell.Number(Count.Data);
            sheet.Row(row);
            Count.Total++;
        }
        sheet.Dispose();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count.File}: {Count.Data}");
}
