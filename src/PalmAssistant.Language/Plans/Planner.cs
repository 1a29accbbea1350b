namespace PalmAssistant.Language;

/// <summary>What became of one clause.</summary>
internal abstract record Outcome
{
    internal sealed record Planned(IReadOnlyList<QueryPlan> Plans) : Outcome;

    internal sealed record Lost(IReadOnlyList<Token> Tokens) : Outcome;

    /// <summary>低保户有多少人: the households, or the people who live in them?</summary>
    internal sealed record HouseholdsOrPeople(Token Household, Token Asked) : Outcome;

    internal sealed record SeveralPlaces(Token Token, IReadOnlyList<Place> Candidates) : Outcome;
}

/// <summary>Makes the plan of a clause that stands by itself.</summary>
internal static class Planner
{
    public static Outcome Plan(Draft draft, Binding binding, IReadOnlyList<Place> places)
    {
        if (MeasureOf(draft, binding) is not { } measure) return new Outcome.Lost(draft.Tokens.Where(t => t.Meaning is Grammar { Role: Role.Average or Role.Sum or Role.Most }).ToList());
        if (RankingOf(draft, binding, measure, out var ranking) is { } lost) return new Outcome.Lost([lost]);
        if (binding.Figure is { } unused && measure.Kind is MeasureKind.Share && draft.Parts.FirstOrDefault(p => p.Senses.Any(s => s is FieldSense f && f.Field == unused.Field)) is { } idle) return new Outcome.Lost([idle.Token]);
        var plan = new QueryPlan
        {
            Record = binding.Record.Key,
            Population = binding.Possible(binding.Population) ?? binding.PopulationOfUnit(),
            Measure = measure,
            Places = places,
            Where = Atoms.Join(binding.Atoms),
            Said = binding.Said,
            GroupBy = GroupsOf(draft, binding, places, measure),
            AgeBands = draft.AgeBands,
            Ranking = ranking,
            Having = draft.Having,
            Show = measure.Kind is MeasureKind.List ? [.. binding.Show.Concat(binding.GroupBy).Distinct()] : measure.Kind is MeasureKind.Profile ? [.. binding.Show.Concat(binding.GroupBy).Distinct()] : [],
            AsOf = binding.AsOf,
        };
        if (measure.Kind == MeasureKind.Share) plan = WithWhole(plan, draft, binding);
        if (draft.Past is { } past) plan = past.Of(plan);
        return new Outcome.Planned([plan]);
    }

    public static Measure? MeasureOf(Draft draft, Binding binding)
    {
        if (binding.FixedMeasure is { } made) return draft.Asked is Asked.List or Asked.Share ? null : made;
        var figure = binding.Figure ?? SizeWhenMost(draft, binding);
        if (draft.Past is not null && draft.Asked is Asked.Nothing && figure is null) return Measure.Count;
        if (draft.Asked == Asked.Share) return new(MeasureKind.Share);
        if (draft.Asked == Asked.Average) return figure is null ? null : new(MeasureKind.Average, figure.Value.Key);
        if (draft.Asked == Asked.Sum) return figure is null ? null : new(MeasureKind.Sum, figure.Value.Key);
        if (draft.Most is { } most && figure is { } greatest && draft.Groups.Count == 0)
            return draft.Asked == Asked.Count && draft.Unit.Length == 0 || draft.Asked == Asked.Nothing && EndsWithFigure(draft, most) ? new(most.Descending ? MeasureKind.Maximum : MeasureKind.Minimum, greatest.Key) : Measure.List;
        if (draft.Order is not null && figure is not null && draft.Groups.Count == 0) return Measure.List;
        if (figure is { Field.Kind: FieldKind.Number } number && draft.Asked is Asked.Count or Asked.Nothing) return new(MeasureKind.Sum, number.Key);
        if (binding.HasOne && (draft.Asked != Asked.Count || binding.Show.Count > 0)) return binding.Atoms.Any(a => a.Topic is "tag" or "phrase" || a.Where is Related) ? Measure.List : new(MeasureKind.Profile);
        if (draft.HasRoom && draft.Asked == Asked.Nothing && binding.Atoms.Count == 0) return binding.Record.Unit == "人" ? Measure.List : new(MeasureKind.Profile);
        if (binding.Show.Count > 0 && draft.Asked == Asked.Nothing) return Measure.List;
        if (binding.Show.Count > 0 && draft.Asked == Asked.Count && binding.GroupBy.Count == 0 && draft.Unit is "" or "人") return Measure.List;      // 查查独居老人的学历有几个: the list shows it and carries the total
        return draft.Asked switch
        {
            Asked.Count => Measure.Count,
            Asked.List => Measure.List,
            _ when binding.GroupBy.Count > 0 || draft.Order is not null => Measure.Count,
            _ when binding.Atoms.Count == 0 || draft.Total => Measure.Count,
            _ => Measure.List,
        };
    }

    // 最大年龄, 最大的多大岁数: the field stands last, so its value is asked for and not its owner.
    private static bool EndsWithFigure(Draft draft, Most most) =>
        draft.Parts.Count > most.At && draft.Parts[^1].Senses.All(s => s is FieldSense) && draft.Tokens.All(t => !t.Is(Role.Who) && !t.Is(Role.Which) && !t.Is(Role.List));

    // 最大的房子: the field that says how large the thing is.
    private static (FieldTerm Field, string Key)? SizeWhenMost(Draft draft, Binding binding) =>
        AgeWhenOldest(draft, binding) ?? (draft.Most is { } most && draft.Groups.Count == 0 && (most.Word.Contains('大') || most.Word.Contains('小')) && binding.Record.Unit != "人"
            && binding.Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Number && f.Words.Contains("大小")) is { } size ? (size, size.Key) : null);

    // 最老的是谁: only an age can be meant.
    private static (FieldTerm Field, string Key)? AgeWhenOldest(Draft draft, Binding binding) =>
        draft.Most is { } most && draft.Groups.Count == 0 && (most.Word.Contains('老') || most.Word.Contains('年') || most.Word.Contains('大') || most.Word.Contains('小'))
        && binding.Record.Unit == "人" && !binding.Atoms.Any(a => a.Where is Related { Where: All { Parts.Count: 0 } }) && binding.Record.Fields.FirstOrDefault(f => f.Kind == FieldKind.Age) is { } age ? (age, age.Key) : null;

    /// <summary>The order asked for; returns the token that could not be used, if any.</summary>
    public static Token? RankingOf(Draft draft, Binding binding, Measure measure, out Ranking? ranking)
    {
        ranking = null;
        if (draft.Most is { } most)
        {
            if (binding.FixedMeasure is { } made) { ranking = draft.Groups.Count > 0 ? new(most.Descending, most.Top ?? draft.Order?.Top, null, most.Nth) : null; return ranking is null ? draft.Tokens.First(t => t.Is(Role.Most) || t.Is(Role.Much)) : null; }
            var figure = binding.Figure ?? SizeWhenMost(draft, binding);
            if (measure.Kind is MeasureKind.Maximum or MeasureKind.Minimum) return null;
            var grouped = draft.Groups.Count > 0 || draft.Places.Count > 1;
            if (!grouped && figure is null) return draft.Tokens.FirstOrDefault(t => t.Is(Role.Most));
            ranking = grouped ? new(most.Descending, most.Top ?? draft.Order?.Top, null, most.Nth) : new(most.Descending, most.Top ?? draft.Order?.Top ?? 1, figure!.Value.Key);
            return null;
        }
        if (draft.Order is null) return null;
        if (draft.Groups.Count == 0 && binding.GroupBy.Count == 0 && draft.Places.Count < 2)
        {
            if (binding.Figure is not { } by) return draft.Tokens.FirstOrDefault(t => t.Is(Role.Order) || t.Is(Role.First) || t.Is(Role.Last));
            ranking = draft.Order with { Field = by.Key };
            return null;
        }
        ranking = draft.Order;
        return null;
    }

    private static IReadOnlyList<string> GroupsOf(Draft draft, Binding binding, IReadOnlyList<Place> places, Measure measure)
    {
        if (measure.Kind is MeasureKind.List or MeasureKind.Profile) return [];
        if (binding.GroupBy.Count > 0) return [.. binding.GroupBy.Distinct()];
        return places.Count > 1 && (draft.Respectively || draft.Most is not null || draft.Order is not null) ? [KeyOf(places[0])] : [];
    }

    // 女的, 出租的, 没领津贴的 say how those before them are; in 女党员的 the noun comes last.
    private static bool SaysHow(Draft draft, Part part)
    {
        var next = draft.Tokens.FirstOrDefault(t => t.Start == part.Token.End);
        var word = part.Token.Text.TrimEnd('的');
        if (part.Token.Meaning is not Lexical || word.Length > 1 && "人员者生户童友子女军众".Contains(word[^1])) return false;
        return part.Attribute && (part.Token.Text.EndsWith('的') || next is not null && next.Is(Role.Possessive)) || next is not null && next.Is(Role.Share) && next.Text.StartsWith('的') && (part.Negated || part.Senses.All(s => s is PhraseSense));
    }

    private static string KeyOf(Place place) => place switch
    {
        { Building: not null } => "building",
        { Kind: PlaceKind.Street } => "street",
        { Kind: PlaceKind.Community } => "community",
        { Kind: PlaceKind.Grid } => "grid",
        { Kind: PlaceKind.Estate } => "estate",
        _ => "street",
    };

    // A占B: B is the whole. 老年人里独居的占多少: what stands before 里 is. A population alone is taken of the record's default one.
    private static QueryPlan WithWhole(QueryPlan plan, Draft draft, Binding binding)
    {
        var (from, to) = draft.ShareAt > 0 && draft.ShareAt < draft.Parts.Count ? (draft.ShareAt, draft.Parts.Count)
            : draft.InsideAt > 0 && draft.InsideAt < draft.Parts.Count ? (0, draft.InsideAt)
            : draft.Parts is [.., { Attribute: false, Negated: false } noun, var said] && noun.Senses.Any(s => s is TagSense or ValueSense) && !said.Had && SaysHow(draft, said) ? (0, draft.Parts.Count - 1) : (0, 0);      // 商铺出租的占多少
        var whole = draft.Parts.Skip(from).Take(to - from).Select(p => p.Token).ToHashSet();
        if (whole.Count == 0) return plan.Population is null ? plan : plan with { OutOf = plan with { Population = null, Where = Condition.Always, Measure = Measure.Count } };
        var population = binding.PopulationNamedBy(whole);
        var part = binding.PopulationNamedBy(draft.Parts.Select(p => p.Token).Where(t => !whole.Contains(t)).ToHashSet());
        var counted = Atoms.Join([.. binding.Atoms.Where(a => whole.Contains(a.Part.Token))]);
        return plan with
        {
            IsOfAll = plan.GroupBy.Count > 0 && counted is not All { Parts.Count: 0 } && counted.Equals(plan.Where),      // 各小区老人占老人的比例
            Population = part ?? population,
            OutOf = plan with { Measure = Measure.Count, Population = population, Where = counted },
        };
    }
}
