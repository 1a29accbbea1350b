namespace PalmAssistant.Language;

/// <summary>Days and stretches of days, and the date field each is said of.</summary>
internal sealed partial class Binding
{
    private void BindPeriods()
    {
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (used[i] || draft.Parts[i].Token.Meaning is not (Period or Lasting)) continue;
            used[i] = true;
            if (draft.Parts[i].Token.Meaning is Lasting lasting)
            {
                if (DateFieldNear(i) is { } happened) BindLasting(draft.Parts[i], lasting, happened); else Leave(draft.Parts[i].Token);
                continue;
            }
            var period = (Period)draft.Parts[i].Token.Meaning;
            if (IsBirthday(i, period) || ComesOfAge(i, period) || IsNow(i, period) || IsYoung(i, period)) continue;
            if (DateFieldNear(i) is { } at) BindPeriod(draft.Parts[i], period, at);
            else if (DateAskedBefore() is var (before, relation)) Add(draft.Parts[i] with { Attribute = true }, Within(before, period), relation, before.Key);
            else if (DayOf(draft.Parts[i].Token, period) is { } day) (AsOf, cost) = (day, cost + StateOfADay);
            else Leave(draft.Parts[i].Token);
        }
    }

    private const int StateOfADay = 30;
    private const int OldestYears = 10;

    /// <summary>去年底有多少党员: no date on file is meant, so the day itself is: what was counted then.</summary>
    public DateOnly? AsOf { get; private set; }

    // Only people as such, and only 去年有多少…: 去年注销的, 去年入党的 speak of what happened then, and no date on file says when.
    private DateOnly? DayOf(Token token, Period period)
    {
        if (draft.Past is not null || AsOf is not null || Record.Unit != "人" || period is not { From: { } from, To: { } to, Forward: null } || to >= today || from.Year < today.Year - OldestYears) return null;
        var next = draft.Tokens.SkipWhile(t => t != token).Skip(1).FirstOrDefault(t => !t.Is(Role.Home) && !draft.Places.Any(p => p.Token == t));
        if (next is null || !next.Is(Role.Have) && !next.Is(Role.HowMany)) return null;
        return draft.Parts.Where(p => p.Token != token).All(IsState) ? to : null;
    }

    private static bool IsState(Part part) => part.Token.Meaning is Amount || part.Senses.Any(s => s is TagSense or RecordSense or PopulationSense or ValueSense { Field.Key: "sex" });

    // 成立满5年, 开了十年以上, 三个月没检查: how long ago it happened.
    private void BindLasting(Part when, Lasting lasting, int at)
    {
        var part = draft.Parts[at];
        var (field, relation) = DateSense(part)!.Value;
        if (part.Negated && !lasting.Longer) { Leave(when.Token); return; }
        used[at] = true;
        if (relation is not null) cost += Across;
        Add(part with { Negated = false, Attribute = true, Link = when.Link, Phrase = when.Phrase }, Within(field, lasting.Period), relation, field.Key);
    }

    // 这个月过生日的, 生日在12月: the same days of every year.
    private bool IsBirthday(int i, Period period)
    {
        // 下个月过80岁生日的: who comes of that age.
        if (i + 2 < draft.Parts.Count && draft.Parts[i + 1].Token.Meaning is Amount { Unit: "岁", High: null } years && BirthdaySense(draft.Parts[i + 2]) is not null && period is { From: { } first, To: { } last } && BirthField is { } birth && years.Low is > 0 and < 150)
        {
            used[i + 1] = used[i + 2] = true;
            return Add(draft.Parts[i + 1] with { Attribute = true }, new Compare(birth.Key, Comparison.Between, first.AddYears(-(int)years.Low), last.AddYears(-(int)years.Low)), null, birth.Key);
        }
        var at = new[] { i + 1, i - 1, i + 2 }.FirstOrDefault(j => j >= 0 && j < draft.Parts.Count && BirthdaySense(draft.Parts[j]) is not null, -1);
        if (at < 0 || period is not { From: { } from, To: { } to } || HasOne) return false;
        used[at] = true;
        if (to.DayNumber - from.DayNumber >= 364) { Leave(draft.Parts[i].Token); return true; }
        var field = BirthdaySense(draft.Parts[at])!;
        int DayOf(DateOnly d) => d.Month * 100 + (d is { Month: 2, Day: 28 } && d == to ? 29 : d.Day);
        Condition where = DayOf(from) <= DayOf(to) ? new Compare(field.Key, Comparison.Between, DayOf(from), DayOf(to))
            : new Any([new Compare(field.Key, Comparison.AtLeast, DayOf(from)), new Compare(field.Key, Comparison.AtMost, DayOf(to))]);
        return Add(draft.Parts[i] with { Attribute = true, Negated = draft.Parts[at].Negated }, where, null, field.Key);
    }

    private FieldTerm? BirthdaySense(Part part) => part.Senses.OfType<FieldSense>().FirstOrDefault(s => s.Record == Record.Key && s.Field.Unit == "月日")?.Field;

    // 李娜今年多大: this year, as ages are told anyway.
    private bool IsNow(int i, Period period) =>
        HasOne && period.From <= today && period.To >= today && i + 1 < draft.Parts.Count && draft.Parts[i + 1].Senses.OfType<FieldSense>().Any(s => s.Record == Record.Key && s.Field.Kind == FieldKind.Age);

    // 6个月以内的婴儿: born in the last six months.
    private bool IsYoung(int i, Period period)
    {
        if (period.Forward is null || i + 1 >= draft.Parts.Count || !draft.Parts[i + 1].Senses.OfType<TagSense>().Any(s => lexicon.Ages.ContainsKey(s.Tag)) || BirthField is not { } birth) return false;
        return Add(draft.Parts[i] with { Attribute = true }, Within(birth, period), null, birth.Key);
    }

    private FieldTerm? BirthField => Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Date && f.Words.Contains("出生"));

    // 今年满60岁的: born in the year that makes them so.
    private bool ComesOfAge(int i, Period period)
    {
        if (i + 1 >= draft.Parts.Count || draft.Parts[i + 1].Token is not { Meaning: Amount { Unit: "岁" or "", Op: Comparison.AtLeast or Comparison.Equal, High: null } age } next || age.Unit.Length == 0 && Record.Unit != "人") return false;
        if (!(next.Text.StartsWith('满') || next.Text.StartsWith("年满", StringComparison.Ordinal) || next.Text.StartsWith('够') || next.Text.StartsWith('达')) || next.Text.Contains('上')) return false;
        if (period is not { From: { } first, To: { } last } || BirthField is not { } birth || last.DayNumber - first.DayNumber > 366 || age.Low is < 0 or > 150) return false;
        used[i + 1] = true;
        var years = -(int)age.Low;
        return Add(draft.Parts[i + 1] with { Attribute = true }, new Compare(birth.Key, Comparison.Between, first.AddYears(years), last.AddYears(years)), null, birth.Key);
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
        if (BirthdaySense(part) is not null) return null;                        // 生日在10月 is of every year, not of one
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
}
