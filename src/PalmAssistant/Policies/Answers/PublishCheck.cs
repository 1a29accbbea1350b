using PalmAssistant.Policies.Library;

namespace PalmAssistant.Policies.Answers;

public enum AnswerShift { Moved, Lost, Gained, Wrong }

/// <summary>A question that would be answered otherwise.</summary>
/// <param name="Before">《…》第六条, or 没有依据</param>
/// <param name="Expected">of a regression question: what it must be; null for a question of staff</param>
public sealed record ShiftedAnswer(string Question, string Before, string After, AnswerShift Shift, string? Expected)
{
    public string Says => Shift switch { AnswerShift.Lost => "将失去依据", AnswerShift.Gained => "将有依据", AnswerShift.Wrong => "与回归题不符", _ => "将引用另一条" };
}

/// <summary>What publishing (or withdrawing) a document would change. Nothing is stored.</summary>
/// <param name="Failed">regression questions that would not be answered as they must</param>
public sealed record CheckReport(int Asked, int Regression, int Failed, IReadOnlyList<ShiftedAnswer> Shifts);

/// <summary>Asks the regression questions, and what staff asked most and last, of the library as it is and as it would be.</summary>
public sealed class PublishCheck(PolicyLibrary library, PolicyShelf shelf, RegressionSet regression, PolicyRecords records)
{
    private const int AskedByStaff = 120;

    /// <returns>null when there is no such document</returns>
    public async Task<CheckReport?> Publishing(long document, DateOnly today, CancellationToken ct)
    {
        if (await library.Find(document, ct) is not { } found) return null;
        return await Compare([found with { State = DocumentState.Published }], [.. (await library.Superseded(document, ct)).Where(id => id != document)], today, ct);
    }

    public Task<CheckReport> Withdrawing(long document, DateOnly today, CancellationToken ct) => Compare([], [document], today, ct);

    private async Task<CheckReport> Compare(PolicyDocument[] changed, HashSet<long> gone, DateOnly today, CancellationToken ct)
    {
        var (now, then) = await shelf.Suppose(changed, gone, today, ct);
        var musts = await regression.All(ct);
        var asked = (await records.AskedLately(AskedByStaff, ct)).Except(musts.Select(m => m.Question)).ToList();
        var (before, after) = (new PolicyAnswers(now), new PolicyAnswers(then));
        var shifts = musts.Select(m => Shift(m.Question, before, after, m)).Concat(asked.Select(question => Shift(question, before, after, null))).OfType<ShiftedAnswer>().ToList();
        return new(musts.Count + asked.Count, musts.Count, shifts.Count(s => s.Shift == AnswerShift.Wrong), shifts);
    }

    private static ShiftedAnswer? Shift(string question, PolicyAnswers before, PolicyAnswers after, RegressionQuestion? must)
    {
        var (was, willBe) = (Basis(before.Answer(question)), Basis(after.Answer(question)));
        if (must is not null && willBe.Says != must.Expected && !(must.Clause is not null && willBe.Key == $"{must.Number ?? must.Title} {must.Clause}")) return new(question, was.Says, willBe.Says, AnswerShift.Wrong, must.Expected);
        if (was.Key == willBe.Key) return null;
        var shift = willBe.Key.Length == 0 ? AnswerShift.Lost : was.Key.Length == 0 ? AnswerShift.Gained : AnswerShift.Moved;
        return new(question, was.Says, willBe.Says, shift, must?.Expected);
    }

    /// <summary>A new version of a document is another basis even when its clause has the same label and number: its words may differ.</summary>
    private static (string Says, string Key) Basis(PolicyAnswer answer)
    {
        if (answer.Kind != AnswerKind.Answered) return ("没有依据", "");
        var cited = answer.Cited[0];
        return ($"《{cited.Document.Name}》{cited.Label}", $"{cited.Document.Metadata.Number ?? cited.Document.Name} {cited.Label}");
    }
}
