namespace PalmAssistant.Language;

/// <summary>Quantities compared, and the number each is said of.</summary>
internal sealed partial class Binding
{
    private void BindAmount(int i)
    {
        var part = draft.Parts[i];
        used[i] = true;
        if (part.Token.Meaning is Born born) { BindBorn(part, born); return; }
        var amount = (Amount)part.Token.Meaning;
        if (BindHeadCount(i, part, amount)) return;
        if (NumberFieldNear(i, amount) is not { } found) { Leave(part.Token); return; }
        var (field, relation, at) = found;
        if (relation is not null) cost += Across;
        if (at >= 0) used[at] = true;
        var negated = at >= 0 && draft.Parts[at].Negated;
        var (low, high) = (Scaled(amount.Low, amount, field), amount.High is { } h ? Scaled(h, amount, field) : (decimal?)null);
        var where = high is { } top ? new Compare(field.Key, Comparison.Between, low, top) : new Compare(field.Key, amount.Op, low);
        Add(part with { Negated = part.Negated ^ negated, Attribute = true }, where, relation, field.Key);
    }

    // 有两个以上残疾人的户: so many people of a kind, in one house.
    private bool BindHeadCount(int i, Part part, Amount amount)
    {
        if (amount.Unit is not ("个" or "人" or "位" or "名") || Record.Unit == "人" || i + 1 >= draft.Parts.Count || draft.Parts[i + 1].Token.Start - part.Token.End > 1) return false;
        var next = draft.Parts[i + 1];
        if (Record.Unit == "人次") return false;
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key))
        {
            var there = next.Senses.Where(s => s.Record == relation.Record).ToList();
            Condition? where = there.OfType<TagSense>().FirstOrDefault() is { } tag ? new HasTag(tag.Tag) : there.OfType<ValueSense>().FirstOrDefault() is { } value ? new Compare(value.Field.Key, Comparison.Equal, value.Label) : null;
            if (where is null || next.Senses.Any(s => s.Record == Record.Key)) continue;
            if (amount is not { High: null, Op: Comparison.AtLeast or Comparison.More or Comparison.Equal }) { Leave(part.Token); return true; }
            used[i + 1] = true;
            Condition many = new Related(relation.Key, where, (int)amount.Low + (amount.Op == Comparison.More ? 1 : 0));
            if (amount.Op == Comparison.Equal) many = many.And(new Not(new Related(relation.Key, where, (int)amount.Low + 1)));
            atoms.Add(new(many, relation.Key, $"{relation.Key}/count", next));
            cost += Across;
            return true;
        }
        return false;
    }

    // 注册资本 is kept in 万元: 500万 is 500, and so is a bare 500.
    private static decimal Scaled(decimal number, Amount amount, FieldTerm field) =>
        field.Unit == "万元" && (amount.TenThousand || amount.Unit == "元") ? number / 10_000 : number;

    private (FieldTerm Field, RelationTerm? Relation, int At)? NumberFieldNear(int i, Amount amount)
    {
        if (new[] { i - 1, i + 1 }.Any(j => j >= 0 && j < draft.Parts.Count && draft.Parts[j].Senses.OfType<FieldSense>().Any(s => s.Field.Figure is not null))) return null;      // 人均面积不到15平: a figure is computed, nothing on file is compared
        foreach (var j in new[] { i - 1, i + 1, i - 2 })
        {
            if (j >= 0 && j < draft.Parts.Count && !used[j] && NumberSense(draft.Parts[j], amount) is { } named) return (named.Field, named.Relation, j);
        }
        if (amount.OfHousehold && Record.Unit == "人" && Record.Fields.Where(f => f.Kind == FieldKind.Number && f.Unit == "人").ToList() is [var living]) return (living, null, -1);
        if (amount.Unit is "岁" && Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Age) is { } age) return Record.Unit == "人" ? (age, null, -1) : AgeAcross();
        if (amount.Unit is "㎡" or "元" or "人" or "个" && Record.Fields.Where(f => f.Kind == FieldKind.Number && f.Figure is null && Fits(f, amount)).ToList() is [var only] && Record.Unit != "人") return (only, null, -1);
        if (amount.Unit is "岁") return AgeAcross();
        if (amount.Unit.Length == 0 && amount.Low is > 0 and <= 120 && !amount.TenThousand && Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Age) is { } years && Record.Unit == "人") { cost += 2; return (years, null, -1); }
        return null;
    }

    // 有80岁以上老人的房子: the age of somebody who lives there.
    private (FieldTerm, RelationTerm?, int)? AgeAcross()
    {
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key))
        {
            if (lexicon.Records.TryGetValue(relation.Record, out var other) && other.Unit == "人" && other.Fields.FirstOrDefault(f => f.Kind == FieldKind.Age) is { } age) return (age, relation, -1);
        }
        return null;
    }

    private (FieldTerm Field, RelationTerm? Relation)? NumberSense(Part part, Amount amount)
    {
        var numbers = part.Senses.OfType<FieldSense>().Where(s => s.Field.Figure is null && s.Field.Kind is FieldKind.Number or FieldKind.Age && Fits(s.Field, amount)).ToList();
        if (numbers.FirstOrDefault(s => s.Record == Record.Key) is { } own) return (own.Field, null);
        foreach (var sense in numbers)
        {
            if (RelationTo(sense.Record) is { } relation) return (sense.Field, relation);
        }
        // 养老金5000以上: the one amount of the fact named.
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key && part.Senses.Any(s => s.Record == Record.Key && (s is RelationSense x && x.Relation == r || s is PhraseSense { Phrase.Where: Related p } && p.Relation == r.Key))))
        {
            if (lexicon.Records.TryGetValue(relation.Record, out var fact) && fact.Fields.Where(f => f.Kind == FieldKind.Number && f.Figure is null && Fits(f, amount)).ToList() is [var only]) return (only, relation);
        }
        return null;
    }

    private static bool Fits(FieldTerm field, Amount amount) => amount.Unit switch
    {
        "" => field.Unit != "月日",
        "元" => field.Unit is "元" or "万元",
        "个" or "位" or "名" => field.Unit == "人",
        _ => field.Unit == amount.Unit,
    };

    private void BindBorn(Part part, Born born)
    {
        if (BirthField is { } birth)
            Add(part with { Attribute = true }, new Compare(birth.Key, Comparison.Between, new DateOnly(born.FirstYear, 1, 1), new DateOnly(born.LastYear, 12, 31)), null, birth.Key);
        else Leave(part.Token);
    }

    // 80岁以上60岁以下, 70岁以上的未成年人: nobody can be meant, so something else was.
    private void LeaveImpossibleAges()
    {
        var ages = atoms.Where(a => a.Part.Link == Link.And && a.Relation is null && !a.Part.Negated && !NextIsAlternative(a)).Select(a => (Atom: a, Span: AgeSpan.Of(a.Where) ?? (a.Where is HasTag tag ? lexicon.Ages.GetValueOrDefault(tag.Tag) : null))).Where(a => a.Span is not null).ToList();
        for (var i = 1; i < ages.Count; i++)
            if (ages.Take(i).Any(a => a.Span!.IsApartFrom(ages[i].Span!))) { Leave(ages[i].Atom.Part.Token); IsImpossible = true; }
    }
}
