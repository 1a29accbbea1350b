using PalmAssistant.Access;

namespace PalmAssistant.Corrections;

public enum ProposalState { Pending, Applied, Returned, Withdrawn, Undone }

/// <summary>Whom or what a correction is about: a golden record. <paramref name="Record"/>: person or house.</summary>
public sealed record Subject(string Record, int Id);

/// <summary>One field before and after.</summary>
/// <param name="Field">Chinese name of a correctable field</param>
/// <param name="Before">what the register says now, unmasked; null = nothing</param>
public sealed record FieldChange(string Record, int Id, string About, string Field, string? Before, string After)
{
    /// <summary>现住房屋: the house moved into; null = out of any.</summary>
    public int? House { get; init; }

    /// <summary>生死: the day, where known.</summary>
    public DateOnly? Died { get; init; }

    /// <summary>Of a newcomer nobody knows yet: the first 17 digits of the number.</summary>
    public long? Key { get; init; }

    /// <summary>新住户: how many.</summary>
    public short? People { get; init; }
}

/// <summary>A change somebody proposes to the register. Verbs may be said twice: the second does nothing.</summary>
public sealed class Proposal
{
    private Proposal() { }

    public Guid Id { get; private init; }
    public string Said { get; private init; } = "";
    public string Reason { get; private init; } = "";
    public string ByAccount { get; private init; } = "";
    public string ByName { get; private init; } = "";
    public string ByRole { get; private init; } = "";
    public long Region { get; private init; }
    public string Summary { get; private init; } = "";
    public IReadOnlyList<FieldChange> Changes { get; private init; } = [];
    public string? Needs { get; private init; }
    public ProposalState State { get; private set; }
    public DateOnly HeldOn { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public string? DecidedBy { get; private set; }
    public string? DecidedName { get; private set; }
    public string? DecidedRole { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Why { get; private set; }

    /// <summary>When the evidence last followed the state; null = it still has to.</summary>
    public DateTimeOffset? WrittenAt { get; private set; }

    public static Proposal Of(Draft draft, Account by, string? needs, DateOnly today, DateTimeOffset at) => new()
    {
        Id = draft.Id, Said = draft.Said, Reason = draft.Reason, ByAccount = by.Id, ByName = by.Name, ByRole = by.Role.Name(), Region = draft.Region,
        Summary = draft.Summary, Changes = draft.Changes, Needs = needs, HeldOn = today, MadeAt = at,
        State = needs is null ? ProposalState.Applied : ProposalState.Pending, WrittenAt = needs is null ? null : at,
    };

    public bool IsPending => State == ProposalState.Pending;

    /// <summary>False when there was nothing left to decide.</summary>
    public bool Approve(Account by, DateTimeOffset at) => Decide(ProposalState.Applied, by, null, at);

    public bool Return(Account by, string why, DateTimeOffset at) => Decide(ProposalState.Returned, by, why, at);

    /// <summary>The proposer takes it back: before the decision it is withdrawn, after it the register is set back.</summary>
    public bool TakeBack(Account by, DateTimeOffset at)
    {
        if (IsPending) return Decide(ProposalState.Withdrawn, by, null, at);
        if (State != ProposalState.Applied) return false;
        State = ProposalState.Undone;
        (WrittenAt, Why) = (null, $"{by.Name}撤回");
        return true;
    }

    internal void Written(DateTimeOffset at) => WrittenAt = at;

    private bool Decide(ProposalState state, Account by, string? why, DateTimeOffset at)
    {
        if (!IsPending) return false;
        (State, DecidedBy, DecidedName, DecidedRole, DecidedAt, Why) = (state, by.Id, by.Name, by.Role.Name(), at, why);
        WrittenAt = state == ProposalState.Applied ? null : at;
        return true;
    }
}

/// <summary>A proposal before it is confirmed: what was said, of whom, and each field before and after.</summary>
public sealed record Draft(Guid Id, string Said, string Reason, long Region, string Summary, IReadOnlyList<FieldChange> Changes);
