using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“看完整的身份证号”: full ID and phone numbers of the people last listed, one page of them, for a stated purpose that goes into the audit.</summary>
public sealed partial class RevealNumbers(CatalogSource catalogs, CommunityQueries queries, Audit audit) : IDialog
{
    private const int ShortestPurpose = 2;
    private static readonly HashSet<string> Never = ["算了", "不用了", "不看了", "取消", "不要了", "没事了"];

    public string Name => "reveal";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0) return null;
        var waiting = state.Unfinished == Name;
        if (waiting && Never.Contains(Plain.Of(turn.Text))) { state.Unfinished = null; return Reply.Done("好的，不看了。"); }
        if (!waiting && !Wanted().IsMatch(turn.Text)) return null;
        if (state.Get<AskContext>(AskContext.Key) is not { Plans: [{ Measure.Kind: MeasureKind.List or MeasureKind.Profile } plan] } context)
            return waiting ? null : Reply.Clarify("要看谁的完整号码？请先查到人，例如“查一下某某”，再说“看完整号码，用于入户核实”。", []);
        if (!waiting && PurposeWords().Match(turn.Text) is not { Success: true } && !MayAsk(turn.Account)) return await Show(turn, plan, context.Offset, "未说明", ct);
        var purpose = waiting ? turn.Text.Trim() : PurposeWords().Match(turn.Text) is { Success: true } said ? said.Groups[1].Value.Trim() : "";
        if (purpose.Length < ShortestPurpose)
        {
            state.Unfinished = Name;
            return Reply.Clarify("查看完整号码会记入审计。请说一下用途，例如“入户核实”“办理高龄津贴”。不看了就说“取消”。", []);
        }
        state.Unfinished = null;
        return await Show(turn, plan, context.Offset, purpose, ct);
    }

    private async Task<Reply> Show(Turn turn, QueryPlan plan, int offset, string purpose, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var masked = catalog.Record(plan.Record).Fields.Where(f => f.Mask is not null && f.Key is not "birth_cert").Select(f => f.Key).ToList();
        var scoping = ScopedPlan.For(plan with { Measure = Measure.List, Show = masked }, turn.Account, catalog);
        if (scoping is ScopedPlan scoped) scoping = scoped.Unmasked(purpose);
        if (scoping is not ScopedPlan open) return await Noted(turn, Reply.Denied(((Declined)scoping).Reason), [], ct);
        if (await queries.Run(open, turn.Today, ct, offset) is not Answer answer) return Reply.Unknown("查询超时，请缩小范围再试。");
        var reply = AnswerReply.Of(answer with { Notes = [.. answer.Notes, $"完整号码，用途：{purpose}。已记入审计，请勿外传"] }, catalog, turn.Today);
        return await Noted(turn, reply, [answer], ct);
    }

    private async Task<Reply> Noted(Turn turn, Reply reply, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
        return reply;
    }

    private static bool MayAsk(Account account) => account.Role is Role.CommunityWorker or Role.CommunitySecretary or Role.StreetOfficer;

    [GeneratedRegex("(?:完整|不打码|不打星|不脱敏|明文|去掉星号|全号|没打码|不带星).{0,6}(?:身份证|证件|电话|手机|号码|联系方式)|(?:身份证|证件|电话|手机|号码|联系方式).{0,6}(?:完整|不打码|不打星|不脱敏|明文|全号|全部显示|显示完整)")]
    private static partial Regex Wanted();

    [GeneratedRegex("(?:因为|用于|用来|为了|目的是|用途是?|事由是?|原因是?)[：:，, ]?(.+)$")]
    private static partial Regex PurposeWords();
}
