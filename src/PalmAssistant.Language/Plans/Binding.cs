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
    private readonly bool[] used;
    private readonly List<Atom> atoms = [];
    private readonly List<Token> unplaced = [];
    private readonly List<string> groupBy = [];
    private readonly List<string> show = [];
    private readonly List<Token> ownLevels = [];
    private readonly Dictionary<Token, string> populations = [];
    private (FieldTerm Field, string Key)? figure;
    private int cost;

    private Binding(Draft draft, RecordTerm record, Lexicon lexicon, DateOnly today)
    {
        (this.draft, Record, this.lexicon, this.today) = (draft, record, lexicon, today);
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

    /// <summary>社区, 小区 said alone: the one that was spoken of, or one's own.</summary>
    public IReadOnlyList<Token> OwnLevels => ownLevels;

    public int Cost => cost;

    /// <summary>Whether some word names this record and no other: its noun, one of its tags, its population.</summary>
    public bool NamesSubject { get; private set; }

    public static Binding Try(Draft draft, RecordTerm record, Lexicon lexicon, DateOnly today)
    {
        var binding = new Binding(draft, record, lexicon, today);
        binding.Bind();
        return binding;
    }

    private void Bind()
    {
        foreach (var token in draft.Groups) BindGroup(token);
        BindIdentifiers();
        BindPeriods();
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (!used[i] && draft.Parts[i].Token.Meaning is Amount or Born) BindAmount(i);
        }
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (used[i]) continue;
            used[i] = true;
            BindPart(i);
        }
        cost += UnitCost() + HeadCost();
    }

    private void BindPart(int i)
    {
        var part = draft.Parts[i];
        switch (part.Token.Meaning)
        {
            case Lexical: BindWord(i, part); break;
            case Named named: BindName(i, part, named); break;
            default: Leave(part.Token); break;
        }
    }

    private void BindGroup(Token token)
    {
        var senses = ((Lexical)token.Meaning).Senses.OfType<FieldSense>().Where(s => s.Field.Groups).ToList();
        if (senses.FirstOrDefault(s => s.Record == Record.Key) is { } own) { groupBy.Add(own.Field.Key); return; }
        foreach (var sense in senses)
        {
            if (RelationTo(sense.Record) is { } relation && sense.Field.Kind != FieldKind.Place)
            {
                groupBy.Add($"{relation.Key}.{sense.Field.Key}");
                cost += Across;
                return;
            }
        }
        Leave(token);
    }

    private void BindWord(int i, Part part)
    {
        var own = part.Senses.Where(s => s.Record == Record.Key).ToList();
        if (own.Count > 0 && BindOwn(i, part, own)) return;
        if (BindAcross(i, part)) { cost += Across; return; }
        if (FunctionWords.Find(part.Token.Text) is not null && !part.Negated) { cost += 1; return; }
        Leave(part.Token);
    }

    private bool BindOwn(int i, Part part, List<Sense> own)
    {
        if (own.OfType<PhraseSense>().FirstOrDefault() is { } phrase) return Add(part, phrase.Phrase.Where, null, "phrase", phrase.Phrase.Population);
        if (own.OfType<TagSense>().FirstOrDefault() is { } tag && !(own.OfType<PopulationSense>().Any() && !part.Negated)) { NamesSubject |= !part.Attribute; return Add(part, new HasTag(tag.Tag), null, "tag"); }
        if (own.OfType<PopulationSense>().FirstOrDefault() is { } population && TakePopulation(part, population)) { NamesSubject = true; return true; }
        if (Values(i, own) is { Count: > 0 } values) return BindValue(part, values, null);
        if (own.OfType<TagSense>().FirstOrDefault() is { } other) return Add(part, new HasTag(other.Tag), null, "tag");
        if (own.OfType<RecordSense>().Any() && !part.Negated) { NamesSubject = true; return true; }
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

    // 企业 said of houses: those with one. 人 said of houses is no condition by itself.
    private static bool Noun(RelationTerm relation) => relation.Record != "person";

    private bool TakePopulation(Part part, PopulationSense sense)
    {
        // 流动人口占实有人口: of a share, part and whole each have their own.
        if (part.Negated || Population is not null && Population != sense.Term.Key && draft.Asked != Asked.Share) return false;
        Population = sense.Term.Key;
        populations[part.Token] = sense.Term.Key;
        return true;
    }

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

    // A person's copy of the house's status is the house's business when nothing says otherwise.
    private bool IsBorrowed(ValueSense value) => Record.Relations.Any(r => r.Record != Record.Key && lexicon.Records.TryGetValue(r.Record, out var other)
        && other.Fields.Any(f => f.Key != value.Field.Key && f.Values.Count > 0 && f.Values.Count == value.Field.Values.Count && f.Values.Select(v => v.Label).ToHashSet().SetEquals(value.Field.Values.Select(v => v.Label))));

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
        return relation.Record != Record.Key && Add(part, Condition.Always, relation, relation.Key);
    }

    private bool Add(Part part, Condition where, RelationTerm? relation, string topic, string? population = null)
    {
        if (population is not null) Population ??= population;
        if (relation is not null) where = new Related(relation.Key, where);
        if (part.Negated) where = Language.Atoms.Negate(where);
        atoms.Add(new(where, relation?.Key, relation is null || topic is "tag" or "phrase" ? topic : $"{relation.Key}/{topic}", part));
        return true;
    }

    private RelationTerm? RelationTo(string record) => Record.Relations.FirstOrDefault(r => r.Record == record && r.Record != Record.Key);

    private void Leave(Token token)
    {
        unplaced.Add(token);
        cost += Unplaceable;
    }

    private int UnitCost() => draft.Unit switch
    {
        "" => 0,
        "人" => Record.Unit is "人" ? 0 : Record.Unit == "人次" ? 8 : 60,
        "户" => PopulationOfUnit() is null ? 60 : 0,
        "套" => Record.Unit == "套" ? 0 : Record.Unit == "家" ? 20 : 60,
        "家" => Record.Unit == "家" ? 0 : 50,
        "条" => Record.Unit == "条" ? 0 : 50,
        _ => Record.Unit == "套" ? 0 : 60,
    };

    /// <summary>几户, 几家: the population that is counted by the measure word asked with.</summary>
    public string? PopulationOfUnit() => draft.Unit == "户" ? Record.Populations.FirstOrDefault(p => p.Words.Contains("户"))?.Key : null;

    // The noun that ends the phrase says what is counted: 住在出租房里的未成年人 are people.
    private int HeadCost()
    {
        if (draft.Unit.Length > 0 && draft.Unit != "户") return 0;
        var head = draft.Parts.LastOrDefault(p => p.Senses.Any(s => s is TagSense or RecordSense or PopulationSense or ValueSense or PhraseSense));
        if (head is null || head.Attribute) return 0;
        return head.Senses.Any(s => s.Record == Record.Key && s is not FieldSense and not RelationSense) ? 0 : 40;
    }
}
