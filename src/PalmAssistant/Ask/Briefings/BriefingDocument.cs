using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace PalmAssistant.Ask;

/// <summary>A briefing as a .docx that Word and WPS open: title, day, paragraphs with raised figure numbers, and a table of where each figure comes from.</summary>
internal static class BriefingDocument
{
    private const string Serif = "FangSong", Title = "SimHei";

    public static void Write(Stream stream, Briefing briefing, string mark)
    {
        // The package writer seeks; the caller's stream need not.
        using var memory = new MemoryStream();
        using (var document = WordprocessingDocument.Create(memory, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var body = new Body();
            body.Append(Line(briefing.Title, Title, 44, JustificationValues.Center));
            body.Append(Line($"（数据截至 {BriefingText.DayWords(briefing.Day)}）", Serif, 28, JustificationValues.Center));
            foreach (var paragraph in briefing.Paragraphs) body.Append(Spoken(paragraph));
            body.Append(Line("数字来源", Title, 28, JustificationValues.Left));
            body.Append(Sources(briefing));
            body.Append(Line(mark, Serif, 18, JustificationValues.Left));
            body.Append(new SectionProperties(new PageSize { Width = 11906, Height = 16838 }, new PageMargin { Top = 1800, Bottom = 1600, Left = 1500, Right = 1400 }));
            main.Document = new Document(body);
        }
        memory.Position = 0;
        memory.CopyTo(stream);
    }

    private static Paragraph Line(string text, string font, int halfPoints, JustificationValues side) =>
        new(new ParagraphProperties(new SpacingBetweenLines { Before = "120", After = "120" }, new Justification { Val = side }), Run(text, font, halfPoints));

    private static Paragraph Spoken(string text)
    {
        var paragraph = new Paragraph(new ParagraphProperties(new SpacingBetweenLines { Line = "560", LineRule = LineSpacingRuleValues.Exact }, new Indentation { FirstLineChars = 200, FirstLine = "640" }));
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (>= '①' and <= '⑳' or >= '㉑' and <= '㉟')) continue;
            paragraph.Append(Run(text[from..i], Serif, 32), Run(Number(text[i]), Serif, 32, raised: true));
            from = i + 1;
        }
        paragraph.Append(Run(text[from..], Serif, 32));
        return paragraph;
    }

    private static string Number(char mark) => (mark <= '⑳' ? mark - '①' + 1 : mark - '㉑' + 21).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Table Sources(Briefing briefing)
    {
        var table = new Table(new TableProperties(new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct }, new TableBorders(
            new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 }, new RightBorder { Val = BorderValues.Single, Size = 4 },
            new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 })));
        table.Append(new TableGrid(new GridColumn(), new GridColumn(), new GridColumn(), new GridColumn(), new GridColumn()));
        table.Append(Row(["序号", "数", "说的是", "口径和来源", "在助手里这样问"]));
        foreach (var f in briefing.Figures) table.Append(Row([$"{f.Number}", f.Said, f.Understood, $"{string.Join("；", f.Definitions)}（{string.Join("、", f.Sources)}）", f.Ask]));
        return table;
    }

    private static TableRow Row(IEnumerable<string> cells) => new(cells.Select(c => new TableCell(new TableCellProperties(), new Paragraph(Run(c, "SimSun", 20)))));

    private static Run Run(string text, string font, int halfPoints, bool raised = false)
    {
        var properties = new RunProperties(new RunFonts { Ascii = font, HighAnsi = font, EastAsia = font }, new FontSize { Val = halfPoints.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        if (raised) properties.Append(new VerticalTextAlignment { Val = VerticalPositionValues.Superscript });
        return new(properties, new Text(text) { Space = SpaceProcessingModeValues.Preserve });
    }
}
