using System.Text;
using Sylvan.Data.Csv;

namespace PalmAssistant.Imports.Readers;

/// <summary>The rows of a delimited text file (comma, tab or semicolon; quotes as RFC 4180).</summary>
public sealed class CsvRows : IRowReader
{
    private readonly FileStream stream;
    private readonly CsvDataReader csv;
    private readonly WordPool pool = new();

    private CsvRows(FileStream stream, CsvDataReader csv, string encoding) => (this.stream, this.csv, Encoding) = (stream, csv, encoding);

    public string Encoding { get; }

    public int RowNumber => csv.RowNumber;

    public double Progress => stream.Length == 0 ? 1 : (double)stream.Position / stream.Length;

    public int CellCount => csv.RowFieldCount;

    public string Cell(int column) => column < csv.RowFieldCount ? pool.Get(csv.GetFieldSpan(column)) : "";

    public static CsvRows Open(string path)
    {
        var encoding = TextEncoding.Detect(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, 1 << 16);
            var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false, Delimiter = DelimiterOf(path, encoding), ResultSetMode = ResultSetMode.SingleResult, MaxBufferSize = 1 << 24, BufferSize = 1 << 16, Comment = '\0' });
            return new(stream, csv, encoding.WebName);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public bool Read()
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException broken)
        {
            throw new DropFileError($"第 {csv.RowNumber + 1} 行格式有误（引号不成对或一格过长），请检查该行", broken);
        }
    }

    public void Dispose()
    {
        csv.Dispose();
        stream.Dispose();
    }

    private static char DelimiterOf(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding);
        var line = reader.ReadLine() ?? "";
        return line.Contains(',', StringComparison.Ordinal) ? ',' : line.Contains('\t', StringComparison.Ordinal) ? '\t' : line.Contains(';', StringComparison.Ordinal) ? ';' : ',';
    }
}
