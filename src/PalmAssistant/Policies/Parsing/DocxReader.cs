using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Word documents: body paragraphs and tables in order, automatic numbers written out, tracked deletions left out. Page headers and footers are no part of the body.</summary>
internal static class DocxReader
{
    public static FileReading Read(string name, byte[] bytes)
    {
        try
        {
            using var document = WordprocessingDocument.Open(new MemoryStream(bytes), false);
            if (document.MainDocumentPart?.Document?.Body is not { } body) return FileReading.Failed(Broken(name));
            return FileReading.Of(Draft.Of(new BodyWalk(document.MainDocumentPart).Lines(body)));
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or System.Xml.XmlException or FileFormatException or FormatException or InvalidOperationException)
        {
            return FileReading.Failed(Broken(name));
        }
    }

    private static string Broken(string name) => $"“{name}”不是完整的 Word 文件，可能已损坏；请用 Word 或 WPS 打开后重新保存再上传。";

    private sealed class BodyWalk(MainDocumentPart main)
    {
        private readonly DocxNumbering numbering = new(main);
        private readonly Dictionary<string, Style> styles = main.StyleDefinitionsPart?.Styles?.Elements<Style>()
            .Where(style => style.StyleId?.Value is not null).DistinctBy(style => style.StyleId!.Value!).ToDictionary(style => style.StyleId!.Value!) ?? [];

        public IEnumerable<DraftLine> Lines(OpenXmlElement container) => container.ChildElements.SelectMany(element => element switch
        {
            Paragraph paragraph => ParagraphLines(paragraph),
            Table table => Rows(table),
            SdtBlock block when block.SdtContentBlock is { } content => Lines(content),
            _ => [],
        });

        private IEnumerable<DraftLine> ParagraphLines(Paragraph paragraph)
        {
            var style = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
            var number = numbering.Next(paragraph, NumberingOf(style));
            var kind = KindOf(style);
            var first = true;
            foreach (var part in TextOf(paragraph).Split('\n'))
            {
                var text = PlainTextReader.Clean(part);
                if (text.Length == 0) continue;
                yield return new(first ? number + text : text, kind);
                first = false;
            }
        }

        /// <summary>Each row stands by itself: a cell merged downwards is written in every row it covers. Rows deleted in tracked changes are left out.</summary>
        private static IEnumerable<DraftLine> Rows(Table table)
        {
            var above = new Dictionary<int, string>();
            foreach (var row in table.Elements<TableRow>().Where(row => row.TableRowProperties?.GetFirstChild<Deleted>() is null))
            {
                var cells = new List<string>();
                var column = 0;
                foreach (var cell in row.Elements<TableCell>())
                {
                    var merge = cell.TableCellProperties?.VerticalMerge;
                    var text = merge is { } && merge.Val?.Value != MergedCellValues.Restart ? above.GetValueOrDefault(column, "") : CellText(cell);
                    if (merge is not null) above[column] = text; else above.Remove(column);
                    cells.Add(text);
                    column += cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1;
                }
                yield return new(string.Join(" | ", cells), LineKind.TableRow);
            }
        }

        private static string CellText(TableCell cell) => string.Concat(cell.Descendants<Paragraph>().Select(p => PlainTextReader.Clean(TextOf(p).Replace('\n', ' '))));

        private static string TextOf(Paragraph paragraph)
        {
            var text = new StringBuilder();
            foreach (var leaf in paragraph.Descendants())
            {
                if (leaf.Ancestors<DeletedRun>().Any() || leaf.Ancestors<MoveFromRun>().Any() || leaf.Ancestors<AlternateContentFallback>().Any()) continue;
                text.Append(leaf switch { Text t => t.Text, TabChar => "　", Break { Type: null } or CarriageReturn => "\n", NoBreakHyphen => "-", _ => "" });
            }
            return text.ToString();
        }

        private LineKind KindOf(string? styleId)
        {
            if (styleId is null || !styles.TryGetValue(styleId, out var style)) return LineKind.Paragraph;
            var name = style.StyleName?.Val?.Value?.ToLowerInvariant() ?? "";
            return name is "title" or "标题" ? LineKind.Title : name.StartsWith("heading", StringComparison.Ordinal) || name.StartsWith("标题", StringComparison.Ordinal) ? LineKind.Heading : LineKind.Paragraph;
        }

        private NumberingProperties? NumberingOf(string? styleId)
        {
            for (var depth = 0; styleId is not null && depth < 10 && styles.TryGetValue(styleId, out var style); depth++)
            {
                if (style.StyleParagraphProperties?.NumberingProperties is { } properties) return properties;
                styleId = style.BasedOn?.Val?.Value;
            }
            return null;
        }
    }
}
