using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Binding;

/// <summary>How headers shorten things and which of their words mean nothing to data; kept in words.json.</summary>
/// <param name="Headings">group headers that only gather columns</param>
/// <param name="NeutralGroups">group headers over columns of the row's own record</param>
/// <param name="Never">words of what only the filler can know</param>
/// <param name="Replace">abbreviation → the word readers know</param>
/// <param name="Fields">record → header → field of the catalogue, beyond the catalogue's own words</param>
/// <param name="Subjects">who the row is, before a field's name: 老人电话 in a list of old people</param>
/// <param name="Roles">people with an office: without a counting word their name may be meant</param>
/// <param name="InTwoUnits">counted in households as well as in persons; without a unit nobody can tell which</param>
/// <param name="TitleTails">words of a list's title that are not about who is listed</param>
public sealed partial record BindingWords(IReadOnlyList<string> Headings, IReadOnlyList<string> NeutralGroups, IReadOnlyList<string> Never, IReadOnlyList<IReadOnlyList<string>> Replace,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Fields, IReadOnlyList<string> TitleTails, IReadOnlyList<string> Subjects, IReadOnlyList<string> Roles, IReadOnlyList<string> InTwoUnits)
{
    public static readonly BindingWords All = Load();

    public string Expand(string text) => Replace.Aggregate(text, (all, pair) => all.Replace(pair[0], pair[1], StringComparison.Ordinal));

    /// <summary>新增 of people on assistance is a matter of when it began: "2025年以来新增" → "起始年月2025年以来".</summary>
    public string Restate(string sentence) =>
        OnAssistance().IsMatch(sentence) ? NewSince().Replace(sentence, "起始年月$1以来").Replace("在保对象", "在保救助对象", StringComparison.Ordinal) : sentence;

    [GeneratedRegex(@"(\d{4}年(?:\d{1,2}月)?)以来新增")] private static partial Regex NewSince();
    [GeneratedRegex(@"低保|特困|救助|在保")] private static partial Regex OnAssistance();

    private static BindingWords Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("PalmAssistant.Reports.Binding.words.json")!;
        return JsonSerializer.Deserialize<BindingWords>(stream, new JsonSerializerOptions(JsonSerializerDefaults.Web))!;
    }
}
