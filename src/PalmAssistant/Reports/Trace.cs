using PalmAssistant.Access;

namespace PalmAssistant.Reports;

/// <summary>One step or one changed cell: who, when, from what, to what, why. Only ever appended.</summary>
public sealed class Trace
{
    private Trace() { }

    public Trace(Guid issue, Guid? submission, string what, Account by, DateTimeOffset at) =>
        (IssueId, SubmissionId, What, By, ByName, At) = (issue, submission, what, by.Id, by.Name, at.ToUniversalTime());

    public long Id { get; private init; }
    public Guid IssueId { get; private init; }
    public Guid? SubmissionId { get; private init; }
    public string What { get; private init; } = "";
    public string? Cell { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? Why { get; init; }
    public string By { get; private init; } = "";
    public string ByName { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
}
