namespace PalmAssistant.Language;

/// <summary>
/// A draft read as being about one record: every part becomes a condition on it or on something related to it, or stays unplaced.
/// Several records are tried; the one that costs least is meant (<see cref="RecordChoice"/>).
/// </summary>
internal sealed partial class Binding
{
    private const int Unplaceable = 1000, Across = 12, Strained = 5;

    private readonly Draft draft;
    private readonly Lexicon lexicon;
    private readonly DateOnly today;
    private readonly QueryPlan? previous;       // only when the clause is tried as going on from it
    private readonly bool[] used;
    private readonly List<Atom> atoms = [];
    private readonly List<Token> unplaced = [];
    private readonly List<string> groupBy = [];
    private readonly List<string> show = [];
    private readonly List<Token> ownLevels = [];
    private readonly Dictionary<Token, string> populations = [];
    private (FieldTerm Field, string Key)? figure;
    private Measure? fixedMeasure;
    private RelationTerm? ofWhose;
    private int cost;

    private Binding(Draft draft, RecordTerm record, Lexicon lexicon, DateOnly today, QueryPlan? previous)
    {
        (this.draft, Record, this.lexicon, this.today, this.previous) = (draft, record, lexicon, today, previous);
        used = new bool[draft.Parts.Count];
    }

    public RecordTerm Record { get; }

    public string? Population { get; private set; }

    public IReadOnlyList<Atom> Atoms => atoms;

    public IReadOnlyList<Token> Unplaced => unplaced;

    public IReadOnlyList<string> GroupBy => groupBy;

    public IReadOnlyList<string> Show => show;

    /// <summary>The number field an average, sum or extreme is taken of, by its key on the record.</summary>
    public (FieldTerm Field, string Key)? Figure => figure;

    /// <summary>What a field that stands for a figure computes: 户均人口.</summary>
    public Measure? FixedMeasure => fixedMeasure;

    /// <summary>社区, 小区 said alone: the one that was spoken of, or one's own.</summary>
    public IReadOnlyList<Token> OwnLevels => ownLevels;

    public int Cost => cost;

    /// <summary>Whether some word names this record and no other: its noun, one of its tags, its population.</summary>
    public bool NamesSubject { get; private set; }

    public static Binding Try(Draft draft, RecordTerm record, Lexicon lexicon, DateOnly today, QueryPlan? previous = null)
    {
        var binding = new Binding(draft, record, lexicon, today, previous);
        binding.Bind();
        return binding;
    }

    private void Bind()
    {
        foreach (var token in draft.Groups) BindGroup(token);
        if (draft.AgeBands.Count > 0) BindAgeBands();
        BindNames();
        BindPeriods();
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (!used[i] && draft.Parts[i].Token.Meaning is Amount or Born) BindAmount(i);
            else if (!used[i] && draft.Parts[i].Token.Meaning is Framed framed) { used[i] = true; BindFramed(draft.Parts[i], framed); }
        }
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (used[i]) continue;
            used[i] = true;
            BindPart(i);
        }
        BindStill();
        WrapInRelation();
        atoms.Sort((a, b) => a.Part.Token.Start.CompareTo(b.Part.Token.Start));
        DropSettledTags();
        LeaveContradictions();
        LeaveImpossibleAges();
        if (draft.AverageOf is { } per && (per.Text.Contains('人') ? Record.Unit is not ("人" or "人次") || OfThing(figure?.Key) : Record.Unit != "套")) Leave(per);      // per person of what is kept per house is another figure
        if (UnitCost() >= Unplaceable && draft.Tokens.FirstOrDefault(t => t.Is(Role.HowMany)) is { } asked) unplaced.Add(asked);
        cost += UnitCost() + HeadCost() - (draft.IsRoomAlone && Record.Unit == "套" ? Strained : 0);
    }

    private void BindPart(int i)
    {
        var part = draft.Parts[i];
        switch (part.Token.Meaning)
        {
            case Lexical: BindWord(i, part); break;
            default: Leave(part.Token); break;
        }
    }

    private void BindGroup(Token token)
    {
        if (token.Meaning is Kind) { BindKind(token); return; }
        var senses = ((Lexical)token.Meaning).Senses.OfType<FieldSense>().Where(s => s.Field.Groups).ToList();
        if (senses.FirstOrDefault(s => s.Record == Record.Key) is { } own) { groupBy.Add(own.Field.Key); return; }
        if (Record.Unit is not ("人" or "人次") && Record.Fields.Where(f => f.Groups && f.Kind != FieldKind.Place && f.Words.Append(f.Name).Any(w => w.EndsWith(token.Text, StringComparison.Ordinal))).ToList() is [var kind])
        {
            groupBy.Add(kind.Key);                                               // 市场主体按类型: 主体类型
            cost += 2;
            return;
        }
        if ((OfMatterNamed(token.Text) ?? OnlyAcross(senses)) is var (relation, field))
        {
            groupBy.Add($"{relation.Key}.{field.Key}");
            cost += Across;
            return;
        }
        Leave(token);
    }

    // 各类场所, 各类残疾人: the one field that says of what kind the thing or the matter named is.
    private void BindKind(Token token)
    {
        var own = Record.Unit is "人" or "人次" ? null : Record.Fields.FirstOrDefault(f => f.Groups && f.Kind == FieldKind.Choice && f.Key == "kind");
        if (own is not null) { groupBy.Add(own.Key); return; }
        if (OfMatterNamed("类别") is not var (relation, field)) { Leave(token); return; }
        groupBy.Add($"{relation.Key}.{field.Key}");
        cost += Across;
    }

    // 残疾人按类别: the category of what is spoken of, 残疾类别.
    private (RelationTerm, FieldTerm)? OfMatterNamed(string word)
    {
        var spoken = draft.Parts.Select(p => p.Token.Text).Concat(previous is null ? [] : Matters(previous.Where)).ToList();
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key && (spoken.Contains(r.Key) || r.Words.Append(r.Name).Any(w => w.Length >= 2 && spoken.Any(s => s.Contains(w, StringComparison.Ordinal))))))
        {
            if (lexicon.Records.TryGetValue(relation.Record, out var other) && other.Fields.FirstOrDefault(f => f.Groups && f.Kind != FieldKind.Place && f.Words.Append(f.Name).Any(w => w.EndsWith(word, StringComparison.Ordinal))) is { } field) return (relation, field);
        }
        return null;
    }

    // The tags and relations that the question before spoke of.
    private static IEnumerable<string> Matters(Condition where) => where switch
    {
        All all => all.Parts.SelectMany(Matters),
        Any any => any.Parts.SelectMany(Matters),
        HasTag tag => [tag.Tag],
        Related related => [related.Relation],
        _ => [],
    };

    // A field word that only one related record has.
    private (RelationTerm, FieldTerm)? OnlyAcross(List<FieldSense> senses)
    {
        if (senses.Select(s => s.Record).Distinct().Count() > 1 && senses.Any(s => lexicon.Records[s.Record].Unit != "人次" && RelationTo(s.Record) is null)) return null;
        foreach (var sense in senses)
        {
            if (RelationTo(sense.Record) is { } relation && sense.Field.Kind != FieldKind.Place) return (relation, sense.Field);
        }
        return null;
    }

    private void BindAgeBands()
    {
        if (Record.Fields.FirstOrDefault(f => f.Key == "age_band") is { } band) groupBy.Add(band.Key);
        else cost += Unplaceable;
    }

    private void BindWord(int i, Part part)
    {
        if (TakesFigure && FigureOf(part) is var (number, relation) && !OfAnotherThing(relation)) { figure = (number, relation is null ? number.Key : $"{relation.Key}.{number.Key}"); cost += relation is null ? 0 : Across; return; }
        if (BindNamedValue(i, part)) return;
        var own = part.Senses.Where(s => s.Record == Record.Key).ToList();
        if (own.Count > 0 && BindOwn(i, part, own)) return;
        if (BindAcross(i, part)) { cost += Across; return; }
        if (EndsNoun(i, part)) { cost += 1; return; }
        if (HasOne && !part.Negated && part.Senses.Any(s => s is RelationSense r && r.Relation.Record == Record.Key)) { cost += 1; return; }      // 尾号3837的住户是谁: who lives there is one of these
        if (FunctionWords.Find(part.Token.Text) is not null && !part.Negated) { cost += 1; return; }
        Leave(part.Token);
    }

    // 企业的从业人员: what is kept of venues is no figure of the houses both stand in.
    private bool OfAnotherThing(RelationTerm? relation) => relation is not null && Record.Unit == "套" && lexicon.Records[relation.Record].Unit == "家";

    // 参保状态停保: the field said beside a value decides between the fields that have it.
    private bool BindNamedValue(int i, Part part)
    {
        foreach (var value in part.Senses.OfType<ValueSense>())
        {
            var relation = value.Record == Record.Key ? null : RelationTo(value.Record);
            if (relation is null && value.Record != Record.Key || !NamedNear(i, value.Field) && !MatterNear(i, relation)) continue;
            if (relation is null && part.Senses.Any(s => s is PopulationSense && s.Record == Record.Key)) return false;      // 居住类型户在人不在: a population of its own
            if (relation is not null) cost += Across;
            return BindValue(part, [value], relation);
        }
        return false;
    }

    // 医保停保: the matter named beside a value decides between those that have it.
    private bool MatterNear(int i, RelationTerm? relation)
    {
        if (relation is null || i == 0 || !draft.Parts[i - 1].Senses.Any(s => s is RelationSense r && r.Record == Record.Key && r.Relation == relation)) return false;
        atoms.RemoveAll(a => a.Part.Token == draft.Parts[i - 1].Token && a.Where is Related { Where: All { Parts.Count: 0 } });
        return used[i - 1] = true;
    }

    private bool BindOwn(int i, Part part, List<Sense> own)
    {
        if (own.OfType<PhraseSense>().FirstOrDefault() is { } phrase) return Add(part, phrase.Phrase.Where, null, "phrase", phrase.Phrase.Population);
        if (own.OfType<TagSense>().FirstOrDefault() is { } tag && !(own.OfType<PopulationSense>().Any() && !part.Negated)) { NamesSubject |= !part.Attribute; return Add(part, new HasTag(tag.Tag), null, "tag"); }
        if (own.OfType<PopulationSense>().FirstOrDefault() is { } population && TakePopulation(part, population)) { NamesSubject = true; return true; }
        if (Values(i, own) is { Count: > 0 } values) return BindValue(part, values, null);
        if (own.OfType<TagSense>().FirstOrDefault() is { } other) return Add(part, new HasTag(other.Tag), null, "tag");
        if (own.OfType<RecordSense>().Any() && !part.Negated && !own.OfType<FieldSense>().Any(f => f.Field.Kind == FieldKind.Number)) { NamesSubject = true; return true; }
        if (own.OfType<FieldSense>().FirstOrDefault(f => f.Field.Figure is not null) is { } made && BindField(i, part, made.Field, null)) return true;
        if (own.OfType<FieldSense>().FirstOrDefault() is { } field && BindField(i, part, field.Field, null)) return true;
        return own.OfType<RelationSense>().FirstOrDefault() is { } relation && BindRelation(i, part, relation.Relation);
    }

    private bool BindAcross(int i, Part part)
    {
        foreach (var relation in Record.Relations.Where(r => r.Record != Record.Key))
        {
            var there = part.Senses.Where(s => s.Record == relation.Record).ToList();
            if (there.Count == 0) continue;
            if (there.OfType<PhraseSense>().FirstOrDefault() is { } phrase) return Add(part, phrase.Phrase.Where, relation, "phrase");
            if (there.OfType<TagSense>().FirstOrDefault() is { } tag) return Add(part, new HasTag(tag.Tag), relation, "tag");
            if (Values(i, there) is { Count: > 0 } values) return BindValue(part, values, relation);
            if (there.OfType<FieldSense>().FirstOrDefault() is { } field && BindField(i, part, field.Field, relation)) return true;
            if (there.OfType<RecordSense>().Any() && Noun(relation)) return Add(part, Condition.Always, relation, relation.Key);
        }
        return false;
    }

    // 有残疾+人: the bare 人 ends the word before it, whoever it is said of.
    private bool EndsNoun(int i, Part part) => i > 0 && !part.Negated && part.Senses.OfType<RecordSense>().Any(s => draft.Parts[i - 1].Senses.Any(p => p.Record == s.Record)) && draft.Parts[i - 1].Token.End == part.Token.Start;

    // 企业 said of houses: those with one. 人 said of houses is no condition by itself.
    private static bool Noun(RelationTerm relation) => relation.Record != "person";

    private bool TakePopulation(Part part, PopulationSense sense)
    {
        // 流动人口占实有人口: of a share, part and whole each have their own.
        if (!part.Negated && Population is { } before && sense.Term.Key != before && Record.Populations.FirstOrDefault(p => p.Key == before) is { } held)
        {
            if (held.Within.Contains(sense.Term.Key)) return true;              // 户在人不在 said before 户籍
            if (sense.Term.Within.Contains(before)) { Population = populations[part.Token] = sense.Term.Key; return true; }
        }
        if (part.Negated || Population is not null && Population != sense.Term.Key && draft.Asked != Asked.Share) return false;
        Population = sense.Term.Key;
        populations[part.Token] = sense.Term.Key;
        return true;
    }

    /// <summary>A word that names a population and nothing by which another one could be narrowed.</summary>
    public Token? PopulationOnly => populations.Keys.FirstOrDefault(t => ((Lexical)t.Meaning).Senses.All(s => s is not ValueSense and not TagSense));

    /// <summary>The population that one of these words names.</summary>
    public string? PopulationNamedBy(IReadOnlySet<Token> tokens) => populations.Where(p => tokens.Contains(p.Key)).Select(p => p.Value).FirstOrDefault();

    private List<ValueSense> Values(int i, List<Sense> senses)
    {
        var values = senses.OfType<ValueSense>().ToList();
        var named = values.Where(v => NamedNear(i, v.Field)).ToList();
        if (named.Count > 0) return named;
        return values;
    }

    // 房屋状态是空置: the field's own name beside the value says nothing more.
    private bool NamedNear(int i, FieldTerm field)
    {
        foreach (var j in new[] { i - 1, i + 1 })
        {
            if (j < 0 || j >= draft.Parts.Count || !draft.Parts[j].Senses.OfType<FieldSense>().Any(s => s.Field == field)) continue;
            used[j] = true;
            return true;
        }
        return false;
    }

    private bool BindValue(Part part, List<ValueSense> values, RelationTerm? relation)
    {
        var value = values[0];
        if (relation is null && IsBorrowed(value)) cost += Strained;
        NamesSubject |= relation is null && !part.Attribute;
        var where = new Compare(value.Field.Key, part.Order ?? Comparison.Equal, value.Label);
        return Add(part, where, relation, value.Field.Key);
    }

    // A person's copy of the house's status (house_status: relation and key) is the house's business when nothing says otherwise.
    private bool IsBorrowed(ValueSense value) => Record.Relations.Any(r => r.Record != Record.Key && lexicon.Records.TryGetValue(r.Record, out var other)
        && other.Fields.Any(f => value.Field.Key == $"{r.Key}_{f.Key}"));

    private bool BindRelation(int i, Part part, RelationTerm relation)
    {
        // 家里有残疾人的: what follows is said of the related record.
        if (relation.Record == Record.Key && i + 1 < draft.Parts.Count && draft.Parts[i + 1].Senses.Any(s => s.Record == relation.Record))
        {
            var next = draft.Parts[i + 1];
            var inner = next.Senses.Where(s => s.Record == relation.Record).ToList();
            Condition? where = inner.OfType<TagSense>().FirstOrDefault() is { } tag ? new HasTag(tag.Tag)
                : inner.OfType<ValueSense>().FirstOrDefault() is { } value ? new Compare(value.Field.Key, Comparison.Equal, value.Label)
                : inner.OfType<PhraseSense>().FirstOrDefault()?.Phrase.Where;
            if (where is not null)
            {
                used[i + 1] = true;
                return Add(next with { Negated = next.Negated ^ part.Negated }, where, relation, relation.Key);
            }
        }
        if (relation.Record == Record.Key && HasOne && draft.Asked == Asked.List) { ofWhose = relation; return true; }
        if (!part.Had && part.Senses.Any(s => s is RecordSense r && r.Record == relation.Record)) cost += draft.Groups.Count > 0 && draft.Most is not null && Record.Unit == "套" && part.Token.Text.EndsWith('人') ? Unplaceable : Strained;      // 哪栋住的人最多 ranks people
        return relation.Record != Record.Key && Add(part, Condition.Always, relation, relation.Key);
    }

    // 六岁以下的孩子, 90往上的老寿星: the age said outright is meant, not the noun's own.
    private void DropSettledTags()
    {
        atoms.RemoveAll(a => a.Where is HasTag tag && lexicon.Ages.TryGetValue(tag.Tag, out var ages) && a.Part.Link == Link.And && !NextIsAlternative(a)
            && AgeSaid([.. atoms.Where(x => x.Part.Phrase == a.Part.Phrase)]) is { } said && ages.IsSettledBy(said) && !ages.IsApartFrom(said) && IsNear(ages, said, a.Part.Token));
    }

    // 55岁以上的老人 stretches the noun a little; 60岁以上的百岁老人 may mean either.
    private bool IsNear(AgeSpan ages, AgeSpan said, Token token)
    {
        const int Far = 10;
        if (!(ages.From - said.From >= Far || said.To - ages.To >= Far)) return true;
        Leave(token);
        return false;
    }

    // 男满60女满55: two bounds in one direction within one phrase cannot both be meant of the same people.
    private void LeaveContradictions()
    {
        for (var i = 1; i < atoms.Count; i++)
        {
            if (atoms[i].Part.Link == Link.And && Record.Fields.Any(f => f.Key == atoms[i].Topic && f.Kind == FieldKind.Date) && atoms.Take(i).Any(a => a.Topic == atoms[i].Topic && a.Part.Token.Meaning is Period != atoms[i].Part.Token.Meaning is Period)) Leave(atoms[i].Part.Token);      // 去年一年没查过
            if (atoms[i].Part.Link == Link.And && SaysAnyway(atoms[i - 1], atoms[i])) Leave(atoms[i].Part.Token);
            if (atoms[i].Part.Link == Link.And && Bound(atoms[i]) is { } bound && atoms.Take(i).Any(a => a.Part.Phrase == atoms[i].Part.Phrase && a.Topic == atoms[i].Topic && Bound(a) == bound)) Leave(atoms[i].Part.Token);
        }
    }

    /// <summary>Nobody can be of the ages said.</summary>
    public bool IsImpossible { get; private set; }

    // "house.area": kept of something people share.
    private bool OfThing(string? key) => key?.IndexOf('.') is > 0 and var dot && Record.Relations.FirstOrDefault(r => r.Key == key[..dot]) is { } relation && lexicon.Records[relation.Record].Unit != "人次";

    private static bool? Bound(Atom atom) => atom.Where is Compare { Op: Comparison.AtLeast or Comparison.More } ? true : atom.Where is Compare { Op: Comparison.AtMost or Comparison.Less } ? false : null;

    private bool NextIsAlternative(Atom atom) => atoms.IndexOf(atom) is var at && at + 1 < atoms.Count && atoms[at + 1].Part.Link != Link.And;

    /// <summary>The ages that a clause states in figures, if any.</summary>
    public static AgeSpan? AgeSaid(IReadOnlyList<Atom> atoms)
    {
        var spans = atoms.Where(a => a.Part.Link == Link.And).Select(a => AgeSpan.Of(a.Where)).OfType<AgeSpan>().ToList();
        return spans.Count == 0 ? null : new(spans.Max(s => s.From), spans.Min(s => s.To));
    }

    // 非独居老人 are old people who do not live alone, not everybody else.
    private void KeepKind(Part part)
    {
        if (!part.Negated) return;
        var text = part.Token.Text;
        for (var at = 1; at <= text.Length - 2; at++)
        {
            if (part.Denial is not ("非" or "不") && text[at - 1] != '的') continue;      // 没领高龄津贴的老人 are old people too
            if (lexicon.Senses(text[at..]).OfType<TagSense>().FirstOrDefault(s => s.Record == Record.Key) is not { } kind) continue;
            atoms.Add(new(new HasTag(kind.Tag), null, "tag", part with { Negated = false, Link = Link.And }));
            return;
        }
    }

    private bool Add(Part part, Condition where, RelationTerm? relation, string topic, string? population = null)
    {
        if (topic == "tag" && relation is null) KeepKind(part);
        if (topic == "tag" && relation is null && Record.Unit == "套" && (part.Token.Text.TrimEnd('的').EndsWith('户') || part.Token.Text.EndsWith("家庭", StringComparison.Ordinal))) Population ??= Households;
        if (population is not null) Population ??= population;
        if (relation is not null) where = new Related(relation.Key, where);
        if (part.Negated) where = Language.Atoms.Negate(where);
        atoms.Add(new(where, relation?.Key, relation is null || topic is "tag" or "phrase" ? topic : $"{relation.Key}/{topic}", part));
        return true;
    }

    // 一级残疾 are people, though a register of disabilities says so.
    private bool IsFactOf(string record) => RelationTo(record) is not null && lexicon.Records.TryGetValue(record, out var fact) && fact.Unit == "人次";

    private RelationTerm? RelationTo(string record) => Record.Relations.FirstOrDefault(r => r.Record == record && r.Record != Record.Key);

    private void Leave(Token token)
    {
        unplaced.Add(token);
        cost += Unplaceable;
    }
}
