using System.Text;

namespace PalmAssistant.Demo.Drop;

internal sealed class CsvSheet(string path, Encoding encoding, string newLine) : Sheet
{
    private readonly StreamWriter writer = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1), encoding, 64 * 1024);

    /// <summary>form: csv (UTF-8), bom (UTF-8 with BOM) or gb18030.</summary>
    public static CsvSheet Open(string path, string form, string newLine) => new(path, form switch
    {
        "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!,
        "bom" => new UTF8Encoding(true),
        _ => new UTF8Encoding(false),
    }, newLine);

    public override void Row(ReadOnlySpan<Cell> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) writer.Write(',');
            Write(cells[i].Text);
        }
        writer.Write(newLine);
    }

    private void Write(string text)
    {
        if (!text.AsSpan().ContainsAny(",\"\r\n")) writer.Write(text);
        else writer.Write($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    public override void Dispose() => writer.Dispose();
}
