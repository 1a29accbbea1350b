using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace PalmAssistant.Imports.Readers;

/// <summary>
/// The rows of the first sheet with content of an .xlsx workbook (ECMA-376), read forward only: one row is in memory at a time.
/// A number is given as the shortest text of its value, so room 501 is "501" and a date is its serial.
/// Rows that the file leaves out between two others are given as blank: a spreadsheet shows them so.
/// </summary>
public sealed class XlsxRows : IRowReader
{
    private const long MostUnpacked = 4L << 30;
    private const int MostSharedText = 512 << 20;
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = false, IgnoreProcessingInstructions = true };

    private readonly ZipArchive zip;
    private readonly string[] shared;
    private readonly Stream sheet;
    private readonly long sheetLength;
    private readonly XmlReader xml;
    private readonly List<string> cells = [];
    private readonly StringBuilder text = new();
    private long position;
    private int rowInFile;
    private bool ended;

    private XlsxRows(ZipArchive zip, string[] shared, ZipArchiveEntry entry)
    {
        (this.zip, this.shared, sheetLength) = (zip, shared, Math.Max(1, entry.Length));
        sheet = entry.Open();
        xml = XmlReader.Create(sheet, Safe);
    }

    public string Encoding => "xlsx";

    public int RowNumber { get; private set; }

    public double Progress => Math.Min(1, (double)position / sheetLength);

    public int CellCount => RowNumber == rowInFile ? cells.Count : 0;

    public string Cell(int column) => RowNumber == rowInFile && column < cells.Count ? cells[column] : "";

    /// <exception cref="DropFileError">Broken, protected, without content, or unpacks to more than any district has.</exception>
    public static XlsxRows Open(string path)
    {
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            if (zip.Entries.Sum(e => e.Length) > MostUnpacked || zip.Entries.Any(IsBomb)) throw new DropFileError("解压后大得不合常理（疑似压缩炸弹），已拒收");
            if (zip.GetEntry("[Content_Types].xml") is null) throw new DropFileError("是压缩包，不是 .xlsx 工作簿；请解压后逐个导入");
            if (zip.GetEntry("EncryptionInfo") is not null) throw new DropFileError("工作簿设了打开密码，请去掉密码后再导入");
            var shared = zip.GetEntry("xl/sharedStrings.xml") is { } entry ? SharedStrings(entry) : [];
            var sheet = FirstSheet(zip) ?? throw new DropFileError("工作簿里没有工作表");
            return new(zip, shared, sheet);
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            zip?.Dispose();
            throw new DropFileError("打不开：文件已损坏或不完整，请重新导出", broken);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    public bool Read()
    {
        try
        {
            if (RowNumber < rowInFile)
            {
                RowNumber++;
                return true;
            }
            if (ended || !ReadRow())
            {
                ended = true;
                return false;
            }
            RowNumber++;
            return true;
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or IOException)
        {
            throw new DropFileError($"第 {RowNumber + 1} 行之后读不下去：文件已损坏或不完整，请重新导出", broken);
        }
    }

    public void Dispose()
    {
        xml.Dispose();
        sheet.Dispose();
        zip.Dispose();
    }

    private bool ReadRow()
    {
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            rowInFile = int.TryParse(xml.GetAttribute("r"), out var r) && r > RowNumber ? r : RowNumber + 1;
            // A stray row at the very bottom of a sheet (a format dragged down) is no million blank rows.
            if (rowInFile - RowNumber > 100_000) rowInFile = RowNumber + 1;
            cells.Clear();
            if (xml.IsEmptyElement) return true;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c")
                    ReadCell();
            return true;
        }
        return false;
    }

    private void ReadCell()
    {
        var column = ColumnOf(xml.GetAttribute("r"), cells.Count);
        var type = xml.GetAttribute("t");
        position += 40;
        if (column > 16_383) return;
        while (cells.Count <= column) cells.Add("");
        if (xml.IsEmptyElement) return;
        string? value = null;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "v") value = Content("v");
            else if (xml.LocalName == "is") value = RichText("is");
        }
        if (!string.IsNullOrEmpty(value)) cells[column] = Plain(type, value);
    }

    private string Plain(string? type, string value) => type switch
    {
        "s" => int.TryParse(value, out var i) && i >= 0 && i < shared.Length ? shared[i] : "",
        "str" or "inlineStr" or "d" => value,
        "b" => value == "1" ? "是" : "否",
        "e" => "",
        _ => Number(value),
    };

    // 1.4314012475E10 and 501.0 are how some programs store what people see as 14314012475 and 501.
    private static string Number(string value)
    {
        if (!value.AsSpan().ContainsAnyExceptInRange('0', '9')) return value;
        return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact.ToString("0.############", CultureInfo.InvariantCulture) : value;
    }

    private string Content(string element) => Content(xml, text, element);

    private string RichText(string element) => RichText(xml, text, element);

    private static string Content(XmlReader xml, StringBuilder text, string element)
    {
        if (xml.IsEmptyElement) return "";
        text.Clear();
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == element))
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) text.Append(xml.Value);
        return text.ToString();
    }

    // All <t> inside, without phonetic guides (<rPh>).
    private static string RichText(XmlReader xml, StringBuilder text, string element)
    {
        if (xml.IsEmptyElement) return "";
        text.Clear();
        bool inText = false, phonetic = false;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == element))
        {
            if (xml.LocalName == "rPh") phonetic = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (xml.LocalName == "t") inText = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (inText && !phonetic && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && inText) text.Append(xml.Value);
        }
        return text.ToString();
    }

    private static int ColumnOf(string? reference, int next)
    {
        if (reference is null) return next;
        var column = 0;
        foreach (var c in reference)
        {
            if (c is < 'A' or > 'Z') break;
            column = column * 26 + (c - 'A' + 1);
        }
        return column == 0 ? next : column - 1;
    }

    // Sheets of real rows pack 10 to 40 times; what packs 300 times is one character over and over.
    private static bool IsBomb(ZipArchiveEntry entry) => entry.Length > 64 << 20 && entry.Length / Math.Max(1, entry.CompressedLength) > 300;

    private static string[] SharedStrings(ZipArchiveEntry entry)
    {
        var all = new List<string>();
        var text = new StringBuilder();
        var pool = new WordPool();
        var total = 0L;
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Safe);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            var one = RichText(xml, text, "si");
            if ((total += one.Length) > MostSharedText) throw new DropFileError("解压后大得不合常理（疑似压缩炸弹），已拒收");
            all.Add(pool.Get(one));
        }
        return [.. all];
    }

    private static ZipArchiveEntry? FirstSheet(ZipArchive zip)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (zip.GetEntry("xl/_rels/workbook.xml.rels") is { } rels)
            foreach (var (id, target) in Attributes(rels, "Relationship", "Id", "Target"))
                targets[id] = target;
        if (zip.GetEntry("xl/workbook.xml") is { } book)
        {
            var sheets = Attributes(book, "sheet", "r:id", "state").Where(s => s.Item2 is not ("hidden" or "veryHidden")).Select(s => Entry(s.Item1)).OfType<ZipArchiveEntry>().ToList();
            if (sheets.FirstOrDefault(HasRows) is { } filled) return filled;
            if (sheets.Count > 0) return sheets[0];
        }
        return zip.Entries.FirstOrDefault(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal));

        ZipArchiveEntry? Entry(string id) =>
            targets.TryGetValue(id, out var target) ? zip.GetEntry(target.StartsWith('/') ? target[1..] : "xl/" + target) : null;
    }

    private static bool HasRows(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Safe);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c") return true;
        return false;
    }

    private static List<(string, string)> Attributes(ZipArchiveEntry entry, string element, string first, string second)
    {
        var found = new List<(string, string)>();
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Safe);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element)
                found.Add((Named(first) ?? "", Named(second) ?? ""));
        return found;

        string? Named(string name) => xml.GetAttribute(name) ?? (name == "r:id" ? xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships") : null);
    }
}
