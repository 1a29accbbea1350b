using PalmAssistant.Access;

namespace PalmAssistant.Reports;

/// <summary>Excused: the publisher does not need this part (any more); what was filled is kept.</summary>
public enum SubmissionState { Waiting, Draft, Submitted, Returned, Accepted, Excused }

/// <summary>One region's part of an issue. Every verb may be said twice: the second time changes nothing.</summary>
public sealed class Submission
{
    private readonly List<Line> lines = [];
    private readonly List<Trace> traces = [];

    private Submission() { }

    public Guid Id { get; private init; }
    public Guid IssueId { get; private init; }
    public long Target { get; private init; }
    public string TargetName { get; private init; } = "";
    public SubmissionState State { get; private set; }

    /// <summary>An extension granted to this target; null = the issue's deadline.</summary>
    public DateOnly? Due { get; private set; }
    public TimeOnly? DueTime { get; private set; }
    public DateTimeOffset? OpenedAt { get; private set; }
    public string? OpenedBy { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public string? SubmittedBy { get; private set; }
    public string? SubmittedByName { get; private set; }
    public DateOnly? PrefilledOn { get; private set; }

    /// <summary>"0/D" → where column D of table 0 comes from.</summary>
    public IReadOnlyDictionary<string, CellSource> Sources { get; private set; } = new Dictionary<string, CellSource>();

    /// <summary>Cell → what is said about it: a difference named by the filler, a reason given by the reviewer.</summary>
    public IReadOnlyDictionary<string, Remark> Remarks { get; private set; } = new Dictionary<string, Remark>();

    public IReadOnlyList<Line> Lines => lines;
    public IReadOnlyList<Trace> Traces => traces;

    public bool IsWithFiller => State is SubmissionState.Waiting or SubmissionState.Draft or SubmissionState.Returned;
    public bool IsIn => State is SubmissionState.Submitted or SubmissionState.Accepted;

    internal static Submission Awaited(Issue issue, Target target) => new() { Id = Guid.CreateVersion7(), IssueId = issue.Id, Target = target.Region, TargetName = target.Name };

    /// <summary>Gives a submission read without its lines the lines it has; for looking at, never to be saved.</summary>
    internal void Show(IEnumerable<Line> kept) => lines.AddRange(kept);

    /// <summary>First opening brings the prefilled rows; opening again changes nothing that anybody typed.</summary>
    public void Open(IEnumerable<Line> prefilled, IReadOnlyDictionary<string, CellSource> sources, DateOnly on, Account by, DateTimeOffset at)
    {
        if (PrefilledOn is null)
        {
            lines.AddRange(prefilled);
            (Sources, PrefilledOn) = (sources, on);
        }
        if (OpenedAt is not null) return;
        (OpenedAt, OpenedBy) = (at.ToUniversalTime(), by.Id);
        if (State == SubmissionState.Waiting) State = SubmissionState.Draft;
        Leave("opened", by, at);
    }

    /// <summary>Brings rows before anybody opens it (137 communities in one go); opening stays the filler's act.</summary>
    public void Prefill(IEnumerable<Line> prefilled, IReadOnlyDictionary<string, CellSource> sources, DateOnly on)
    {
        if (PrefilledOn is not null) return;
        lines.AddRange(prefilled);
        (Sources, PrefilledOn) = (sources, on);
    }

    /// <summary>
    /// Puts a value into a cell. <paramref name="seen"/> is the cell's version as the person last saw it; when somebody else changed it
    /// since, nothing is overwritten and the other's value comes back.
    /// </summary>
    public FillOutcome Fill(CellKey cell, string? value, int seen, string? why, Account by, DateTimeOffset at)
    {
        if (!IsWithFiller) return new FillOutcome.Locked(State);
        var line = lines.FirstOrDefault(l => l.Table == cell.Table && l.Key == cell.Row);
        if (line is null) return new FillOutcome.NoSuchRow();
        var before = line.Value(cell.Column);
        if (before == value && (line.Version(cell.Column) > 0 || value is not null)) return new FillOutcome.Saved(line.Version(cell.Column));
        if (line.Typed.TryGetValue(cell.Column, out var current) && current.Version > seen && current.By != by.Id) return new FillOutcome.Overtaken(current);
        var next = new TypedCell(value, line.Version(cell.Column) + 1, by.Id, by.Name, at.ToUniversalTime(), why);
        line.Put(cell.Column, next);
        if (State == SubmissionState.Waiting) State = SubmissionState.Draft;
        traces.Add(new(IssueId, Id, "filled", by, at) { Cell = cell.ToString(), Before = before, After = value, Why = why });
        return new FillOutcome.Saved(next.Version);
    }

    /// <summary>A reason given after the change itself: the value stays, the reason joins it and the trace.</summary>
    public FillOutcome Explain(CellKey cell, string why, Account by, DateTimeOffset at)
    {
        if (!IsWithFiller) return new FillOutcome.Locked(State);
        if (lines.FirstOrDefault(l => l.Table == cell.Table && l.Key == cell.Row) is not { } line || !line.Typed.TryGetValue(cell.Column, out var typed)) return new FillOutcome.NoSuchRow();
        if (typed.Why == why) return new FillOutcome.Saved(typed.Version);
        line.Put(cell.Column, typed with { Why = why });
        traces.Add(new(IssueId, Id, "explained", by, at) { Cell = cell.ToString(), Before = line.Prefilled.GetValueOrDefault(cell.Column), After = typed.Value, Why = why });
        return new FillOutcome.Saved(typed.Version);
    }

    /// <summary>Adds a row to a list that outgrew what the platform knows. The same key again is the same row.</summary>
    public Line AddRow(int table, string key, Account by, DateTimeOffset at)
    {
        if (lines.FirstOrDefault(l => l.Table == table && l.Key == key) is { } there) return there;
        var line = new Line(Id, table, key, lines.Where(l => l.Table == table).Select(l => l.Position + 1).DefaultIfEmpty(0).Max(), new Dictionary<string, string>());
        lines.Add(line);
        traces.Add(new(IssueId, Id, "row-added", by, at) { Cell = $"{table}/{key}" });
        return line;
    }

    /// <summary>Strikes a row with its reason; striking never deletes what is in it.</summary>
    public void Strike(int table, string key, string why, Account by, DateTimeOffset at)
    {
        if (lines.FirstOrDefault(l => l.Table == table && l.Key == key) is not { Removed: false } line || !IsWithFiller) return;
        line.Strike(true);
        traces.Add(new(IssueId, Id, "row-struck", by, at) { Cell = $"{table}/{key}", Why = why });
    }

    /// <summary>Takes a struck row back into the list.</summary>
    public void Unstrike(int table, string key, Account by, DateTimeOffset at)
    {
        if (lines.FirstOrDefault(l => l.Table == table && l.Key == key) is not { Removed: true } line || !IsWithFiller) return;
        line.Strike(false);
        traces.Add(new(IssueId, Id, "row-restored", by, at) { Cell = $"{table}/{key}" });
    }

    /// <summary>Looked at and left as it is: a cell, or a whole column ("0/D").</summary>
    public void Confirm(string at, Account by, DateTimeOffset when)
    {
        if (IsWithFiller) traces.Add(new(IssueId, Id, "confirmed", by, when) { Cell = at });
    }

    public void Say(CellKey cell, string text, Account by, DateTimeOffset at)
    {
        Remarks = new Dictionary<string, Remark>(Remarks) { [cell.ToString()] = new(text, by.Name, at.ToUniversalTime(), false) };
        traces.Add(new(IssueId, Id, "remarked", by, at) { Cell = cell.ToString(), After = text });
    }

    /// <summary>In one tap when nothing needs attention; submitting twice is once.</summary>
    /// <param name="problems">from <see cref="Filling.Checks"/>; any of them keeps the report here</param>
    public SubmitOutcome Submit(IReadOnlyList<Filling.Problem> problems, Account by, DateTimeOffset at)
    {
        if (IsIn) return new SubmitOutcome.Already(SubmittedAt!.Value, SubmittedByName ?? "");
        if (State == SubmissionState.Excused) return new SubmitOutcome.NotNeeded();
        if (problems.Count > 0) return new SubmitOutcome.NotYet(problems);
        var again = State == SubmissionState.Returned || SubmittedAt is not null;
        State = SubmissionState.Submitted;
        (SubmittedAt, SubmittedBy, SubmittedByName) = (at.ToUniversalTime(), by.Id, by.Name);
        Remarks = Remarks.Where(r => !r.Value.Returned).ToDictionary(r => r.Key, r => r.Value);
        Leave(again ? "resubmitted" : "submitted", by, at);
        return new SubmitOutcome.Done(again);
    }

    /// <summary>Taken back by the filler until it is accepted. Everything typed stays.</summary>
    public bool Withdraw(Account by, DateTimeOffset at)
    {
        if (State != SubmissionState.Submitted) return State is SubmissionState.Draft;
        State = SubmissionState.Draft;
        Leave("withdrawn", by, at);
        return true;
    }

    /// <summary>Sent back with reasons; a reason may name its cell.</summary>
    public bool Return(string why, IReadOnlyDictionary<string, string> byCell, Account by, DateTimeOffset at)
    {
        if (State == SubmissionState.Returned) return true;
        if (!IsIn) return false;
        State = SubmissionState.Returned;
        var remarks = new Dictionary<string, Remark>(Remarks);
        foreach (var (cell, reason) in byCell) remarks[cell] = new(reason, by.Name, at.ToUniversalTime(), true);
        Remarks = remarks;
        Leave("returned", by, at, why);
        foreach (var (cell, reason) in byCell) traces.Add(new(IssueId, Id, "returned-cell", by, at) { Cell = cell, Why = reason });
        return true;
    }

    public bool Accept(Account by, DateTimeOffset at)
    {
        if (State == SubmissionState.Accepted) return true;
        if (State != SubmissionState.Submitted) return false;
        State = SubmissionState.Accepted;
        Leave("accepted", by, at);
        return true;
    }

    /// <summary>Not needed any more. What is in stays in; what was typed stays.</summary>
    public bool Excuse(string why, Account by, DateTimeOffset at)
    {
        if (!IsWithFiller) return State == SubmissionState.Excused;
        State = SubmissionState.Excused;
        Leave("excused", by, at, why);
        return true;
    }

    /// <summary>Wanted after all, as it was left.</summary>
    public void AskAgain(Account by, DateTimeOffset at)
    {
        if (State != SubmissionState.Excused) return;
        State = OpenedAt is null ? SubmissionState.Waiting : SubmissionState.Draft;
        Leave("asked-again", by, at);
    }

    /// <summary>A column that came later, filled from the platform; values people typed are not touched.</summary>
    public void Bring(IReadOnlyDictionary<(int Table, string Row), string> values, string column, CellSource? source)
    {
        if (PrefilledOn is null) return;
        foreach (var line in lines)
            if (values.TryGetValue((line.Table, line.Key), out var value) && !line.Prefilled.ContainsKey(column)) line.Refresh(new Dictionary<string, string>(line.Prefilled) { [column] = value });
        if (source is not null && lines.Count > 0) Sources = new Dictionary<string, CellSource>(Sources) { [$"{lines[0].Table}/{column}"] = source };
    }

    public void Extend(DateOnly due, TimeOnly? time, string? why, Account by, DateTimeOffset at)
    {
        if (Due == due && DueTime == time) return;
        (Due, DueTime) = (due, time);
        traces.Add(new(IssueId, Id, "extended", by, at) { After = $"{due:yyyy-MM-dd} {time:HH\\:mm}".Trim(), Why = why });
    }

    /// <summary>A step without a change of state: a reminder received, an extension asked, "这表不是刚报过吗".</summary>
    public void Note(string what, Account by, DateTimeOffset at, string? why = null, string? after = null) =>
        traces.Add(new(IssueId, Id, what, by, at) { Why = why, After = after });

    private void Leave(string what, Account by, DateTimeOffset at, string? why = null) => traces.Add(new(IssueId, Id, what, by, at) { Why = why });
}

/// <param name="Name">街居摸排, 平台登记 …</param>
/// <param name="Latest">newest date of that source; null when it has none</param>
public sealed record CellSource(string Name, DateOnly? Latest, string Understood)
{
    /// <summary>Name of a column that the filler's account may not see; Understood then says why.</summary>
    public const string Withheld = "无权查看";
}

public sealed record Remark(string Text, string ByName, DateTimeOffset At, bool Returned);

public abstract record FillOutcome
{
    public sealed record Saved(int Version) : FillOutcome;

    /// <summary>Somebody else changed the cell since it was last seen; their value stands until the person decides.</summary>
    public sealed record Overtaken(TypedCell Current) : FillOutcome;
    public sealed record Locked(SubmissionState State) : FillOutcome;
    public sealed record NoSuchRow : FillOutcome;
}

public abstract record SubmitOutcome
{
    public sealed record Done(bool Again) : SubmitOutcome;
    public sealed record Already(DateTimeOffset At, string ByName) : SubmitOutcome;
    public sealed record NotNeeded : SubmitOutcome;
    public sealed record NotYet(IReadOnlyList<Filling.Problem> Problems) : SubmitOutcome;
}
