using System.Text.RegularExpressions;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>她的电话, said after a list of many: whose, is asked; after a list of one nobody needs to ask.</summary>
internal static partial class OneOfMany
{
    public static Ambiguous? AskBack(string text, AskContext? before)
    {
        if (before is not { Total: > 1, Plans: [{ Record: "person", Measure.Kind: MeasureKind.List or MeasureKind.Count }] } || Pronoun().Match(text) is not { Success: true } said) return null;
        return new($"刚才的名单有 {before.Total} 人，您说的“{said.Value}”是哪一位？请说姓名，例如“张三的电话”。",
            [new($"全部 {before.Total} 人", string.Concat(text.AsSpan(0, said.Index), "他们", text.AsSpan(said.Index + said.Length)))]);
    }

    // 其他, 吉他, 他人 and 他们 speak of nobody in particular.
    [GeneratedRegex("(?<![其吉])[他她](?!们|人)|这个人|那个人|此人")]
    private static partial Regex Pronoun();
}
