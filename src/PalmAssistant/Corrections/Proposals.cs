using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Storage;

namespace PalmAssistant.Corrections;

/// <summary>The one way a proposal is kept and changes: its row is locked, a verb decides, the change is saved.</summary>
public sealed class Proposals(IDbContextFactory<PalmDb> databases)
{
    /// <summary>False when this proposal is kept already: the same card pressed twice is one proposal.</summary>
    public async Task<bool> Add(Proposal proposal, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Proposals.AnyAsync(p => p.Id == proposal.Id, ct)) return false;
        db.Add(proposal);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException e) when (e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }) { return false; }
        return true;
    }

    /// <returns>null when there is no such proposal the account may see; otherwise it and what the verb answered</returns>
    public async Task<(Proposal Proposal, bool Done)?> Change(Guid id, Account account, Func<Proposal, bool> verb, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from correction.proposal where id = {id} for update", ct);
        if (await db.Proposals.VisibleTo(account).SingleOrDefaultAsync(p => p.Id == id, ct) is not { } proposal) return null;
        var done = verb(proposal);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (proposal, done);
    }

    public async Task<Proposal?> Find(Guid id, Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Proposals.AsNoTracking().VisibleTo(account).SingleOrDefaultAsync(p => p.Id == id, ct);
    }

    /// <summary>What waits for this account's consent, oldest first; nobody approves what is their own.</summary>
    public async Task<IReadOnlyList<Proposal>> Waiting(Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Proposals.AsNoTracking().VisibleTo(account).Where(p => p.State == ProposalState.Pending && p.ByAccount != account.Id).OrderBy(p => p.MadeAt).Take(200).ToListAsync(ct);
    }

    /// <summary>The account's own, newest first.</summary>
    public async Task<IReadOnlyList<Proposal>> Own(Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Proposals.AsNoTracking().Where(p => p.ByAccount == account.Id).OrderByDescending(p => p.MadeAt).Take(50).ToListAsync(ct);
    }
}
