using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;

namespace PalmAssistant.Corrections;

/// <summary>A value as typed, made what the register keeps, or what is wrong with it; and how it is shown.</summary>
internal static partial class FieldValue
{
    private const int Longest = 60;

    public static (string? Canonical, string? Wrong) Read(CorrectableField field, string typed, Catalog catalog)
    {
        var value = typed.Trim().Trim('“', '”', '"', '。');
        if (value.Length == 0) return (null, $"{field.Name}改成什么？");
        if (value.Length > Longest) return (null, $"{field.Name}太长了，最多 {Longest} 个字。");
        return field.As switch
        {
            "phone" => Phone().Match(Spaces().Replace(value, "")) is { Success: true } p ? (p.Value, null) : (null, $"“{value}”不像电话号码：手机 11 位，座机带区号。"),
            "number" => decimal.TryParse(Unit().Replace(value, ""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 100_000
                ? (n.ToString("0.00", CultureInfo.InvariantCulture), null) : (null, $"“{value}”不是面积数，请说例如“85平方米”。"),
            "choice" => Choice(field, value, catalog) is { } label ? (label, null) : (null, $"{field.Name}没有“{value}”这一项，可以是：{string.Join("、", catalog.Labels(field.Domain!).Take(16))}。"),
            _ => (value, null),
        };
    }

    /// <summary>Numbers masked, for cards others read.</summary>
    public static string Shown(CorrectableField? field, string value) => field?.As == "phone" ? Masking.Phone(value) : value;

    private static string? Choice(CorrectableField field, string value, Catalog catalog)
    {
        var labels = catalog.Labels(field.Domain!).ToList();
        if (labels.Contains(value)) return value;
        if (value.EndsWith('的') && labels.Contains(value[..^1])) return value[..^1];
        var terms = catalog.Files.Records.FirstOrDefault(r => r.Key == field.Record)?.Field(field.Key)?.Values ?? [];
        var fits = terms.Where(t => t.Words.Contains(value)).Select(t => t.Label).Where(labels.Contains).ToList();
        return fits is [var only] ? only : null;
    }

    [GeneratedRegex(@"^(1\d{10}|0\d{2,3}-?\d{7,8})$")] private static partial Regex Phone();
    [GeneratedRegex(@"[\s　-]+(?=\d)")] private static partial Regex Spaces();
    [GeneratedRegex("(平方米|平米|平方|平|㎡|m2)$")] private static partial Regex Unit();
}
