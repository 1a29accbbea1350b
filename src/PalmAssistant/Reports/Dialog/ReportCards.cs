using PalmAssistant.Access;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>The card beside what was said: it says all that the text says, offers inputs for a few open cells, and links to the page for the rest. Pure.</summary>
internal static class ReportCards
{
    private const int MostInputs = 6, MostLines = 24, MostForms = 6, MostValues = 8;

    /// <summary>The talk with its card; without one where a question, a refusal or a file is all there is.</summary>
    public static Talk Dress(Talk talk, Intent last) => talk.Data is not { Kind: "form" or "done" or "clarify" } ? talk : last switch
    {
        Intent.WhoIsMissing when talk.Memory.Issue is { } issue && talk.Data.Kind == "form" => With(talk, "missing", new { title = Title(talk), subtitle = "", lines = Lines(talk), canRemind = talk.Data.Result?.Total > 0, url = $"/reports/{issue}" }),
        Intent.RollUp when talk.Memory.Issue is { } issue && talk.Data.Kind == "form" => With(talk, "rollup", new { title = Title(talk), lines = Lines(talk), sums = Sums(talk), url = $"/reports/{issue}" }),
        Intent.WhoIsMissing or Intent.RollUp or Intent.Pending or Intent.Remind or Intent.Accept or Intent.Return => talk,
        _ when talk.Opened is { } opened && (talk.Data.Kind == "form" || talk.GoesOn) && talk.Data.Kind != "clarify" => Form(talk, opened),
        _ => talk,
    };

    /// <summary>What is asked of the account, each with a button that opens just that one, whatever it is called.</summary>
    public static Talk Received(Talk talk, IReadOnlyList<(Submission Submission, Issue Issue)> asked) => asked.Count == 0 || talk.Data is not { Kind: "form" } ? talk : With(talk, "received", new
    {
        title = Title(talk).TrimEnd('：'),
        forms = asked.Take(MostForms).Select((a, i) => new { title = $"《{a.Issue.Title}》{(RegionRange.Level(a.Submission.Target) == 4 ? a.Submission.TargetName : "")}", facts = FactsOf(talk, i), submission = a.Submission.Id.ToString() }),
        more = asked.Count > MostForms ? $"其余 {asked.Count - MostForms} 张见“我的报表”。" : "",
    });

    private static Talk Form(Talk talk, OpenedReport opened)
    {
        var (submission, url) = (opened.Submission, $"/forms/{opened.Submission.Id}");
        if (!submission.IsWithFiller) return With(talk, "submitted", new { title = Title(talk), subtitle = submission.TargetName, lines = Lines(talk), canWithdraw = submission.State == SubmissionState.Submitted, url });
        var problems = opened.Problems;
        var open = problems.Where(p => p.Kind != ProblemKind.ReasonMissing).DistinctBy(p => p.Cell).ToList();
        var slots = Slot.Of(opened.Design).ToDictionary(s => (s.Table, s.Column));
        var asked = open.Count <= MostInputs ? open.Where(p => slots.TryGetValue((p.Cell.Table, p.Cell.Column), out var s) && s.Type != CellType.File).ToList() : [];
        var data = new
        {
            title = $"《{opened.Issue.Title}》",
            subtitle = $"{submission.TargetName} · {ReportWords.DueWords(opened.Due, opened.DueTime)}",
            lines = Brief(talk),
            inputs = asked.Select((p, i) => Input(opened, slots[(p.Cell.Table, p.Cell.Column)], p, i)),
            submission = submission.Id.ToString(),
            ready = problems.Count == 0,
            url,
            cells = string.Join('|', asked.Select(p => p.Cell)),
            seen = string.Join('|', asked.Select(p => submission.Lines.First(l => l.Table == p.Cell.Table && l.Key == p.Cell.Row).Version(p.Cell.Column))),
            why = submission.Remarks.Values.Where(r => r.Returned).Select(r => $"{r.ByName}退回：{r.Text}").Distinct().Take(3).DefaultIfEmpty("被退回，请核对后再报").Aggregate((a, b) => $"{a}\n{b}"),
        };
        return With(talk, submission.State == SubmissionState.Returned ? "returned" : "form", data);
    }

    private static object Input(OpenedReport opened, Slot slot, Problem problem, int index)
    {
        var several = opened.Submission.Lines.Count(l => l.Table == slot.Table) > 1;
        var kind = slot.Type switch { CellType.Integer or CellType.Number => "number", CellType.Date => "date", CellType.Choice when slot.Choices.Count > 0 => "choice", _ => "text" };
        return new
        {
            id = $"c{index}",
            label = $"{(several ? problem.Row + " " : "")}{slot.Name}{(slot.Unit is { } unit && !slot.Name.Contains(unit, StringComparison.Ordinal) ? $"（{unit}）" : "")}{(problem.Kind == ProblemKind.Missing ? "" : $"：{problem.Words}")}",
            hint = kind == "number" ? "填数" : "",
            number = kind == "number",
            date = kind == "date",
            choice = kind == "choice",
            text = kind == "text",
            choices = slot.Choices.Select(c => new { text = c }),
        };
    }

    private static Talk With(Talk talk, string card, object data) => talk with { Card = "reports/" + card, CardData = data };

    private static IReadOnlyList<string> Split(Talk talk) => [.. string.Join('\n', talk.Said).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string Title(Talk talk) => Split(talk) is [var first, ..] ? first : "";

    private static IEnumerable<object> Lines(Talk talk) => Shown([.. Split(talk).Skip(1)]);

    /// <summary>What the platform brought is long on a phone: the first of it, the rest on the page; every other line stays.</summary>
    private static IEnumerable<object> Brief(Talk talk)
    {
        var all = Split(talk);
        var values = all.Where(l => l.StartsWith('·')).ToList();
        if (values.Count <= MostValues + 1) return Shown(all);
        var (first, rest) = (values[MostValues], values.Skip(MostValues + 1).ToHashSet());
        return Shown([.. all.Where(l => !rest.Contains(l)).Select(l => l == first ? $"（其余 {values.Count - MostValues} 项见表单页）" : l)]);
    }

    private static IEnumerable<object> Shown(IReadOnlyList<string> lines) =>
        lines.Take(MostLines).Concat(lines.Count > MostLines ? [$"（其余 {lines.Count - MostLines} 行见表单页）"] : []).Select(l => (object)new { text = l });

    private static IEnumerable<object>? Sums(Talk talk) => talk.Data!.Result?.Rows is { Count: > 0 } rows ? rows.Take(20).Select(r => (object)new { name = $"{r[0]}", value = $"{r[1]:0.##}" }).ToList() : null;

    /// <summary>The line of a report in "要填的表有…", without its bullet and name.</summary>
    private static string FactsOf(Talk talk, int index) => Split(talk).Where(l => l.StartsWith('·')).ElementAtOrDefault(index) is { } line && line.IndexOf('》', StringComparison.Ordinal) is > 0 and var at ? line[(at + 1)..] : "";
}
