using PalmAssistant.Access;
using PalmAssistant.Conversation;

namespace PalmAssistant.Ask;

/// <summary>The reply where an earlier day is asked for than the register remembers: from which day on it knows, and never a made-up figure.</summary>
internal static class NoHistory
{
    public static Reply Reply(NotKnownThen then, ScopedPlan scoped)
    {
        if (then.Since is not { } since) return Conversation.Reply.Unknown($"这类数据平台没有留历史，说不出 {then.Day:yyyy-MM-dd} 的数，只能查现在的。");
        var reply = Conversation.Reply.Unknown($"平台从 {since:yyyy-MM-dd} 起留有历史，没有更早的，说不出 {then.Day:yyyy-MM-dd} 的数。");
        return scoped.Plan.ComparedWith is null ? reply : reply with { Suggestions = [new($"跟 {since:yyyy-MM-dd} 比", $"跟{since.Year}年{since.Month}月{since.Day}日比")] };
    }
}
