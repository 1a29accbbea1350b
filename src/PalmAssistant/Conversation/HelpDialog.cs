using PalmAssistant.Access;

namespace PalmAssistant.Conversation;

/// <summary>“你好”, “帮助”, “能问什么”: who is speaking, what the assistant does, and first questions to press.</summary>
public sealed class HelpDialog : IDialog
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "帮助", "帮忙", "help", "使用帮助", "使用说明", "说明", "怎么用", "怎么使用", "如何使用", "能问什么", "可以问什么", "我能问什么", "我可以问什么", "都能问什么", "能问些什么", "可以问些什么",
        "你会什么", "你能做什么", "你能干什么", "你能干嘛", "你会做什么", "你都会什么", "你可以做什么", "有什么功能", "你有什么功能", "功能", "菜单", "你是谁", "你是什么", "你叫什么",
        "你好", "您好", "hi", "hello", "嗨", "在吗", "在么", "早", "早上好", "上午好", "中午好", "下午好", "晚上好",
    };

    private static readonly HashSet<string> Thanks = new(StringComparer.OrdinalIgnoreCase)
        { "谢谢", "谢谢你", "谢谢您", "多谢", "感谢", "辛苦了", "辛苦", "好的", "好", "收到", "知道", "明白", "ok", "嗯", "再见", "拜拜" };

    public string Name => "help";

    public Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        var said = Plain.Of(turn.Text);
        if (turn.Submitted is not null || turn.Files.Count > 0) return Task.FromResult<Reply?>(null);
        if (Thanks.Contains(said) || Thanks.Contains(turn.Text.Trim('。', '！', '!', ' '))) return Task.FromResult<Reply?>(Reply.Help("不客气，有需要随时问我。"));
        return Task.FromResult(Words.Contains(said) ? Greeting(turn.Account) : null);
    }

    /// <summary>Also the first thing a new conversation shows.</summary>
    public static Reply Greeting(Account account)
    {
        var questions = FirstQuestions.For(account);
        var goOn = account.Role is Role.PolicyCurator or Role.Administrator ? "" : "接着问“那男的呢”“按小区分”也听得懂；";
        var text = $"{account.Name}，您好！我是掌上社区助手。{FirstQuestions.WhatFor(account)}\n直接说就行，例如“{questions[0]}”。{goOn}说“重新开始”换个话题。";
        return Reply.Help(text) with { Suggestions = [.. questions.Select(q => new SuggestedAction(q, q))] };
    }
}
