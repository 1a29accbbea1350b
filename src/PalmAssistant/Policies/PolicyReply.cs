using PalmAssistant.Conversation;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;

namespace PalmAssistant.Policies;

/// <summary>Dresses an answer: the deciding sentence, then each clause word for word with where it stands and whether it holds.</summary>
internal static class PolicyReply
{
    public static Reply Of(PolicyAnswer answer, DateOnly today) => answer.Kind switch
    {
        AnswerKind.Answered => Answered(answer, today),
        AnswerKind.TooVague => Reply.Clarify(answer.Lead + string.Join("、", answer.Choices.Select(c => $"“{c.Say}”")), [.. answer.Choices.Select(c => new PalmOption(c.Label, c.Say))]),
        AnswerKind.OtherRegion => Reply.Unknown(answer.Lead),
        _ => Reply.Unknown($"{answer.Lead}已记下，知识库管理员会看到；换个说法或说出文件名也可以再试。"),
    };

    private static Reply Answered(PolicyAnswer answer, DateOnly today)
    {
        var text = new System.Text.StringBuilder(answer.Lead);
        foreach (var (cited, first) in answer.Cited.Select((c, i) => (c, i == 0)))
            text.Append(first ? "\n\n依据：" : "\n\n相关条款：").Append(Heading(cited)).Append('\n').Append('“').Append(cited.Quote).Append('”');
        return new(text.ToString(), new PalmData("policy") { Citations = [.. answer.Cited.Select(Citation)], AsOf = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) })
        {
            Suggestions = [new("要什么材料", "要什么材料"), new("去哪办", "去哪办"), new("依据哪一条", "依据哪一条"), new("有用", "有用"), new("没用", "没用")],
        };
    }

    private static string Heading(Cited cited)
    {
        var m = cited.Document.Metadata;
        var number = m.Number is null ? "" : $"（{m.Number}）";
        var until = m.ValidUntil is { } end ? $"，有效期至{end:yyyy-MM-dd}" : "";
        var note = cited.Note is null ? "" : $"，{cited.Note}";
        return $"《{cited.Document.Name}》{number}{cited.Label}（{cited.Validity.Chinese()}，{cited.Document.Effective:yyyy-MM-dd}起施行{until}{note}）";
    }

    private static PalmCitation Citation(Cited cited) =>
        new(cited.Document.Name, cited.Document.Metadata.Number ?? "", cited.Label, cited.Quote, cited.Document.Metadata.EffectiveFrom?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), cited.Validity.Chinese())
        { Url = $"/policies/{cited.Document.Id}#{Uri.EscapeDataString(cited.Label)}" };
}
