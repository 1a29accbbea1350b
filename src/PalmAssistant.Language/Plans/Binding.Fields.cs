namespace PalmAssistant.Language;

/// <summary>Fields named in a question, and the quantities, days, names and numbers said of them.</summary>
internal sealed partial class Binding
{
    private static readonly string[] FallingDue = ["到期", "届满", "期满", "截止", "有效期", "过期"];

    private bool BindField(int i, Part part, FieldTerm field, RelationTerm? relation)
    {
        var key = relation is null ? field.Key : $"{relation.Key}.{field.Key}";
        if (SaidOfNeighbour(i, field)) return true;
        if (figure is { } known && known.Field.Key == field.Key) return true;
        if (field.Kind is FieldKind.Number or FieldKind.Age && WantsFigure && figure is null) { figure = (field, key); return true; }
        if ((draft.Most is not null || draft.Order is not null) && field.Kind is FieldKind.Number or FieldKind.Age or FieldKind.Date && figure is null && draft.Groups.Count == 0) { figure = (field, key); return true; }
        if (field.Kind is FieldKind.Date or FieldKind.Month && IsOver(part, field)) return Add(part, new Compare(field.Key, Comparison.Less, today), relation, field.Key);
        if (field.Kind == FieldKind.Place) { ownLevels.Add(part.Token); return !part.Negated; }
        if (part.Had && field.Kind is FieldKind.Text && !SpeaksOfOne) return Add(part, new Compare(field.Key, Comparison.IsKnown, Array.Empty<Value>()), relation, field.Key);
        if (part.Negated) return Add(part, new Compare(field.Key, Comparison.IsKnown, Array.Empty<Value>()), relation, field.Key);
        if (draft.Asked is Asked.List or Asked.Profile || SpeaksOfOne || draft.LookUp || draft.Asked == Asked.Nothing && field.Kind == FieldKind.Text && !field.Groups && i == draft.Parts.Count - 1) { show.Add(key); return true; }
        if (previous is not null && field.Kind is FieldKind.Text or FieldKind.Date || previous?.Measure.Kind == MeasureKind.Profile) { show.Add(key); return true; }
        if (field.Groups && relation is null && draft.Asked is Asked.Nothing && groupBy.Count == 0) { groupBy.Add(field.Key); return true; }
        if (field.Kind is FieldKind.Number && draft.Asked == Asked.Count && figure is null && draft.Unit.Length == 0) { figure = (field, key); return true; }
        return false;
    }

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

    private void BindPeriods()
    {
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (draft.Parts[i].Token.Meaning is not Period period || used[i]) continue;
            used[i] = true;
            if (ComesOfAge(i, period) || IsNow(i, period) || IsYoung(i, period)) continue;
            if (DateFieldNear(i) is { } at) BindPeriod(draft.Parts[i], period, at);
            else if (DateAskedBefore() is var (before, relation)) Add(draft.Parts[i] with { Attribute = true }, Within(before, period), relation, before.Key);
            else Leave(draft.Parts[i].Token);
        }
    }

    // 李娜今年多大: this year, as ages are told anyway.
    private bool IsNow(int i, Period period) =>
        HasOne && period.From <= today && period.To >= today && i + 1 < draft.Parts.Count && draft.Parts[i + 1].Senses.OfType<FieldSense>().Any(s => s.Record == Record.Key && s.Field.Kind == FieldKind.Age);

    // 6个月以内的婴儿: born in the last six months.
    private bool IsYoung(int i, Period period)
    {
        if (period.Forward is null || i + 1 >= draft.Parts.Count || !draft.Parts[i + 1].Senses.OfType<TagSense>().Any(s => lexicon.Ages.ContainsKey(s.Tag)) || BirthField is not { } birth) return false;
        return Add(draft.Parts[i] with { Attribute = true }, Within(birth, period), null, birth.Key);
    }

    // 王传发家里有谁: those who live with him.
    private void WrapInRelation()
    {
        if (ofWhose is null || !HasOne) return;
        var inner = Language.Atoms.Join(atoms);
        var part = atoms[0].Part with { Link = Link.And };
        atoms.Clear();
        atoms.Add(new(new Related(ofWhose.Key, inner), ofWhose.Key, ofWhose.Key, part));
        HasOne = false;
    }

    private FieldTerm? BirthField => Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Date && f.Words.Contains("出生"));

    // 今年满60岁的: born in the year that makes them so.
    private bool ComesOfAge(int i, Period period)
    {
        if (i + 1 >= draft.Parts.Count || draft.Parts[i + 1].Token is not { Meaning: Amount { Unit: "岁", Op: Comparison.AtLeast or Comparison.Equal, High: null } age } next) return false;
        if (!(next.Text.StartsWith('满') || next.Text.StartsWith("年满", StringComparison.Ordinal) || next.Text.StartsWith('够') || next.Text.StartsWith('达')) || next.Text.Contains('上')) return false;
        if (period.From is not { Month: 1, Day: 1 } first || period.To != new DateOnly(first.Year, 12, 31)) return false;
        used[i + 1] = true;
        var year = first.Year - (int)age.Low;
        BindBorn(draft.Parts[i + 1], new Born(year, year));
        return true;
    }

    // The date field right after, right before, or the only one in the clause.
    private int? DateFieldNear(int i)
    {
        foreach (var j in new[] { i + 1, i - 1, i + 2, i - 2 })
        {
            if (j >= 0 && j < draft.Parts.Count && DateSense(draft.Parts[j]) is not null) return j;
        }
        var all = Enumerable.Range(0, draft.Parts.Count).Where(j => DateSense(draft.Parts[j]) is not null).ToList();
        return all.Count == 1 ? all[0] : null;
    }

    // "去年成立的企业" then "前年呢": the same date field.
    private (FieldTerm Field, RelationTerm? Relation)? DateAskedBefore()
    {
        foreach (var part in previous?.Where is All all ? all.Parts : previous is null ? [] : [previous.Where])
        {
            var relation = part is Related over ? Record.Relations.FirstOrDefault(r => r.Key == over.Relation) : null;
            var (inside, fields) = part is Related r2 && relation is not null && lexicon.Records.TryGetValue(relation.Record, out var other) ? (r2.Where, other.Fields) : (part, Record.Fields);
            if (inside is Compare c && fields.FirstOrDefault(f => f.Key == c.Field) is { Kind: FieldKind.Date or FieldKind.Month } field) return (field, relation);
        }
        return null;
    }

    private (FieldTerm Field, RelationTerm? Relation)? DateSense(Part part)
    {
        if (part.Token.Text == "生日") return null;                              // 生日在10月 is of every year, not of one
        var dates = part.Senses.OfType<FieldSense>().Where(s => s.Field.Kind is FieldKind.Date or FieldKind.Month).ToList();
        if (dates.FirstOrDefault(s => s.Record == Record.Key) is { } own) return (own.Field, null);
        foreach (var sense in dates)
        {
            if (RelationTo(sense.Record) is { } relation) return (sense.Field, relation);
        }
        // 上个月领高龄津贴的: the month of the fact itself.
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key && part.Senses.Any(s => s.Record == Record.Key && (s is RelationSense x && x.Relation == r || s is PhraseSense { Phrase.Where: Related p } && p.Relation == r.Key))))
        {
            if (lexicon.Records.TryGetValue(relation.Record, out var fact) && fact.Fields.FirstOrDefault(f => f.Kind == FieldKind.Month) is { } month) return (month, relation);
        }
        return null;
    }

    private void BindPeriod(Part when, Period period, int at)
    {
        var part = draft.Parts[at];
        var (field, relation) = DateSense(part)!.Value;
        if (field.Words.Contains("出生") && when.Token.Text.Contains('月') && char.IsAsciiDigit(when.Token.Text[0]) && !when.Token.Text.Contains('年')) { Leave(when.Token); return; }      // 3月出生的: of every year, or of this one?
        if (relation is not null) cost += Across;
        if (FallingDue.Any(w => part.Token.Text.Contains(w, StringComparison.Ordinal)) && period.Forward is { } forward) period = forward;
        used[at] = true;
        if (part.Senses.OfType<PopulationSense>().FirstOrDefault(s => s.Record == Record.Key) is { } population) TakePopulation(part, population);
        var inner = part.Senses.OfType<PhraseSense>().FirstOrDefault(s => s.Record == Record.Key)?.Phrase.Where is Related known ? known.Where : Condition.Always;
        var negated = part.Negated && field.Kind == FieldKind.Date && relation is null;
        Add(part with { Negated = part.Negated && !negated, Attribute = true, Link = when.Link, Phrase = when.Phrase }, inner.And(negated ? Outside(field, period) : Within(field, period)), relation, field.Key);
        if (draft.Still && field.Kind == FieldKind.Month && relation is not null) PaidAfterEvent(part, period.From);
    }

    // 已经去世但上个月还在发的: the month lies after the month of death. Without a month named, the last whole one.
    private void PaidAfterEvent(Part part, DateOnly? paid)
    {
        var ended = draft.Parts.FirstOrDefault(p => p.Senses.Any(s => s is PopulationSense && s.Record == Record.Key));
        var field = ended is null ? null : Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Date && f.Words.Append(f.Name).Any(w => ended.Token.Text.Contains(w, StringComparison.Ordinal)));
        if (field is null) return;
        var month = paid ?? new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        Add(part with { Negated = false, Attribute = true, Link = Link.And }, new Compare(field.Key, Comparison.Less, new DateOnly(month.Year, month.Month, 1)), null, field.Key);
    }

    /// <summary>去世了还在领高龄津贴的: a fact that goes on by the month, after an end.</summary>
    private void BindStill()
    {
        if (!draft.Still || draft.Parts.Any(p => p.Token.Meaning is Period)) return;
        foreach (var atom in atoms.Where(a => a.Where is Related { Where: All { Parts.Count: 0 } }).ToList())
        {
            if (Record.Relations.FirstOrDefault(r => r.Key == ((Related)atom.Where).Relation) is { } relation && lexicon.Records.TryGetValue(relation.Record, out var fact) && fact.Fields.Any(f => f.Kind == FieldKind.Month && f.Key == "month")) PaidAfterEvent(atom.Part, null);
        }
    }

    private static Compare Within(FieldTerm field, Period period)
    {
        if (field.Kind == FieldKind.Month && period.From is { } first && period.To is { } last && first.Year == last.Year && first.Month == last.Month) return new(field.Key, Comparison.Equal, new DateOnly(first.Year, first.Month, 1));
        return (period.From, period.To) switch
        {
            ({ } from, { } to) => new(field.Key, Comparison.Between, from, to),
            ({ } from, null) => new(field.Key, Comparison.AtLeast, from),
            (_, { } to) => new(field.Key, Comparison.AtMost, to),
            _ => new(field.Key, Comparison.IsKnown, Array.Empty<Value>()),
        };
    }

    // 今年以来没检查过: last checked before; a day that is unknown meets no date condition.
    private Condition Outside(FieldTerm field, Period period)
    {
        var before = period.From is { } from ? new Compare(field.Key, Comparison.Less, from) : null;
        var after = period.To is { } to && to < today ? new Compare(field.Key, Comparison.More, to) : null;
        return (before, after) switch
        {
            ({ } b, { } a) => new Any([b, a]),
            ({ } b, null) => b,
            (null, { } a) => a,
            _ => new Not(new Compare(field.Key, Comparison.IsKnown, Array.Empty<Value>())),
        };
    }

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
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key))
        {
            var there = next.Senses.Where(s => s.Record == relation.Record).ToList();
            Condition? where = there.OfType<TagSense>().FirstOrDefault() is { } tag ? new HasTag(tag.Tag) : there.OfType<ValueSense>().FirstOrDefault() is { } value ? new Compare(value.Field.Key, Comparison.Equal, value.Label) : null;
            if (where is null || next.Senses.Any(s => s.Record == Record.Key)) continue;
            if (amount is not { High: null, Op: Comparison.AtLeast or Comparison.More }) { Leave(part.Token); return true; }
            used[i + 1] = true;
            atoms.Add(new(new Related(relation.Key, where, (int)amount.Low + (amount.Op == Comparison.More ? 1 : 0)), relation.Key, $"{relation.Key}/count", next));
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
        foreach (var j in new[] { i - 1, i + 1, i - 2 })
        {
            if (j >= 0 && j < draft.Parts.Count && !used[j] && NumberSense(draft.Parts[j], amount) is { } named) return (named.Field, named.Relation, j);
        }
        if (amount.Unit is "岁" && Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Age) is { } age) return Record.Unit == "人" ? (age, null, -1) : AgeAcross();
        if (amount.Unit is "㎡" or "元" or "人" or "个" && Record.Fields.Where(f => f.Kind == FieldKind.Number && Fits(f, amount)).ToList() is [var only] && Record.Unit != "人") return (only, null, -1);
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
        var numbers = part.Senses.OfType<FieldSense>().Where(s => s.Field.Kind is FieldKind.Number or FieldKind.Age && Fits(s.Field, amount)).ToList();
        if (numbers.FirstOrDefault(s => s.Record == Record.Key) is { } own) return (own.Field, null);
        foreach (var sense in numbers)
        {
            if (RelationTo(sense.Record) is { } relation) return (sense.Field, relation);
        }
        // 养老金5000以上: the one amount of the fact named.
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key && part.Senses.Any(s => s.Record == Record.Key && (s is RelationSense x && x.Relation == r || s is PhraseSense { Phrase.Where: Related p } && p.Relation == r.Key))))
        {
            if (lexicon.Records.TryGetValue(relation.Record, out var fact) && fact.Fields.Where(f => f.Kind == FieldKind.Number && Fits(f, amount)).ToList() is [var only]) return (only, relation);
        }
        return null;
    }

    private static bool Fits(FieldTerm field, Amount amount) => amount.Unit switch
    {
        "" => true,
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

    private void BindName(int i, Part part, Named named)
    {
        foreach (var j in new[] { i - 1, i + 1 })
        {
            if (j < 0 || j >= draft.Parts.Count || draft.Parts[j].Senses.OfType<FieldSense>().FirstOrDefault(s => s.Record == Record.Key && s.Field.Kind == FieldKind.Text && IsPersonField(s.Field)) is not { } role) continue;
            if (named.Kind != NameKind.Person) break;
            used[j] = true;
            Add(part, new Compare(role.Field.Key, named.Op, named.Text), null, role.Field.Key);
            return;
        }
        var fits = named.Kind == NameKind.Person ? Record.Unit == "人" : Record.Unit == "家";
        if (!fits && named.Kind == NameKind.Person && Record.Fields.FirstOrDefault(IsPersonField) is { Key: not "name" } owner)
        {
            cost += Strained;
            Add(part, new Compare(owner.Key, named.Op, named.Text), null, owner.Key);
            return;
        }
        if (!fits || Record.Fields.FirstOrDefault(f => f.Key == "name") is not { } name) { Leave(part.Token); return; }
        HasOne |= named.Op == Comparison.Equal || named.Op == Comparison.Contains && named.Kind != NameKind.Person;
        if (named.Kind == NameKind.Premises && Record.Key == "entity" || named.Kind == NameKind.Company && Record.Key == "venue") cost += Strained;
        Condition called = new Compare(name.Key, named.Op, named.Text);
        if (named.Last.Length > 0) called = called.And(new Compare(name.Key, Comparison.EndsWith, named.Last));
        Add(part, called, null, name.Key);
        if (named.Sex.Length > 0 && lexicon.Senses(named.Sex).OfType<ValueSense>().FirstOrDefault(v => v.Record == Record.Key) is { } sex)
            Add(part, new Compare(sex.Field.Key, Comparison.Equal, sex.Label), null, sex.Field.Key);
    }

    private static bool IsPersonField(FieldTerm field) => field.Kind == FieldKind.Text && field.Key is "legal_person" or "manager" or "owner_name";

    private void BindNames()
    {
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (draft.Parts[i].Token.Meaning is not (Identifier or Named)) continue;
            used[i] = true;
            if (draft.Parts[i].Token.Meaning is Identifier id) BindIdentifier(draft.Parts[i], id);
            else BindName(i, draft.Parts[i], (Named)draft.Parts[i].Token.Meaning);
        }
    }

    private void BindIdentifier(Part part, Identifier id)
    {
        var key = id.Kind switch
        {
            IdentifierKind.IdNumber or IdentifierKind.IdTail => "id_number",
            IdentifierKind.Phone or IdentifierKind.PhoneTail => "phone",
            IdentifierKind.CreditCode => "code",
            _ => "birth_cert",
        };
        if (Record.Fields.FirstOrDefault(f => f.Key == key) is not { } field) { Leave(part.Token); return; }
        HasOne = true;
        // "身份证370…": the name of the field beside its number says nothing more.
        for (var j = 0; j < draft.Parts.Count; j++)
        {
            if (!used[j] && draft.Parts[j].Senses.OfType<FieldSense>().Any(s => s.Record == Record.Key && s.Field == field)) used[j] = true;
        }
        if (id.Tail is { Length: 0 } || id.Head.Length == 0) HasOne = false;
        Condition where = id.Tail is { Length: 0 } ? new Compare(key, Comparison.StartsWith, id.Head) : id.Tail is null ? new Compare(key, Comparison.Equal, id.Head)
            : id.Head.Length == 0 ? new Compare(key, Comparison.EndsWith, id.Tail)
            : new All([new Compare(key, Comparison.StartsWith, id.Head), new Compare(key, Comparison.EndsWith, id.Tail)]);
        Add(part, where, null, key);
    }
}
