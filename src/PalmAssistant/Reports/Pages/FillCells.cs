using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Corrections;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports.Pages;

/// <param name="Cell">"0/370203001002000/D"</param>
/// <param name="Seen">the cell's version as the person last saw it; 0 = nobody had typed there</param>
/// <param name="Why">needed when a prefilled value is changed; may follow later, alone with the same value</param>
public sealed record CellChange(string Cell, string? Value, int Seen, string? Why);

/// <summary>What became of a batch of changes. Sent again after a lost answer it comes out the same.</summary>
/// <param name="Overtaken">somebody else changed it since: their value stands until the person decides</param>
/// <param name="Refused">not a cell to fill in, with the reason</param>
/// <param name="Computed">computed cells whose value changed</param>
/// <param name="Problems">cells whose problems changed; an empty list = settled</param>
public sealed record FillAnswer(
    IReadOnlyDictionary<string, TypedView> Saved, IReadOnlyDictionary<string, TypedView> Overtaken, IReadOnlyDictionary<string, string> Refused,
    IReadOnlyDictionary<string, string?> Computed, IReadOnlyDictionary<string, IReadOnlyList<ProblemView>> Problems, string State, long Trace);

/// <summary>Saves what people type, as they type it; what they know better than the register goes on as a proposal to correct it.</summary>
public sealed class FillCells(IDbContextFactory<PalmDb> databases, ReportSubmissions submissions, CorrectionDesk corrections, TimeProvider clock)
{
    public const int MostAtOnce = 1000;

    /// <returns>null when the submission is not within the account's region</returns>
    public async Task<FillAnswer?> Handle(FormReading reading, IReadOnlyList<CellChange> changes, Account account, CancellationToken ct)
    {
        var (design, cells, id) = (reading.Opened.Design, reading.Cells, reading.Opened.Submission.Id);
        Batch? taken = null;
        var answer = await submissions.Change(id, account, s =>
        {
            var (computed, problems) = (FormReading.Computed(design, s.Lines), FormReading.Problems(design, s.Lines, reading.Sources));
            var batch = taken = new Batch(s, cells, account, clock.GetUtcNow());
            foreach (var change in changes.Take(MostAtOnce)) batch.Take(change);
            return new FillAnswer(batch.Saved, batch.Overtaken, batch.Refused,
                Changed(computed, FormReading.Computed(design, s.Lines)), Changed(problems, FormReading.Problems(design, s.Lines, reading.Sources)), FormReading.Name(s.State), 0);
        }, ct);
        if (answer is null) return null;
        foreach (var known in taken!.Better) await Propose(reading.Opened, known, account, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        return answer with { Trace = await FormPage.Newest(db, id, ct) };
    }

    /// <summary>A changed cell of a record's row is a proposal for that field; a changed figure is a remark for whoever puts the figures together. The register stays as it is.</summary>
    private async Task Propose(OpenedReport opened, KnownBetter known, Account account, CancellationToken ct)
    {
        var line = opened.Submission.Lines.FirstOrDefault(l => l.Table == known.Cell.Table && l.Key == known.Cell.Row);
        var outcome = line is not null && opened.Design.BindingOf(known.Cell.Table, known.Cell.Column) is RowField field && FilledCorrections.SubjectOf(opened.Design, line) is { } subject && known.After is { Length: > 0 } after
            ? await corrections.Propose(account, subject, field.Field, known.Before, after, $"报表《{opened.Issue.Title}》：{known.Why}", ct) : null;
        await submissions.Change(opened.Submission.Id, account, s => { s.Note("correction-proposed", account, clock.GetUtcNow(), known.Why, (outcome as ProposalOutcome.Taken)?.Id.ToString("N") ?? known.Cell.ToString()); return true; }, ct);
    }

    private sealed record KnownBetter(CellKey Cell, string? Before, string? After, string Why);

    private static Dictionary<string, string?> Changed(Dictionary<string, string?> before, Dictionary<string, string?> after) =>
        after.Where(a => !before.TryGetValue(a.Key, out var was) || was != a.Value).ToDictionary(a => a.Key, a => a.Value);

    private static Dictionary<string, IReadOnlyList<ProblemView>> Changed(Dictionary<string, IReadOnlyList<ProblemView>> before, Dictionary<string, IReadOnlyList<ProblemView>> after) =>
        before.Keys.Union(after.Keys).Where(k => !(before.GetValueOrDefault(k) ?? []).SequenceEqual(after.GetValueOrDefault(k) ?? [])).ToDictionary(k => k, k => after.GetValueOrDefault(k) ?? []);

    /// <summary>The changes of one request, each on its own: one that cannot be saved does not hold up the others.</summary>
    private sealed class Batch(Submission submission, OpenCells cells, Account account, DateTimeOffset now)
    {
        public Dictionary<string, TypedView> Saved { get; } = [];
        public Dictionary<string, TypedView> Overtaken { get; } = [];
        public Dictionary<string, string> Refused { get; } = [];
        public List<KnownBetter> Better { get; } = [];

        public void Take(CellChange change)
        {
            if (KeyOf(change.Cell) is not { } key || !cells.IsOpen(key)) { Refused[change.Cell] = "这一格不能填（公式、已锁定或无权查看）。"; return; }
            var line = submission.Lines.FirstOrDefault(l => l.Table == key.Table && l.Key == key.Row);
            var value = CellText.Normal(cells.SlotOf(key)!.Type, change.Value);
            var why = string.IsNullOrWhiteSpace(change.Why) ? null : change.Why.Trim()[..Math.Min(change.Why.Trim().Length, 200)];
            var before = line?.Typed.GetValueOrDefault(key.Column);
            var outcome = before is not null && before.Value == value && why is not null ? submission.Explain(key, why, account, now) : submission.Fill(key, value, change.Seen, why, account, now);
            switch (outcome)
            {
                case FillOutcome.Saved when line!.Typed.TryGetValue(key.Column, out var saved):
                    Saved[change.Cell] = FormReading.Of(saved, line.Prefilled.GetValueOrDefault(key.Column));
                    if (why is not null && saved != before && line.IsChanged(key.Column)) Better.Add(new(key, line.Prefilled.GetValueOrDefault(key.Column), saved.Value, why));
                    break;
                case FillOutcome.Saved: Saved[change.Cell] = new(value, 0, account.Id, account.Name, now, null, line!.Prefilled.GetValueOrDefault(key.Column)); break;
                case FillOutcome.Overtaken other: Overtaken[change.Cell] = FormReading.Of(other.Current, line!.Prefilled.GetValueOrDefault(key.Column)); break;
                case FillOutcome.Locked locked: Refused[change.Cell] = FormReading.Locked(locked.State); break;
                default: Refused[change.Cell] = "这一行已经不在表里了。"; break;
            }
        }

        private static CellKey? KeyOf(string text)
        {
            var parts = text.Split('/');
            return parts.Length >= 3 && int.TryParse(parts[0], out var table) && table is >= 0 and < 100 ? CellKey.Parse(text) : null;
        }
    }
}
