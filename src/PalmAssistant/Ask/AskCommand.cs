using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary><c>palm ask "…" ["follow-up" …] --as ACCOUNT</c>: prints every stage's value, from question to SQL to reply.</summary>
public static class AskCommand
{
    private static readonly JsonSerializerOptions Indented = new(CatalogFiles.Json) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>0 when every sentence was answered, 1 when not, 2 when the command itself is wrong</returns>
    public static async Task<int> Run(IServiceProvider services, IReadOnlyList<string> arguments, TextWriter output, CancellationToken ct)
    {
        var at = arguments.ToList().IndexOf("--as");
        var sentences = arguments.Where((_, i) => at < 0 || i != at && i != at + 1).ToList();
        if (at < 0 || at + 1 >= arguments.Count || sentences.Count == 0) return await Wrong(output, "用法：palm ask \"问题\" [\"接着问\" …] --as 账号");
        await using var scope = services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<Accounts>().Find(arguments[at + 1], ct);
        if (account is null) return await Wrong(output, $"没有“{arguments[at + 1]}”这个账号，或已停用。");
        var clock = scope.ServiceProvider.GetRequiredService<PalmClock>();
        var ask = ActivatorUtilities.CreateInstance<AskData>(scope.ServiceProvider);
        AskContext? context = null;
        var all = true;
        foreach (var sentence in sentences)
        {
            var turn = new Turn(Guid.NewGuid().ToString("N"), "command", "command", account, sentence.Trim(), clock.GetUtcNow(), clock.Today);
            var trace = await ask.Answer(turn, context, ct);
            context = trace.Context ?? context;
            await Print(trace, output);
            all &= trace.Reply?.Palm.Kind is "number" or "table" or "list" or "profile";
        }
        return all ? 0 : 1;
    }

    private static async Task Print(AskTrace trace, TextWriter output)
    {
        await output.WriteLineAsync($"问：{trace.Text}\n账号：{trace.Account.Id} {trace.Account.Role.Name()} {trace.Account.RegionName} {trace.Account.Department}　今天：{trace.Today:yyyy-MM-dd}");
        await output.WriteLineAsync("读作：" + trace.Reading switch
        {
            Understood understood => Spans(understood.Spans),
            Unplaced unplaced => $"没看懂 {string.Join("、", unplaced.Words)}（{(unplaced.IsData ? "像数据问题" : "不像数据问题")}）\n" + Spans(unplaced.Spans),
            Ambiguous ambiguous => "有两种读法：" + ambiguous.Question,
            _ => "翻页",
        });
        foreach (var plan in trace.Plans) await output.WriteLineAsync("计划：" + JsonSerializer.Serialize(plan, Indented));
        foreach (var scoping in trace.Scopings)
            await output.WriteLineAsync(scoping switch
            {
                ScopedPlan scoped => $"范围：{scoped.Scope.Name}（{scoped.Scope.Region}），可读：{string.Join(",", scoped.Limits.Records.Order(StringComparer.Ordinal))}",
                Declined declined => "拒绝：" + declined.Reason,
                _ => "",
            });
        foreach (var answer in trace.Answers)
            await output.WriteLineAsync($"SQL（{answer.Took.TotalMilliseconds:0.0} ms）：\n  " + string.Join("\n  ", answer.Sql));
        await output.WriteLineAsync($"答（{trace.Reply?.Palm.Kind ?? "不是数据问题，交给别的对话"}）：{trace.Reply?.Text}\n");
    }

    private static string Spans(IReadOnlyList<Span> spans) => string.Join(" ", spans.Select(s => $"{s.Text}〔{s.TakenFor}〕"));

    private static async Task<int> Wrong(TextWriter output, string message)
    {
        await output.WriteLineAsync(message);
        return 2;
    }
}
