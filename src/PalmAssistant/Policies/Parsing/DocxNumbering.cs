using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Counts Word's automatic numbers as Word shows them (ECMA-376 part 1, 17.9): "第%1条", "%1、", "（%2）".</summary>
internal sealed class DocxNumbering
{
    private readonly Dictionary<int, Level[]> lists = [];
    private readonly Dictionary<int, int> abstractOf = [];
    private readonly Dictionary<int, int[]> counters = [];

    private sealed record Level(int Start, NumberFormatValues Format, string Text, string Suffix);

    public DocxNumbering(MainDocumentPart main)
    {
        if (main.NumberingDefinitionsPart?.Numbering is not { } numbering) return;
        var definitions = numbering.Elements<AbstractNum>().Where(a => a.AbstractNumberId is not null).DistinctBy(a => a.AbstractNumberId!.Value).ToDictionary(a => a.AbstractNumberId!.Value);
        foreach (var instance in numbering.Elements<NumberingInstance>())
        {
            if (instance.NumberID?.Value is not { } id || instance.AbstractNumId?.Val?.Value is not { } of || !definitions.TryGetValue(of, out var definition)) continue;
            abstractOf[id] = instance.Elements<LevelOverride>().Any() ? -id : of;
            lists[id] = [.. Enumerable.Range(0, 9).Select(i => LevelOf(definition, instance, i))];
        }
    }

    /// <summary>The number written before this paragraph, "" when it has none.</summary>
    public string Next(Paragraph paragraph, NumberingProperties? ofStyle)
    {
        var own = paragraph.ParagraphProperties?.NumberingProperties;
        var id = own?.NumberingId?.Val?.Value ?? ofStyle?.NumberingId?.Val?.Value;
        var depth = own?.NumberingLevelReference?.Val?.Value ?? ofStyle?.NumberingLevelReference?.Val?.Value ?? 0;
        if (id is not { } list || !lists.TryGetValue(list, out var levels) || depth is < 0 or > 8) return "";
        var counts = Count(abstractOf[list], levels, depth);
        if (levels[depth].Format == NumberFormatValues.Bullet || levels[depth].Format == NumberFormatValues.None) return "";
        return Write(levels, counts, depth);
    }

    private int[] Count(int list, Level[] levels, int depth)
    {
        if (!counters.TryGetValue(list, out var counts)) counters[list] = counts = [.. levels.Select(level => level.Start - 1)];
        counts[depth]++;
        for (var deeper = depth + 1; deeper < counts.Length; deeper++) counts[deeper] = levels[deeper].Start - 1;
        return counts;
    }

    private static string Write(Level[] levels, int[] counts, int depth)
    {
        var text = levels[depth].Text;
        for (var i = 0; i <= depth; i++)
            text = text.Replace($"%{i + 1}", Numeral(Math.Max(counts[i], levels[i].Start), levels[i].Format), StringComparison.Ordinal);
        return text + levels[depth].Suffix;
    }

    private static string Numeral(int number, NumberFormatValues format)
    {
        if (format == NumberFormatValues.DecimalZero) return number.ToString("00", CultureInfo.InvariantCulture);
        if (format == NumberFormatValues.LowerLetter) return ((char)('a' + (number - 1) % 26)).ToString();
        if (format == NumberFormatValues.UpperLetter) return ((char)('A' + (number - 1) % 26)).ToString();
        if (format == NumberFormatValues.DecimalEnclosedCircle || format == NumberFormatValues.DecimalEnclosedCircleChinese) return number <= 20 ? ((char)('①' + number - 1)).ToString() : number.ToString(CultureInfo.InvariantCulture);
        var chinese = format == NumberFormatValues.ChineseCounting || format == NumberFormatValues.ChineseCountingThousand ||
                      format == NumberFormatValues.JapaneseCounting || format == NumberFormatValues.TaiwaneseCounting || format == NumberFormatValues.TaiwaneseCountingThousand || format == NumberFormatValues.IdeographDigital;
        return chinese ? ChineseNumeral.Write(number) : number.ToString(CultureInfo.InvariantCulture);
    }

    private static Level LevelOf(AbstractNum definition, NumberingInstance instance, int index)
    {
        var change = instance.Elements<LevelOverride>().FirstOrDefault(o => o.LevelIndex?.Value == index);
        var level = change?.Level ?? definition.Elements<DocumentFormat.OpenXml.Wordprocessing.Level>().FirstOrDefault(l => l.LevelIndex?.Value == index);
        var start = change?.StartOverrideNumberingValue?.Val?.Value ?? level?.StartNumberingValue?.Val?.Value ?? 1;
        var suffix = level?.LevelSuffix?.Val?.Value;
        var text = level?.LevelText?.Val?.Value ?? "";
        return new(start, level?.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal, text, suffix == LevelSuffixValues.Nothing ? "" : "　");
    }
}
