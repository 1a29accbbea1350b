using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“导出来”: the last list or table as a workbook, numbers masked, marked with who took it and when, its link open for a while, all logged.</summary>
public sealed partial class ExportList(CatalogSource catalogs, CommunityQueries queries, ExportFiles files, Audit audit) : IDialog
{
    public string Name => "export";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0 || !Wanted().IsMatch(Plain.Of(turn.Text))) return null;
        if (state.Get<AskContext>(AskContext.Key) is not { Plans: [var plan] }) return Reply.Unknown("要导出什么？请先查一次，例如“独居老人名单”，再说“导出来”。");
        if (FullNumbers().IsMatch(turn.Text)) return await Noted(turn, Reply.Denied("导出的表一律脱敏。个别人的完整号码请在名单里说“看完整号码”，说明用途后逐页查看。"), [], ct);
        var catalog = await catalogs.Current(ct);
        var scoping = ScopedPlan.For(plan with { Measure = plan.Measure.Kind == MeasureKind.Profile ? Measure.List : plan.Measure }, turn.Account, catalog);
        if (scoping is not ScopedPlan scoped) return await Noted(turn, Reply.Denied(((Declined)scoping).Reason), [], ct);
        if (await queries.Run(scoped, turn.Today, ct, rows: CommunityQueries.MostRows) is not Answer answer) return Reply.Unknown("导出超时，请缩小范围再试。");
        if (answer.Kind == AnswerKind.Number) return Reply.Unknown("刚才是一个数，没有名单可以导出。先说“列出名单”，再说“导出来”。");
        return await Export(turn, answer, catalog, ct);
    }

    private async Task<Reply> Export(Turn turn, Answer answer, Catalog catalog, CancellationToken ct)
    {
        var understood = AnswerReply.Said(answer.Scoped, catalog);
        var at = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var watermark = $"{turn.Account.Name}（{turn.Account.Id}）于 {at} 导出，仅限工作使用，请勿外传";
        var name = $"{Unsafe().Replace(understood, " ").Trim()[..Math.Min(40, Unsafe().Replace(understood, " ").Trim().Length)]}.xlsx";
        var url = await files.Keep(turn.Account.Id, name, file => ExportWorkbook.Write(file, answer, understood, Definitions.Of(answer.Scoped.Plan, catalog), watermark, turn.Today), answer.Rows.Count, ct);
        var cut = answer.Total > answer.Rows.Count ? $"，共 {answer.Total} 行，一次最多导出 {CommunityQueries.MostRows} 行，请按小区或楼栋分次导出" : "";
        var text = $"已导出 {answer.Rows.Count} 行{cut}。证件号和电话已脱敏，文件带有您的账号和时间，链接 {ExportFiles.Life.TotalHours:0} 小时内有效。";
        var reply = new Reply(text, new PalmData("file") { Understood = understood, AsOf = turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Id = url[(url.LastIndexOf('/') + 1)..][..8] })
        {
            Files = [new(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", url)],
        };
        return await Noted(turn, reply, [answer], ct);
    }

    private async Task<Reply> Noted(Turn turn, Reply reply, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
        return reply;
    }

    [GeneratedRegex("^(?:把?(?:这个|这些|上面的?|它|名单|结果|表|表格|清单)?)?(?:给我)?(?:导出|下载|导成|存成|生成|转成)(?:来|一份|一下|成|为|个|到)?(?:这个|这份|完整|不脱敏|不打码|明文|带身份证|的|名单|表格|表|清单|结果|数据|文件|excel|Excel|EXCEL|xlsx|电子表格|电子表|吧|一下){0,4}$")]
    private static partial Regex Wanted();

    [GeneratedRegex("完整|不脱敏|不打码|明文|带身份证")]
    private static partial Regex FullNumbers();

    [GeneratedRegex(@"[\\/:*?""<>|≥≤＝=·\s]+")]
    private static partial Regex Unsafe();
}
