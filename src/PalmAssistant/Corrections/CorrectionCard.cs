using PalmAssistant.Conversation;

namespace PalmAssistant.Corrections;

/// <summary>What the cards in <c>cards/corrections</c> are filled with.</summary>
internal static class CorrectionCard
{
    public static Reply Confirm(Draft draft, SaidCorrection said, string? consent, CorrectionRules rules)
    {
        var dies = draft.Changes.Any(c => c.Field == "生死");
        var unsure = dies && draft.Changes.Any(c => c is { Field: "生死", Died: null });
        var effect = consent is null ? "确认后马上生效，原来的登记会留底，随时可以撤回。" : $"确认后提交给{consent}，同意后生效；原来的登记会留底。";
        var notes = Notes(draft, said);
        var lines = draft.Changes.Select(c => Line(c, rules, masked: false)).ToList();
        var text = $"请核对要改的内容：\n{string.Join('\n', lines.Select(l => $"{l.About} {l.Field}：{l.Before} → {l.After}"))}{(notes is null ? "" : "\n" + notes)}\n{effect}回“改对了”确认，“再改改”重说，“不改了”作罢。";
        return new Reply(text, new PalmData("clarify") { Id = draft.Id.ToString(), Options = [new("改对了", "改对了"), new("再改改", "再改改"), new("不改了", "不改了")] })
        {
            Card = "corrections/confirm",
            CardData = new { title = dies ? "请核对（请节哀）" : "请核对要改的内容", id = draft.Id.ToString(), groups = Groups(lines), notes, effect, unsure },
        };
    }

    public static IReadOnlyList<object> Groups(IReadOnlyList<ChangeLine> lines) =>
        [.. lines.GroupBy(l => l.About).Select(g => (object)new { about = g.Key, lines = g.Select(l => new { field = l.Field, before = l.Before, after = l.After }) })];

    public static ChangeLine Line(FieldChange change, CorrectionRules rules, bool masked)
    {
        var field = rules.Field(change.Record, change.Field);
        return new(change.About, change.Field == "新住户" ? "新住户（待补身份证号）" : change.Field, change.Before is { } b ? FieldValue.Shown(field, b) : "无", masked ? FieldValue.Shown(field, change.After) : change.After);
    }

    private static string? Notes(Draft draft, SaidCorrection said)
    {
        var notes = new List<string>();
        if (said.Unread.Count > 0) notes.Add($"这几个字没看懂，没有记：“{string.Join("，", said.Unread)}”");
        if (draft.Changes.FirstOrDefault(c => c.Field == "新住户") is { } household)
            notes.Add($"新住户{(household.People is { } n ? $" {n} 人" : "")}还没有身份证号，先记在待补名单，不算进人口数；有了再说“新来一个人，叫李明，身份证号…，住{household.About}”");
        return notes.Count > 0 ? string.Join("；", notes) : null;
    }
}

/// <summary>One field before and after, as shown.</summary>
internal sealed record ChangeLine(string About, string Field, string Before, string After);
