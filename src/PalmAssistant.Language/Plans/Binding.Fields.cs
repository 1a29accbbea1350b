namespace PalmAssistant.Language;

/// <summary>Fields named in a question: what is shown, grouped by, averaged, known or not.</summary>
internal sealed partial class Binding
{
    private static readonly string[] FallingDue = ["到期", "届满", "期满", "截止", "有效期", "过期"];

    private bool BindField(int i, Part part, FieldTerm field, RelationTerm? relation)
    {
        var key = relation is null ? field.Key : $"{relation.Key}.{field.Key}";
        if (SaidOfNeighbour(i, field)) return true;
        if (field.Kind == FieldKind.Number && OfAnotherThing(relation)) return false;
        if (field.Kind == FieldKind.Date && part.Token.Text.StartsWith('新') && draft.Groups.Count == 0) return false;      // 新开的呢: since when, is not said
        if (field.Figure is { } said && relation is null && !part.Negated && fixedMeasure is null) { fixedMeasure = new(said.Kind, said.Field, said.Per); Population ??= said.Population; NamesSubject = true; return true; }
        if (figure is { } known && known.Field.Key == field.Key) return true;
        if (field.Kind is FieldKind.Number or FieldKind.Age && WantsFigure && figure is null) { figure = (field, key); return true; }
        if ((draft.Most is not null || draft.Order is not null) && field.Kind is FieldKind.Number or FieldKind.Age or FieldKind.Date && figure is null && draft.Groups.Count == 0) { figure = (field, key); return true; }
        if (field.Kind is FieldKind.Date or FieldKind.Month && IsOver(part, field)) return Add(part, new Compare(field.Key, Comparison.Less, today), relation, field.Key);
        if (field.Kind == FieldKind.Place) { ownLevels.Add(part.Token); return !part.Negated; }
        if (part.Had && field.Kind is FieldKind.Text && !SpeaksOfOne) return Add(part, new Compare(field.Key, Comparison.IsKnown, Array.Empty<Value>()), relation, field.Key);
        if (part.Negated) return Add(part, new Compare(field.Key, Comparison.IsKnown, Array.Empty<Value>()), relation, field.Key);
        if (draft.Asked is Asked.List or Asked.Profile || SpeaksOfOne || draft.LookUp || draft.Asked == Asked.Nothing && field.Kind is FieldKind.Text or FieldKind.Date && !field.Groups && !part.Attribute && draft.Parts.Count > 1 && draft.Parts.Skip(i + 1).All(p => p.Senses.Any(s => s is FieldSense))) { show.Add(key); return true; }
        if (previous is not null && field.Kind is FieldKind.Text or FieldKind.Date || previous?.Measure.Kind == MeasureKind.Profile || previous?.Measure.Kind == MeasureKind.List && field.Kind == FieldKind.Age && draft.Most is null && draft.Order is null && !WantsFigure) { show.Add(key); return true; }
        if (field.Kind == FieldKind.Date && part.Attribute && !part.Token.Text.StartsWith('新') && !FallingDue.Any(w => part.Token.Text.Contains(w, StringComparison.Ordinal))) return Add(part, new Compare(field.Key, Comparison.IsKnown, Array.Empty<Value>()), relation, field.Key);      // 检查过的
        if (field.Kind == FieldKind.Choice && field.Groups && relation is null && draft.Asked == Asked.Count && groupBy.Count == 0 && i == draft.Parts.Count - 1) { groupBy.Add(field.Key); return true; }      // 男女人数
        if (field.Groups && relation is null && draft.Asked is Asked.Nothing && groupBy.Count == 0) { groupBy.Add(field.Key); return true; }
        if (field.Kind is FieldKind.Number && draft.Asked == Asked.Count && figure is null && draft.Unit.Length == 0) { figure = (field, key); return true; }
        return false;
    }

    // 在海尔上班的, 菏泽来的: the text the field holds.
    private void BindFramed(Part part, Framed framed)
    {
        var relation = framed.Phrase.Record == Record.Key ? null : RelationTo(framed.Phrase.Record);
        if (relation is null && framed.Phrase.Record != Record.Key) { Leave(part.Token); return; }
        if (relation is not null) cost += Across;
        Add(part with { Attribute = true }, Filled(framed.Phrase.Where, framed.Text), relation, "framed", framed.Phrase.Population);
    }

    private static Condition Filled(Condition where, string text) => where switch
    {
        All all => new All([.. all.Parts.Select(p => Filled(p, text))]),
        Any any => new Any([.. any.Parts.Select(p => Filled(p, text))]),
        Not not => new Not(Filled(not.Part, text)),
        Related related => related with { Where = Filled(related.Where, text) },
        Compare compare => compare with { Values = [.. compare.Values.Select(v => v.Text == "…" ? (Value)text : v)] },
        _ => where,
    };

    // 会维修, 房屋状态空置: the value beside it will speak for the field.
    private bool SaidOfNeighbour(int i, FieldTerm field) =>
        (i + 1 < draft.Parts.Count && HasValueOf(draft.Parts[i + 1], field)) || (i > 0 && HasValueOf(draft.Parts[i - 1], field));

    private static bool HasValueOf(Part part, FieldTerm field) => part.Senses.OfType<ValueSense>().Any(v => v.Field == field);

    private bool TakesFigure => figure is null && (WantsFigure && draft.Asked is Asked.Average or Asked.Sum || draft.Most is not null && draft.Groups.Count == 0);

    // 平均养老金, 养老金最高的: the amount on the matter named.
    private (FieldTerm Field, RelationTerm? Relation)? FigureOf(Part part) =>
        part.Negated || part.Senses.Any(s => s.Record == Record.Key && s is TagSense or ValueSense) ? null : NumberSense(part, AnyAmount);

    private static readonly Amount AnyAmount = new(Comparison.AtLeast, 0, null, "", false);

    private bool WantsFigure => draft.Asked is Asked.Average or Asked.Sum || draft.Total && draft.Asked != Asked.List && draft.Unit.Length == 0;

    /// <summary>Whether the clause speaks of one person or thing by name or number.</summary>
    public bool HasOne { get; private set; }

    // 李奶奶住哪: somebody is spoken of, if not by the whole name.
    private bool SpeaksOfOne => HasOne || draft.HasRoom || draft.Parts.Any(p => p.Token.Meaning is Named);

    // 已经到期的, 过期的: before today.
    private bool IsOver(Part part, FieldTerm field) =>
        !part.Negated && (part.Token.Text.Contains("过期", StringComparison.Ordinal) || FallingDue.Any(w => part.Token.Text.Contains(w, StringComparison.Ordinal)) && draft.Tokens.Any(t => t.Text is "已" or "已经" or "早就"))
        && field.Kind is FieldKind.Date;
}
