namespace PalmAssistant.Language;

/// <summary>A phrase that begins with a verb is also said with 了, 过, 着 or 在 after or before it: 领高龄津贴, 领了高龄津贴, 在领高龄津贴.</summary>
internal static class VerbForms
{
    private static readonly string[] Verbs = ["享受", "领取", "参加", "办理", "居住", "领", "拿", "发", "交", "缴", "办", "住", "租", "参", "上", "有", "持"];
    private static readonly string[] Aspects = ["了", "过", "着", "到"];

    public static IEnumerable<string> Of(string phrase)
    {
        yield return phrase;
        if (Verbs.FirstOrDefault(v => phrase.StartsWith(v, StringComparison.Ordinal)) is not { } verb || phrase.Length < verb.Length + 2) yield break;
        var rest = phrase[verb.Length..];
        if (Aspects.Any(a => rest.StartsWith(a, StringComparison.Ordinal))) yield break;
        foreach (var aspect in Aspects) yield return verb + aspect + rest;
        if (verb.Length == 1) foreach (var ask in new[] { "不", "没" }) yield return verb + ask + phrase;      // 领不领津贴
        yield return "在" + phrase;
        yield return "正在" + phrase;
    }
}
