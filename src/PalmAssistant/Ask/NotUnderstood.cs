using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Says which words could not be placed, and what can be asked instead.</summary>
internal static class NotUnderstood
{
    public static Reply Reply(Unplaced unplaced, Account account)
    {
        var words = string.Join("、", unplaced.Words.Select(w => $"“{w}”"));
        var questions = FirstQuestions.For(account).Take(3).ToList();
        var reason = (words.Length > 0 ? $"我没看懂{words}，所以没有去查，免得给您一个不准的数。" : "这句话我没有完全看懂，所以没有去查。")
            + (questions.Count > 0 ? "可以这样问：" + string.Join("；", questions) + "。" : "");
        return Conversation.Reply.Unknown(reason) with { Suggestions = [.. questions.Select(q => new SuggestedAction(q, q))] };
    }
}
