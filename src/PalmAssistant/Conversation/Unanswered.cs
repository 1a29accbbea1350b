using System.Text.Json;
using System.Text.RegularExpressions;

namespace PalmAssistant.Conversation;

/// <summary>What is said when no dialog took the turn: an export of nothing, a matter that is not the assistant's, or plainly not understood. The words are data: <c>not-mine.json</c>.</summary>
public static partial class Unanswered
{
    private static readonly Dictionary<string, string[]> NotMine = Load();

    public static Reply Reply(Turn turn)
    {
        if (turn.Files.Count > 0) return Conversation.Reply.Unknown("文件收到了，但不知道要拿它做什么。请说一句用途，例如“按这张表填报”。");
        var questions = FirstQuestions.For(turn.Account).Take(3).ToList();
        return Conversation.Reply.Unknown(Words(turn.Text)) with { Suggestions = [.. questions.Select(q => new SuggestedAction(q, q))] };
    }

    private static string Words(string text)
    {
        if (Handing().IsMatch(text)) return "现在没有可以导出的结果。请先问一个数或一份名单，再说“导出来”。";
        var matter = MatterOfOthers(text);
        if (matter is not null) return $"{matter}我查不了。我管的是本辖区的人、房、企业、场所的数据，还有报表、更正和政策条款。";
        return "这句话我没有看懂，所以什么都没查。可以换个说法，或者说“帮助”看看能问什么。";
    }

    /// <summary>The matter of others that a text speaks of (天气, 财政和经费); null when it is none of those known.</summary>
    public static string? MatterOfOthers(string text) => NotMine.FirstOrDefault(m => m.Value.Any(w => text.Contains(w, StringComparison.Ordinal))).Key;

    private static Dictionary<string, string[]> Load()
    {
        using var stream = typeof(Unanswered).Assembly.GetManifestResourceStream("PalmAssistant.Conversation.not-mine.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream, DialogState.JsonOptions)!;
    }

    [GeneratedRegex("^.{0,6}(导出|下载|导成)|(发我|发给我|发过来).{0,4}$")]
    private static partial Regex Handing();
}
