using PalmAssistant.Corrections;
using PalmAssistant.Reports.Binding;

namespace PalmAssistant.Reports.Dialog;

/// <summary>What a filler knows better than the register, carried to where the register is corrected; what was proposed stands in the trace.</summary>
public sealed class FilledCorrections(CorrectionDesk desk, SaidProposals said, ReportSubmissions submissions, TimeProvider clock)
{
    /// <summary>A changed cell of a record's row is a proposal for that field; a changed figure only where its reason names a person.</summary>
    public async Task<string> OfCell(Talk talk, CellKey cell, string why, CancellationToken ct)
    {
        var opened = talk.Opened!;
        var line = opened.Submission.Lines.First(l => l.Table == cell.Table && l.Key == cell.Row);
        var outcome = opened.Design.BindingOf(cell.Table, cell.Column) is RowField field && SubjectOf(opened.Design, line) is { } subject && line.Value(cell.Column) is { Length: > 0 } after
            ? await desk.Propose(talk.Account, subject, field.Field, line.Prefilled.GetValueOrDefault(cell.Column), after, Reason(opened, why), ct)
            : await said.Propose(why, Reason(opened, why), talk.Turn, ct);
        await Note(talk, why, outcome, ct);
        return outcome switch
        {
            ProposalOutcome.Taken taken => $"同时提了更正建议：{taken.Words}",
            ProposalOutcome.NotTaken refused => $"原因已记下，汇总的人看得到；没有生成更正建议（{refused.Why.TrimEnd('。')}），库里没有动。",
            _ => "",
        };
    }

    /// <summary>"丁永云上月搬走了" while filling: a proposal that somebody looks at; the register stays as it is until then.</summary>
    public async Task<string> OfSentence(Talk talk, string words, CancellationToken ct)
    {
        var outcome = await said.Propose(words, Reason(talk.Opened!, "填报时提出"), talk.Turn, ct);
        await Note(talk, words, outcome, ct);
        return outcome switch
        {
            ProposalOutcome.Taken taken => $"已生成更正建议：“{words}”，等{taken.Approver}核对，没有直接改库。",
            ProposalOutcome.NotTaken refused => $"“{words}”已记在表上，没有改库；没有生成更正建议（{refused.Why.TrimEnd('。')}）。",
            _ => "",
        };
    }

    private Task Note(Talk talk, string why, ProposalOutcome outcome, CancellationToken ct) => submissions.Change(talk.Opened!.Submission.Id, talk.Account, s =>
    {
        s.Note("correction-proposed", talk.Account, clock.GetUtcNow(), why, (outcome as ProposalOutcome.Taken)?.Id.ToString("N"));
        return true;
    }, ct);

    /// <summary>Rows of people and houses are keyed by their record.</summary>
    internal static Subject? SubjectOf(ReportDesign design, Line line) =>
        design.RowQueries[line.Table] is { Plan.Record: ("person" or "house") and var record } && line.Key.StartsWith('p') && int.TryParse(line.Key.AsSpan(1), out var id) ? new(record, id) : null;

    private static string Reason(OpenedReport opened, string why) => $"报表《{opened.Issue.Title}》：{why}";
}
