using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports.Pages;

/// <summary>What became of a request about a design: a report, or the reason it cannot be, in words for the publisher.</summary>
public abstract record Drafting
{
    public sealed record Drafted(Report Report) : Drafting;
    public sealed record Refused(string Reason) : Drafting;
}

/// <summary>Designs on the page: from a sentence, from a blank workbook, from nothing; columns edited and bound anew. Nothing is sent from here.</summary>
public sealed class DesignDesk(IDbContextFactory<PalmDb> databases, ReportDesk desk, CatalogSource catalogs)
{
    private const int LongestSentence = 500;

    /// <param name="id">made by the page: the same request again is the same draft</param>
    public async Task<Drafting> FromSentence(Guid id, string sentence, Account account, DateOnly today, CancellationToken ct)
    {
        var said = sentence.Trim();
        if (said.Length is 0 or > LongestSentence) return new Drafting.Refused($"请用一句话说要哪些列，最多 {LongestSentence} 个字。例如：社区、80岁以上老人数、其中独居、备注，周五前交");
        var table = SaidTable.Read(SaidTable.IsRequest(said) ? said : "做个表：" + said, today);
        return table is null ? new Drafting.Refused("没有听出要哪些列。请用顿号隔开列名，例如：社区、80岁以上老人数、其中独居、备注") : await Keep(id, table.Form, null, account, today, ct);
    }

    public Task<Drafting> Blank(Guid id, string title, Account account, DateOnly today, CancellationToken ct) =>
        Keep(id, SaidTable.Read("做个表：社区、备注", today)!.Form with { Title = title.Trim().Length > 0 ? title.Trim() : "新建统计表" }, null, account, today, ct);

    public async Task<Drafting> FromWorkbook(Guid id, byte[] workbook, Account account, DateOnly today, CancellationToken ct) => FormReader.Read(workbook, today) switch
    {
        ReadForm.Refused refused => new Drafting.Refused(refused.Reason),
        ReadForm.Recognised recognised => await Keep(id, recognised.Form, workbook, account, today, ct),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>A copy to change, of a report that was sent already.</summary>
    public async Task<Drafting> Copy(Guid id, Report report, Account account, CancellationToken ct) => new Drafting.Drafted(await desk.Keep(id, report.Design, report.Workbook, account, ct));

    /// <summary>Edits a report nobody was sent yet.</summary>
    public async Task<Drafting> Edit(Report report, DesignEdit edit, Account account, DateOnly today, CancellationToken ct)
    {
        if (await IsSent(report.Id, ct)) return new Drafting.Refused("这张表已经发出去了，不能再改；可以复制一份来改。");
        var catalog = await catalogs.Current(ct);
        var edited = new DesignEdits(catalog, Read(catalog, account, today), today).Apply(report, edit);
        return edited.Why is { } why ? new Drafting.Refused(why) : new Drafting.Drafted(await desk.Settle(report, edited.Design!, ct));
    }

    public async Task<bool> IsSent(Guid report, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportIssues.AnyAsync(i => i.ReportId == report, ct);
    }

    /// <summary>Designs the account kept, newest first, with how often each was sent.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Title, DateTimeOffset At, int Sent)>> Templates(Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var issues = db.ReportIssues;
        var kept = await db.Reports.AsNoTracking().Where(r => r.Publisher == account.Id).OrderByDescending(r => r.CreatedAt).Take(60)
            .Select(r => new { r.Id, r.Title, r.CreatedAt, Sent = issues.Count(i => i.ReportId == r.Id) }).ToListAsync(ct);
        return [.. kept.Select(k => (k.Id, k.Title, k.CreatedAt, k.Sent))];
    }

    /// <summary>A sentence read as a figure or field of a table: what it would be bound to.</summary>
    public async Task<CellBinding> Understand(Report report, int table, string words, string? unit, Account account, DateOnly today, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        return new DesignEdits(catalog, Read(catalog, account, today), today).Bound(report.Design, table, words, unit);
    }

    private async Task<Drafting> Keep(Guid id, ReportForm form, byte[]? workbook, Account account, DateOnly today, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        return new Drafting.Drafted(await desk.Keep(id, new Binder(catalog.Words, Read(catalog, account, today), today).Bind(form), workbook, account, ct));
    }

    private static Func<string, Reading> Read(Catalog catalog, Account account, DateOnly today) =>
        sentence => Registered.Read(sentence, today, account, catalog);
}
