using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace PalmAssistant.Demo.Drop;

/// <summary>
/// A workbook of one sheet (ECMA-376), written straight through the zip stream. Texts go to the shared string table
/// until it is full and stand in their cells from then on, so a sheet of a million rows needs no more memory than one of a thousand.
/// </summary>
internal sealed class XlsxSheet : Sheet
{
    private const int SharedStringLimit = 20_000;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    private readonly ZipArchive zip;
    private readonly StreamWriter sheet;
    private readonly Dictionary<string, int> shared = new(StringComparer.Ordinal);
    private readonly List<string> columns = [];
    private long uses;
    private int row;

    public XlsxSheet(string path)
    {
        zip = new(new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None), ZipArchiveMode.Create);
        Part("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>
            """);
        Part("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""");
        Part("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>""");
        sheet = new(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 64 * 1024);
        sheet.Write($"{Head}<worksheet xmlns=\"{Main}\"><sheetData>");
    }

    public override void Row(ReadOnlySpan<Cell> cells)
    {
        var number = (++row).ToString(CultureInfo.InvariantCulture);
        sheet.Write("<row r=\"");
        sheet.Write(number);
        sheet.Write("\">");
        for (var i = 0; i < cells.Length; i++) Write(cells[i], Column(i), number);
        sheet.Write("</row>");
    }

    private void Write(Cell cell, string column, string number)
    {
        sheet.Write("<c r=\"");
        sheet.Write(column);
        sheet.Write(number);
        if (cell.Text.Length == 0) sheet.Write("\"/>");
        else if (cell.IsNumber) Value("\"><v>", cell.Text);
        else if (SharedIndex(cell.Text) is { } index) Value("\" t=\"s\"><v>", index.ToString(CultureInfo.InvariantCulture));
        else Inline(cell.Text);
    }

    private void Value(string open, string value)
    {
        sheet.Write(open);
        sheet.Write(value);
        sheet.Write("</v></c>");
    }

    private void Inline(string text)
    {
        sheet.Write("\" t=\"inlineStr\"><is>");
        Text(sheet, text);
        sheet.Write("</is></c>");
    }

    private int? SharedIndex(string text)
    {
        if (!shared.TryGetValue(text, out var index))
        {
            if (shared.Count >= SharedStringLimit) return null;
            shared[text] = index = shared.Count;
        }
        uses++;
        return index;
    }

    private static void Text(StreamWriter to, string text)
    {
        to.Write(char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "<t xml:space=\"preserve\">" : "<t>");
        to.Write(text.AsSpan().ContainsAny("&<>") ? System.Security.SecurityElement.Escape(text) : text);
        to.Write("</t>");
    }

    private string Column(int i)
    {
        while (columns.Count <= i) columns.Add(columns.Count < 26 ? $"{(char)('A' + columns.Count)}" : $"A{(char)('A' + columns.Count - 26)}");
        return columns[i];
    }

    private void Part(string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        part.Write(Head + xml);
    }

    public override void Dispose()
    {
        sheet.Write("</sheetData></worksheet>");
        sheet.Dispose();
        using (var part = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open(), new UTF8Encoding(false)))
        {
            part.Write($"{Head}<sst xmlns=\"{Main}\" count=\"{uses}\" uniqueCount=\"{shared.Count}\">");
            foreach (var text in shared.Keys)
            {
                part.Write("<si>");
                Text(part, text);
                part.Write("</si>");
            }
            part.Write("</sst>");
        }
        zip.Dispose();
    }
}
