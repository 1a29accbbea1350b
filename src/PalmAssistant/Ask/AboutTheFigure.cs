using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;

namespace PalmAssistant.Ask;

/// <summary>“这几个数是哪天的”, “哪来的”, “怎么算的”: scope, definition, day and sources of what was answered last, told once more by themselves.</summary>
public sealed partial class AboutTheFigure(CatalogSource catalogs, CommunityQueries queries, Audit audit) : IDialog
{
    private static readonly HashSet<string> Figures = [AskContext.Key, "chart", "export", "freshness", Key];
    private const string Key = "about-the-figure";

    public string Name => Key;

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0 || state.Last is not { } last || !Figures.Contains(last) || !Asked().IsMatch(Plain.Of(turn.Text))) return null;
        if (state.Get<AskContext>(AskContext.Key) is not { Plans: { Count: > 0 } plans }) return null;
        var catalog = await catalogs.Current(ct);
        var told = new List<string>();
        foreach (var plan in plans)
            if (ScopedPlan.For(plan, turn.Account, catalog) is ScopedPlan scoped && await queries.Run(scoped, turn.Today, ct) is Answer answer) told.Add(Words(answer, catalog, turn.Today));
        if (told.Count == 0) return null;
        var reply = new Reply(string.Join("\n\n", told), new PalmData("help") { Understood = "上一个回答的口径和来源" });
        await audit.Append(AskAudit.Entry(turn, reply, []), ct);
        return reply;
    }

    private static string Words(Answer answer, Catalog catalog, DateOnly today)
    {
        var definitions = Definitions.Of(answer.Scoped.Plan, catalog);
        return $"{AnswerReply.Said(answer.Scoped, catalog)}：" + (definitions.Count > 0 ? "\n口径：" + string.Join("；", definitions) : "") + "\n" + SourceText.Footer(answer, today)
            + "\n问的时候现查现算，不是存好的数；来源后面的日期是那一家最近一次报来的日子。";
    }

    [GeneratedRegex("^(?:这|那|上面|刚才|以上)?(?:几|两|一)?(?:个|些|份|张)?(?:数字|数据|数|结果|名单|表|图)?(?:都)?(?:是|截至|截止|截止到|截至到|更新到)*(?:哪天|哪一天|哪个时间|什么时候|啥时候|什么时间|几号|几月几号|何时|多会儿)(?:的)?(?:数据|数|情况)?$"
        + "|^(?:这|那|上面|刚才|以上)?(?:几|两|一)?(?:个|些|份|张)?(?:数字|数据|数|结果|名单|表|图)?(?:都)?(?:是)?(?:从)?(?:哪|哪里|哪儿|哪个部门|谁那|什么地方)(?:来|得来|取|拿|报|报来|给)?的$"
        + "|^(?:这|那|上面|刚才|以上)?(?:几|两|一)?(?:个|些|份|张)?(?:数字|数据|数|结果|名单|表|图)?的?(?:都)?(?:是)?(?:数据)?(?:来源|出处|口径|统计口径|计算口径|统计标准)(?:是)?(?:什么|啥|哪里|哪儿|怎样的|怎么定的)?$"
        + "|^(?:这|那|上面|刚才|以上)?(?:几|两|一)?(?:个|些|份|张)?(?:数字|数据|数|结果)?(?:都)?(?:是)?(?:按)?(?:怎么|咋|如何|按什么|按啥|什么口径|啥口径|按什么口径|按啥口径|哪种口径)(?:算|统计|数|得)(?:出来)?的?$"
        + "|^(?:按)?(?:什么|啥|哪种)口径$")]
    private static partial Regex Asked();
}
