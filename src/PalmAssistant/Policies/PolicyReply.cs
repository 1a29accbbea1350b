using System.Globalization;
using PalmAssistant.Conversation;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;

namespace PalmAssistant.Policies;

/// <summary>Dresses an answer: the deciding sentence, then each clause word for word with where it stands and whether it holds.</summary>
internal static class PolicyReply
{
    /// <param name="question">as a question that stands alone: what 有用 is remembered for</param>
    /// <param name="next">what may be asked next and will be answered</param>
    public static Reply Of(PolicyAnswer answer, DateOnly today, string question, IReadOnlyList<string>? next = null) => answer.Kind switch
    {
        AnswerKind.Answered => Answered(answer, today, question, next ?? []),
        AnswerKind.TooVague => Reply.Clarify(answer.Lead + string.Join("、", answer.Choices.Select(c => $"“{c.Say}”")), [.. answer.Choices.Select(c => new PalmOption(c.Label, c.Say))]),
        AnswerKind.OtherRegion => Reply.Unknown(answer.Lead),
        _ => Reply.Unknown($"{answer.Lead}已记下，知识库管理员会看到；换个说法或说出文件名也可以再试。"),
    };

    private static Reply Answered(PolicyAnswer answer, DateOnly today, string question, IReadOnlyList<string> next)
    {
        var text = new System.Text.StringBuilder(answer.Lead);
        foreach (var (cited, first) in answer.Cited.Select((c, i) => (c, i == 0)))
            text.Append(first ? "\n\n依据：" : "\n\n相关条款：").Append(Heading(cited)).Append('\n').Append('“').Append(cited.Quote).Append('”');
        return new(text.ToString(), new PalmData("policy") { Citations = [.. answer.Cited.Select(Citation)], AsOf = Day(today) })
        {
            Card = "policies/answer", CardData = CardOf(answer, question),
            Suggestions = [.. next.Select(say => new SuggestedAction(say, say))],
        };
    }

    private static object CardOf(PolicyAnswer answer, string question)
    {
        var top = answer.Nearest!.Clause;
        var lines = answer.Lead.Split('\n');
        return new
        {
            lead = lines[0],
            notes = lines[1..],
            question,
            title = top.Document.Name,
            number = top.Document.Metadata.Number ?? "",
            clause = top.Clause.Label,
            citations = answer.Cited.Select((cited, i) => new
            {
                kind = i == 0 ? "依据：" : "相关：",
                document = cited.Document.Name,
                number = Number(cited),
                clause = cited.Label,
                facts = Facts(cited, " · "),
                lines = cited.Quote.Split('\n'),
                url = Url(cited),
            }),
        };
    }

    private static string Heading(Cited cited) => $"《{cited.Document.Name}》{Number(cited)}{cited.Label}（{Facts(cited, "，")}）";

    private static string Number(Cited cited) => cited.Document.Metadata.Number is { } number ? $"（{number}）" : "";

    private static string Facts(Cited cited, string separator) => string.Join(separator, new[]
    {
        cited.Validity.Chinese(), cited.Document.Effective > DateOnly.MinValue ? $"{Day(cited.Document.Effective)}起施行" : null, cited.Document.Metadata.ValidUntil is { } end ? $"有效期至{Day(end)}" : null, cited.Note,
    }.Where(part => part is not null));

    private static string Url(Cited cited) => $"/policies/{cited.Document.Id}#{Uri.EscapeDataString(cited.Label)}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static PalmCitation Citation(Cited cited) =>
        new(cited.Document.Name, cited.Document.Metadata.Number ?? "", cited.Label, cited.Quote, cited.Document.Metadata.EffectiveFrom is { } from ? Day(from) : null, cited.Validity.Chinese()) { Url = Url(cited) };
}
