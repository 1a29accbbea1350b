using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies;

/// <summary>
/// Curation by chat, for 知识库管理员: a file sent is read and previewed on a card (发布, 不要), and sentences such as "把云政办发〔2020〕8号标成废止",
/// "待发布的有哪些", "没答上来的问题", "撤销". Every act can be taken back.
/// </summary>
public sealed partial class CurateDialog(PolicyLibrary library, PolicyRecords records, PolicySynonyms synonyms, PolicyChanges changes, PublishCheck check, CuratedFiles files) : IDialog
{
    private const int Shown = 8;

    public string Name => "curate";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Account.Role != Role.PolicyCurator) return null;
        if (turn.Submitted?.GetValueOrDefault("act") is "policies/publish" or "policies/discard") return await Pressed(turn, ct);
        if (turn.Files.Count > 0) return await Uploaded(turn, ct);
        var text = turn.Text.Trim().TrimEnd('。', '！', '？', '?', '!', '吗');
        if (Drafts().IsMatch(text)) return await ListDrafts(ct);
        if (Unanswered().IsMatch(text)) return Questions("没有依据的问题", await records.Open(ct), "现在没有未处理的问题。");
        if (BadlyRated().IsMatch(text)) return Questions("被评“没用”的回答", await records.BadlyRated(ct), "还没有被评“没用”的回答。");
        if (MostAsked().IsMatch(text)) return Questions("问得最多的条款", await records.MostAsked(ct), "还没有人问过政策。");
        if (UndoLast().Match(text) is { Success: true } undo) return await Undo(undo.Groups["id"].Value, turn, ct);
        if (RecentChanges().IsMatch(text)) return await ListChanges(ct);
        if (Synonym().Match(text) is { Success: true } pair) return await AddSynonym(pair.Groups["say"].Value, pair.Groups["means"].Value, turn, ct);
        if (Act().Match(text) is { Success: true } act) return await Carry(act, turn, ct);
        return null;
    }

    private async Task<Reply> Uploaded(Turn turn, CancellationToken ct)
    {
        var said = new List<string>();
        Reply? preview = null;
        foreach (var file in turn.Files)
        {
            if (turn.Files.Count > 1) await turn.Progress($"正在读“{file.Name}”（{turn.Files.ToList().IndexOf(file) + 1}/{turn.Files.Count}）…", ct);
            var outcome = await library.Upload(file.Name, await files.Read(file, ct), null, publish: false, turn.Account.Id, ct);
            if (outcome.Document is not { } document) { said.Add(outcome.Problem!); continue; }
            said.Add(outcome.Known ? $"“{file.Name}”已经在库里：《{document.Name}》（{document.State.Chinese()}）。" : $"读到《{document.Name}》，切出 {document.Clauses.Count} 条，先存为草稿。");
            if (document.State == DocumentState.Draft) preview = await Preview(document, turn.Today, ct);
        }
        var text = string.Join('\n', said);
        if (preview is null) return said.Any(s => s.Contains("已经在库里", StringComparison.Ordinal)) ? Reply.Done(text) : Reply.Unknown(text);
        if (turn.Files.Count > 1) return Reply.Done(text + "\n说“待发布的有哪些”逐份核对。") with { Suggestions = [new("待发布的有哪些", "待发布的有哪些")] };
        return preview with { Text = text + "\n核对后说“发布”或点按钮；不要就说“不要”。" };
    }

    /// <summary>What was understood, the first clauses, and what publishing would change.</summary>
    private async Task<Reply> Preview(PolicyDocument document, DateOnly today, CancellationToken ct)
    {
        var report = await check.Publishing(document.Id, today, ct);
        var m = document.Metadata;
        var facts = new (string Title, string? Value)[] { ("文号", m.Number), ("发文机关", m.Issuer), ("层级", m.Level), ("成文", Day(m.SignedOn)), ("施行", Day(m.EffectiveFrom)), ("有效期至", Day(m.ValidUntil)), ("条款", $"{document.Clauses.Count} 条"), ("影响", Relations(m)) };
        return Reply.Clarify($"《{document.Name}》：{document.Clauses.Count} 条，{CheckSays(report)}", [new("发布", $"发布{document.Id}号文件"), new("不要", $"删除{document.Id}号文件")]) with
        {
            Suggestions = [],
            Palm = new PalmData("clarify") { Id = document.Id.ToString(CultureInfo.InvariantCulture), Options = [new("发布", $"发布{document.Id}号文件"), new("不要", $"删除{document.Id}号文件")] },
            Card = "policies/preview",
            CardData = new
            {
                id = document.Id,
                version = document.Version,
                title = document.Name,
                status = "草稿，还没有发布",
                facts = facts.Where(f => f.Value is { Length: > 0 }).Select(f => new { title = f.Title, value = f.Value }),
                warnings = m.Warnings,
                clauses = document.Clauses.Take(5).Select(c => new { label = c.Label, text = Short(c.Text, 80) }),
                check = CheckSays(report),
                shifts = report?.Shifts.Take(5).Select(s => $"“{s.Question}”{s.Says}：{s.Before} → {s.After}") ?? [],
                url = $"/policies#d{document.Id}",
            },
        };
    }

    private static string CheckSays(CheckReport? report) => report is null or { Asked: 0 } ? "还没有可用来检查的问题。"
        : report.Shifts.Count == 0 ? $"发布前检查：问了 {report.Asked} 个问题，回答都不变。"
        : $"发布前检查：问了 {report.Asked} 个问题，{report.Shifts.Count} 个会变{(report.Failed > 0 ? $"，其中 {report.Failed} 个与回归题不符" : "")}。";

    private static string? Relations(PolicyMetadata m) => m.Relations.Count == 0 ? null
        : string.Join("；", m.Relations.Take(3).Select(r => $"{(r.Kind == "amends" ? "修改" : "废止")}{(r.Title is null ? r.Number : $"《{r.Title}》")}{r.Clause}"));

    private async Task<Reply> Pressed(Turn turn, CancellationToken ct)
    {
        if (!long.TryParse(turn.Submitted!.GetValueOrDefault("id"), CultureInfo.InvariantCulture, out var id) || await library.Find(id, ct) is not { } document) return Reply.Unknown("这份文件已经不在库里了。");
        int? version = int.TryParse(turn.Submitted!.GetValueOrDefault("version"), CultureInfo.InvariantCulture, out var seen) ? seen : null;
        return turn.Submitted!["act"] == "policies/publish"
            ? Outcome(await library.Publish(id, turn.Account.Id, ct, version), $"已发布《{document.Name}》，马上可以回答。发错了就说“撤销”。")
            : Outcome(await library.Delete(id, turn.Account.Id, ct), $"《{document.Name}》不要了。说“撤销”可以找回。");
    }

    private static Reply Outcome(ChangeResult result, string done) => result switch
    {
        ChangeResult.Done => Reply.Done(done) with { Suggestions = [new("撤销", "撤销"), new("待发布的有哪些", "待发布的有哪些")] },
        ChangeResult.ChangedByAnother => Reply.Unknown("这份文件刚被别的管理员改过，没有动它；请重新看一遍再办。"),
        _ => Reply.Unknown("这份文件已经不在库里了。"),
    };

    private async Task<Reply> ListDrafts(CancellationToken ct)
    {
        var drafts = (await library.Heads(ct)).Where(d => d.State == DocumentState.Draft).OrderByDescending(d => d.Id).ToList();
        if (drafts.Count == 0) return Reply.Done("没有待发布的文件。把文件发给我，或在“政策知识库”页面上传。");
        var lines = drafts.Take(Shown).Select(d => $"{d.Id}号 《{d.Name}》{d.Metadata.Number}");
        return Reply.Done($"待发布 {drafts.Count} 份：\n{string.Join('\n', lines)}\n说“发布{drafts[0].Id}号文件”“看看{drafts[0].Id}号文件”。") with
        {
            Suggestions = [.. drafts.Take(3).Select(d => new SuggestedAction($"看看{d.Id}号", $"看看{d.Id}号文件"))],
        };
    }

    private static Reply Questions(string head, IReadOnlyList<OpenQuestion> questions, string none)
    {
        if (questions.Count == 0) return Reply.Done(none);
        var groups = QuestionGroups.Of(questions, q => q.Question);
        var lines = groups.Take(Shown).Select((g, i) => $"{i + 1}. {g[0].Question}（{g.Sum(q => q.Times)}次{(g.Count > 1 ? $"，另有{g.Count - 1}种问法" : "")}）{(g[0].Clause.Length > 0 ? $" · {g[0].Clause}" : "")}{(g[0].Why.Length > 0 && !g[0].Why.Contains('_', StringComparison.Ordinal) ? $" · {g[0].Why}" : "")}");
        return Reply.Done($"{head}（{groups.Count} 组）：\n{string.Join('\n', lines)}{(groups.Count > Shown ? "\n更多在“政策知识库”页面。" : "")}");
    }

    private async Task<Reply> ListChanges(CancellationToken ct)
    {
        var rows = await changes.Recent(Shown, ct);
        if (rows.Count == 0) return Reply.Done("还没有改动。");
        return Reply.Done("最近的改动：\n" + string.Join('\n', rows.Select(r => $"{r.Id}. {r.At.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm} {r.By} {r.Says}{(r.Undone ? "（已撤销）" : "")}")) + "\n说“撤销”取消最后一步，或“撤销第几条”。");
    }

    private async Task<Reply> Undo(string id, Turn turn, CancellationToken ct)
    {
        var row = id.Length > 0 ? null : (await changes.Recent(50, ct)).FirstOrDefault(r => r.By == turn.Account.Id && r.CanUndo);
        if (id.Length == 0 && row is null) return Reply.Done("没有可以撤销的改动。");
        var outcome = await changes.Undo(row?.Id ?? long.Parse(id, CultureInfo.InvariantCulture), turn.Account.Id, ct);
        return outcome.Problem is { } problem ? Reply.Unknown(problem) : Reply.Done($"已撤销：{outcome.Says}。");
    }

    private async Task<Reply> AddSynonym(string say, string means, Turn turn, CancellationToken ct)
    {
        await synonyms.Add(say, means, turn.Account.Id, ct);
        return Reply.Done($"记下了：工作人员说“{say}”，按文件里的“{means}”查。") with { Suggestions = [new("撤销", "撤销")] };
    }

    /// <summary>发布, 撤回, 标成废止, 删除, 看看 — and which document is meant.</summary>
    private async Task<Reply?> Carry(Match act, Turn turn, CancellationToken ct)
    {
        var verb = act.Groups["verb"].Success ? act.Groups["verb"].Value : act.Groups["mark"].Value;
        var candidates = Matching(await library.Heads(ct), act.Groups["which"].Value.Trim(' ', '“', '”', '《', '》', '的'), verb);
        if (candidates.Count == 0) return act.Groups["which"].Value.Length < 2 ? null : Reply.Unknown($"库里没有找到“{act.Groups["which"].Value}”。说出标题里的几个字、文号，或“{12}号文件”。");
        if (candidates.Count > 1) return Reply.Clarify("是哪一份？", [.. candidates.Take(5).Select(d => new PalmOption($"《{d.Name}》{d.Metadata.Number}", $"{Say(verb, d.Id)}"))]);
        var document = (await library.Find(candidates[0].Id, ct))!;
        var by = turn.Account.Id;
        return verb switch
        {
            "发布" => Outcome(await library.Publish(document.Id, by, ct), $"已发布《{document.Name}》，马上可以回答。"),
            "撤回" or "下架" => Outcome(await library.Withdraw(document.Id, by, ct), $"已撤回《{document.Name}》，不再用于回答。"),
            "删除" or "删掉" or "不要" => Outcome(await library.Delete(document.Id, by, ct), $"已删除《{document.Name}》。"),
            "看看" or "预览" or "检查" => await Preview(document, turn.Today, ct),
            _ => Outcome(await library.MarkRepealed(document.Id, From(act, turn.Today), by, ct), $"《{document.Name}》自 {From(act, turn.Today):yyyy-MM-dd} 起按废止处理，不再作为现行依据。"),
        };
    }

    private static DateOnly From(Match act, DateOnly today) => ChineseDates.Parse(act.Groups["from"].Value) ?? today;

    private static string Say(string verb, long id) => verb is "废止" or "作废" or "失效" ? $"把{id}号文件标成废止" : $"{verb}{id}号文件";

    private static List<PolicyDocument> Matching(IReadOnlyList<PolicyDocument> all, string which, string verb)
    {
        if (OwnNumber().Match(which) is { Success: true } number) return [.. all.Where(d => d.Id == long.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture))];
        var open = all.Where(d => d.State != DocumentState.Superseded && (verb is not ("撤回" or "下架") || d.State == DocumentState.Published) && (verb != "发布" || d.State is DocumentState.Draft or DocumentState.Withdrawn)).ToList();
        if (which is "" or "这份" or "这个" or "它" or "刚才那份") return [.. open.Where(d => d.State == DocumentState.Draft).OrderByDescending(d => d.Id).Take(1)];
        var byNumber = open.Where(d => d.Metadata.Number is { } n && MetadataReader.Normalise(which) == n).ToList();
        return byNumber.Count > 0 ? byNumber : [.. open.Where(d => d.Name.Contains(which, StringComparison.Ordinal) || which.Length > 3 && which.Contains(d.Name, StringComparison.Ordinal))];
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Short(string text, int most) => text.Length <= most ? text.Replace('\n', ' ') : text[..most].Replace('\n', ' ') + "…";

    [GeneratedRegex("^(?:(?:还)?有(?:哪些|什么))?(?:待发布|没发布|未发布|草稿)(?:的)?(?:文件|政策)?(?:有哪些|有啥|列表|有几份|都有什么)?$")] private static partial Regex Drafts();
    [GeneratedRegex("^(?:有哪些|看看|列出)?(?:没答上来|答不上来|没有依据|没依据|没回答|未答|没查到)(?:出来)?的?(?:问题)?(?:有哪些|有啥)?$")] private static partial Regex Unanswered();
    [GeneratedRegex("^(?:有哪些|看看)?(?:评价?差|差评|被评没用|没用|评没用)的(?:回答|问题|答案)?(?:有哪些|有啥)?$")] private static partial Regex BadlyRated();
    [GeneratedRegex("^(?:问得最多|最常问|最热|热门|问的最多)的?(?:条款|问题|政策)?(?:有哪些|是哪些|是什么)?$|^哪些(?:条款|政策)问得最多$")] private static partial Regex MostAsked();
    [GeneratedRegex("^(?:最近|刚才)?(?:的)?(?:改动|修改记录|操作记录|改了什么|改了啥|谁改了什么)(?:有哪些)?$")] private static partial Regex RecentChanges();
    [GeneratedRegex(@"^(?:撤销|撤消|回退|改回去|恢复)(?:上一步|刚才的|刚才那步|一下)?(?:第)?(?<id>\d{1,9})?(?:条|号)?(?:改动)?$")] private static partial Regex UndoLast();
    [GeneratedRegex("^(?:加(?:个|一个)?)?(?:口语词|同义词|口语)[：:，, ]*“?(?<say>[^”=→：:，, ]{1,20})”?(?:=|→|->|就是|等于|：|:|是)“?(?<means>[^”]{1,60}?)”?$")] private static partial Regex Synonym();
    [GeneratedRegex(@"^(?:请|帮我)?(?<verb>发布|撤回|下架|删除|删掉|不要|看看|预览|检查)(?:一下)?(?<which>.{0,60})$|^(?:请|帮我)?把(?<which>.{1,60}?)(?:从(?<from>\d{4}[年-]\d{1,2}[月-]\d{1,2}日?)起)?(?:标成|标记为|标为|标记成|改成|设为)?(?:已)?(?<mark>废止|作废|失效|发布|撤回|下架|删除|删掉)(?:了|掉)?$")] private static partial Regex Act();
    [GeneratedRegex(@"^(?:第)?(\d{1,12})号?(?:文件|草稿)?$")] private static partial Regex OwnNumber();
}
