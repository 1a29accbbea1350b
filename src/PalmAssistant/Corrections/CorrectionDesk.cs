using PalmAssistant.Access;
using PalmAssistant.Conversation;

namespace PalmAssistant.Corrections;

/// <summary>What came of proposing a change.</summary>
public abstract record ProposalOutcome
{
    /// <param name="AtOnce">it holds already; otherwise it waits for <paramref name="Approver"/></param>
    /// <param name="Words">one sentence for the person</param>
    public sealed record Taken(Guid Id, bool AtOnce, string? Approver, string Words) : ProposalOutcome;

    public sealed record NotTaken(string Why) : ProposalOutcome;
}

/// <summary>
/// Proposals to change the register, whoever makes them: a sentence, a card, a report's changed cell. Checks who may, what the register says now
/// and what the value means; keeps the proposal; lets it take effect or asks the one who has to agree; writes every step to the audit.
/// </summary>
public sealed class CorrectionDesk(CorrectionRules rules, Register register, Drafting drafting, Proposals proposals, CorrectionWriter writer, Notices notices, Accounts accounts, Audit audit, PalmClock clock)
{
    /// <summary>One field of one person or house.</summary>
    /// <param name="about">golden record: <c>new Subject("person", id)</c> or <c>new Subject("house", id)</c></param>
    /// <param name="field">the catalogue's key (phone, status, address …) or the Chinese name</param>
    /// <param name="before">what the proposer was looking at; only kept in the reason when the register says otherwise by now. Null = not known</param>
    /// <param name="after">the new value as typed; for an address the house in words, empty = has moved out; for death_date a day or empty</param>
    /// <param name="reason">where it comes from: "9月报表《独居老人台账》"</param>
    public async Task<ProposalOutcome> Propose(Account by, Subject about, string field, string? before, string after, string reason, CancellationToken ct)
    {
        if (rules.Of(by.Role) is null) return new ProposalOutcome.NotTaken(rules.Others);
        if (rules.WhyClosed(field) is { } closed) return new ProposalOutcome.NotTaken(closed);
        if (rules.Field(about.Record, field) is not { } correctable) return new ProposalOutcome.NotTaken($"“{field}”不能在这里改。");
        if (await register.Find(by, about, ct) is not { } entry) return new ProposalOutcome.NotTaken("您的范围内没有这条记录。");
        switch (await drafting.Field(entry, correctable, after, by, clock.Today, ct))
        {
            case Worked.Out(var changes):
                var now = entry.Values.GetValueOrDefault(correctable.Name);
                var seen = before is { Length: > 0 } && before != now && !before.Contains('*', StringComparison.Ordinal) ? $"（当时看到的是{FieldValue.Shown(correctable, before)}）" : "";
                return await Submit(Drafted(reason, reason + seen, entry.Region, changes), by, ct);
            case Worked.No(var why): return new ProposalOutcome.NotTaken(why);
            case Worked.Already(var why): return new ProposalOutcome.NotTaken(why);
            case Worked.Ask(var question, _): return new ProposalOutcome.NotTaken(question);
            default: return new ProposalOutcome.NotTaken("没有办成。");
        }
    }

    public Draft Drafted(string said, string reason, long region, IReadOnlyList<FieldChange> changes) =>
        new(Guid.NewGuid(), said, reason, region / 1000 * 1000, Summary(changes), changes);

    /// <summary>Keeps a draft once, whatever how often it is sent. What the role may change itself holds at once.</summary>
    /// <param name="asksFirst">somebody else has to agree even where the role could change it itself: it was said in passing, not confirmed</param>
    public async Task<ProposalOutcome> Submit(Draft draft, Account by, CancellationToken ct, bool asksFirst = false)
    {
        if (rules.Of(by.Role) is null) return new ProposalOutcome.NotTaken(rules.Others);
        if (await OutOfSight(draft, by, ct) is { } why) return new ProposalOutcome.NotTaken(why);
        var needs = rules.Consent(by.Role, draft.Changes.Select(c => rules.Field(c.Record, c.Field)).OfType<CorrectableField>());
        if (asksFirst) needs ??= rules.Of(by.Role)!.Approver ?? rules.Approvers[^1];
        var proposal = Proposal.Of(draft, by, needs, clock.Today, TimeProvider.System.GetUtcNow());
        var isNew = await proposals.Add(proposal, ct);
        if (isNew) await Note("correction/proposed", proposal, by, ct);
        if (needs is not null)
        {
            if (isNew) await TellApprovers(proposal, ct);
            return new ProposalOutcome.Taken(draft.Id, false, needs, $"已提交，等{needs}同意后生效：{proposal.Summary}。说“撤回刚才那个”可以收回。");
        }
        var written = await writer.WriteOpen(ct);
        return new ProposalOutcome.Taken(draft.Id, true, null, $"改好了：{proposal.Summary}。{(written ? "" : "数据正在导入，导入一结束就生效。")}改错了就说“撤回刚才那个”。");
    }

    /// <summary>A draft may have lain a while, or come from elsewhere: every record in it must still be visible.</summary>
    private async Task<string?> OutOfSight(Draft draft, Account by, CancellationToken ct)
    {
        if (draft.Changes.Count == 0) return "没有要改的内容。";
        if (!RegionRange.Of(by.Region).Contains(draft.Region)) return "这条记录不在您的辖区，请由所在社区提出。";
        foreach (var subject in draft.Changes.Where(c => c.Key is null).Select(c => new Subject(c.Record, c.Id)).Distinct())
            if (await register.Find(by, subject, ct) is null) return "您的范围内没有这条记录，没有提交。";
        foreach (var house in draft.Changes.Select(c => c.House).OfType<int>().Distinct())
            if (await register.Find(by, new("house", house), ct) is null) return "您的范围内没有这套房，没有提交。";
        return null;
    }

    /// <returns>what to tell the one who decides</returns>
    public async Task<string> Decide(Guid id, bool agree, string why, Account by, CancellationToken ct)
    {
        if (!rules.MayApprove(by.Role)) return $"审批更正需要{string.Join("或", rules.Approvers)}账号，您的账号是{by.Role.Name()}。";
        var at = TimeProvider.System.GetUtcNow();
        var outcome = await proposals.Change(id, by, p => p.ByAccount != by.Id && (agree ? p.Approve(by, at) : p.Return(by, why, at)), ct);
        if (outcome is not var (proposal, done)) return "没有找到这条申请，或者它不在您的辖区。";
        if (!done) return proposal.ByAccount == by.Id ? "自己提的更正要由别人审批。" : $"这条已经办过了：{StateOf(proposal)}。";
        await Note(agree ? "correction/approved" : "correction/returned", proposal, by, ct);
        var written = !agree || await writer.WriteOpen(ct);
        await notices.Tell(proposal.ByAccount, agree ? $"{by.Name}同意了您的更正：{proposal.Summary}，已生效。" : $"{by.Name}退回了您的更正：{proposal.Summary}。原因：{why}", ct);
        return agree ? $"已同意，{(written ? "已生效" : "数据导入结束后生效")}：{proposal.Summary}" : $"已退回：{proposal.Summary}。原因会告诉{proposal.ByName}。";
    }

    /// <summary>Withdraws what waits, sets back what holds. Null id = the account's newest that can be taken back.</summary>
    public async Task<string> TakeBack(Guid? id, Account by, CancellationToken ct)
    {
        id ??= (await proposals.Own(by, ct)).FirstOrDefault(p => p.State is ProposalState.Pending or ProposalState.Applied)?.Id;
        if (id is not { } which) return "没有可以撤回的更正。";
        var wasPending = false;
        var outcome = await proposals.Change(which, by, p => { wasPending = p.IsPending; return p.ByAccount == by.Id && p.TakeBack(by, TimeProvider.System.GetUtcNow()); }, ct);
        if (outcome is not var (proposal, done)) return "没有找到这条更正。";
        if (proposal.ByAccount != by.Id) return "只有提出的人可以撤回。";
        if (!done) return $"这条不用撤了：{StateOf(proposal)}。";
        await Note(wasPending ? "correction/withdrawn" : "correction/undone", proposal, by, ct);
        if (wasPending) return $"已撤回，没有改动任何数据：{proposal.Summary}";
        if (proposal.DecidedBy is { } approver) await notices.Tell(approver, $"{by.Name}撤销了您同意过的更正：{proposal.Summary}，已恢复原样。", ct);
        return $"已撤销，恢复成原来的登记：{proposal.Summary}" + (await writer.WriteOpen(ct) ? "" : "（数据导入结束后恢复）");
    }

    public static string StateOf(Proposal p) => p.State switch
    {
        ProposalState.Pending => $"等{p.Needs}同意",
        ProposalState.Applied => p.DecidedName is { } who ? $"{who}已同意，已生效" : "已生效",
        ProposalState.Returned => $"{p.DecidedName}退回：{p.Why}",
        ProposalState.Withdrawn => "提出人已撤回",
        _ => "已撤销，恢复原样",
    };

    private async Task TellApprovers(Proposal proposal, CancellationToken ct)
    {
        foreach (var approver in (await accounts.All(ct)).Where(a => a.Role.Name() == proposal.Needs && a.Id != proposal.ByAccount && RegionRange.Of(a.Region).Contains(proposal.Region)))
            await notices.Tell(approver.Id, $"{proposal.ByName}提出一条更正等您审批：{proposal.Summary}。说“待我审批的”查看。", ct);
    }

    private Task Note(string what, Proposal p, Account by, CancellationToken ct) => audit.Append(new(TimeProvider.System.GetUtcNow(), by.Id, "correction", p.Said, what,
        new { role = by.Role.Name(), region = p.Region, proposal = p.Id, summary = p.Summary, state = p.State.ToString(), needs = p.Needs, why = p.Why, reason = p.Reason, persons = p.Changes.Count(c => c.Record == "person") },
        [.. p.Changes.Where(c => c.Record == "person" && c.Key is null).Select(c => c.Id)]), ct);

    private string Summary(IReadOnlyList<FieldChange> changes) => string.Join("；", changes.Take(4).Select(c =>
    {
        var field = rules.Field(c.Record, c.Field);
        return c.Field is "核实" ? $"{c.About}核实无误" : $"{c.About} {c.Field}：{(c.Before is { } b ? FieldValue.Shown(field, b) : "无")} → {FieldValue.Shown(field, c.After)}";
    })) + (changes.Count > 4 ? $"等 {changes.Count} 处" : "");
}
