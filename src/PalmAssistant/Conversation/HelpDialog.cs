using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;

namespace PalmAssistant.Conversation;

/// <summary>“你好”, “帮助”, “能问什么”: who is speaking, what the assistant does, and first questions to press.</summary>
public sealed partial class HelpDialog : IDialog
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "帮助", "帮忙", "help", "使用帮助", "使用说明", "说明", "怎么用", "怎么使用", "如何使用", "能问什么", "可以问什么", "我能问什么", "我可以问什么", "都能问什么", "能问些什么", "可以问些什么",
        "你会什么", "你会干啥", "你会干什么", "你会干嘛", "你会啥", "你能干啥", "你有啥用", "你是干啥的", "你是干什么的", "这个怎么用", "咋用", "怎么用啊", "你能做什么", "你能干什么", "你能干嘛", "你会做什么", "你都会什么", "你可以做什么", "有什么功能", "你有什么功能", "功能", "菜单", "你是谁", "你是什么", "你叫什么",
        "你好", "您好", "hi", "hello", "嗨", "在吗", "在么", "早", "早上好", "上午好", "中午好", "下午好", "晚上好",
    };

    public string Name => "help";

    public Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        var said = Plain.Of(turn.Text);
        if (turn.Submitted is not null || turn.Files.Count > 0) return Task.FromResult<Reply?>(null);
        if (WhatDay().IsMatch(said)) return Task.FromResult<Reply?>(Reply.Help($"今天是 {turn.Today.ToString("yyyy 年 M 月 d 日", CultureInfo.InvariantCulture)}，星期{"日一二三四五六"[(int)turn.Today.DayOfWeek]}。"));
        if (turn.Text.Length > 0 && Thanks().IsMatch(turn.Text)) return Task.FromResult<Reply?>(Reply.Help("不客气，有需要随时问我。"));
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

    [GeneratedRegex("^[\\s。，,！!~～、👍🙏😊😄👌🌹]*(?:(?:好的?|行|嗯+|哦+|OK)[，, ]?)?(?:(?:太|非常|十分|万分)?(?:谢谢|多谢|感谢|谢了|谢过|谢啦|3q|辛苦)|好的?|好嘞|好滴|好咧|行|收到|知道|明白|懂|了解|ok|嗯+|哦+|再见|拜拜|88|没事|没有了|不用|不客气|先这样|就这样)?(?:您|你|大家|亲|同志|老师|小助手|助手|了|啦|啊|呀|哈|哦|噢|哟|嘞|咯|喽|的|吧|先|忙){0,5}[\\s。，,！!~～、👍🙏😊😄👌🌹]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Thanks();

    [GeneratedRegex("^(?:今天|今儿|现在)(?:是)?(?:几号|几月几号|几月几日|多少号|星期几|周几|礼拜几|什么日子|哪天)$")]
    private static partial Regex WhatDay();
}
