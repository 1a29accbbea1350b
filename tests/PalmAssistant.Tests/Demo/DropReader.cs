using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace PalmAssistant.Tests.Demo;

/// <summary>Reads a file of the drop the plainest way, apart from the product's own readers.</summary>
internal static class DropReader
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static string Find(string folder, string number) => Directory.GetFiles(folder, number + "_*").Order(StringComparer.Ordinal).First();

    /// <summary>All physical rows, the header first.</summary>
    public static List<string[]> Rows(string path) =>
        path.EndsWith(".xlsx", StringComparison.Ordinal) ? Workbook(path) : [.. Text(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Fields(l.TrimEnd('\r')))];

    /// <summary>The data rows of a kind, all parts: header → text. Blank rows, repeated headers and 合计 left out.</summary>
    public static List<Dictionary<string, string>> Records(string folder, string number) =>
        [.. Directory.GetFiles(folder, number + "_*").Order(StringComparer.Ordinal).SelectMany(path =>
        {
            var rows = Rows(path);
            return rows.Skip(1).Where(r => r[0] != "合计" && r.Any(c => c.Length > 0) && !r.SequenceEqual(rows[0])).Select(r => rows[0].Zip(r).ToDictionary(p => p.First, p => p.Second));
        })];

    /// <summary>The cell under whichever of the headers "a|b" the file has.</summary>
    public static string Cell(this Dictionary<string, string> record, string headers) => headers.Split('|').Select(h => record.GetValueOrDefault(h)).First(v => v is not null)!;

    public static string Text(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }

    /// <summary>RFC 4180, one line.</summary>
    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) End();
            else field.Append(c);
        }
        End();
        return [.. fields];

        void End()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }

    private static List<string[]> Workbook(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var shared = Load(zip, "xl/sharedStrings.xml").Descendants(Main + "si").Select(s => s.Value).ToList();
        return [.. Load(zip, "xl/worksheets/sheet1.xml").Descendants(Main + "row")
            .Select(row => row.Elements(Main + "c").Select(c => (string?)c.Attribute("t") == "s" ? shared[(int)c] : c.Value).ToArray())];
    }

    private static XDocument Load(ZipArchive zip, string part)
    {
        using var stream = zip.GetEntry(part)!.Open();
        return XDocument.Load(stream);
    }
}
