namespace PalmAssistant.Language;

/// <summary>One clause into plans: the record it is about, its places, and whether it goes on from the question before.</summary>
internal static class ClauseReader
{
    public static Outcome Read(Draft draft, Lexicon lexicon, Question question, IReadOnlyList<QueryPlan> previous) =>
        Whole(draft, lexicon, question, previous) switch
        {
            Outcome.Planned { Plans: var plans } when plans.Any(p => p.Measure.Kind == MeasureKind.Count) && draft.Tokens.FirstOrDefault(AsksMeasure) is { } measure => new Outcome.Lost([measure]),
            var outcome => outcome,
        };

    // 空置房有多少平米: square metres and yuan are no count of houses.
    private static bool AsksMeasure(Token token) => token.Is(Role.HowMany) && token.Text.AsSpan().ContainsAny('元', '平');

    private static Outcome Whole(Draft draft, Lexicon lexicon, Question question, IReadOnlyList<QueryPlan> previous)
    {
        var outcome = ReadAlone(draft, lexicon, question, previous);
        return outcome is Outcome.Planned { Plans: [.., { Measure.Kind: MeasureKind.Count }] } && draft.Tokens.FirstOrDefault(AsksWhen) is { } when ? new Outcome.Lost([when]) : outcome;
    }

    // 什么时候去世的: a day, which no count tells.
    private static bool AsksWhen(Token t) => t.Is(Role.What) && t.Text is "啥时候" or "啥时间" or "什么时间" or "哪天" or "哪一天" or "什么日子" or "什么时候" or "何时" or "几时" or "哪年" or "哪一年";

    private static Outcome ReadAlone(Draft draft, Lexicon lexicon, Question question, IReadOnlyList<QueryPlan> previous)
    {
        if (Concerned(draft, lexicon, previous.LastOrDefault()) is { } concerned) return concerned;
        if (FollowUps.Drawn(draft, previous.LastOrDefault()) is { } drawn) return drawn;
        if (draft.Unknown.Count > 0) return new Outcome.Lost(draft.Unknown);
        if (draft.Units.Count > 1) return Each([.. draft.Units.Select(u => draft with { Unit = u, Units = [] })], lexicon, question, previous);
        if (Separately(draft, lexicon) is { } several) return Each(several, lexicon, question, previous);
        var last = previous.LastOrDefault();
        if (Together.Of(draft, previous, question.Earlier) is { } both) return both;
        if (FollowUps.OfGroups(draft, last) is { } ofGroups) return ofGroups;
        var fresh = RecordChoice.Choose(draft, lexicon, question.Today);
        var same = last is null ? null : RecordChoice.Same(draft, last, lexicon, question.Today);
        var goesOn = last is not null && FollowUps.Continues(draft, same ?? fresh, fresh, last);
        var binding = goesOn && same is not null && !FollowUps.LivesThere(draft, fresh, last!) ? same : fresh;
        if (binding.Unplaced.Count > 0) return new Outcome.Lost(binding.Unplaced);
        if (HouseholdsOrPeople(draft, binding) is { } either) return either;
        if (PlacesOfWhole(draft, binding, lexicon, question, previous, goesOn) is { } ofWhole) return ofWhole;
        var places = PlaceChoice.Resolve([.. draft.Places, .. binding.OwnLevels.Select(t => new PlaceMention(t, 0))], lexicon.Catalogue, question.Home, previous);
        if (places.Unclear is { } unclear) return new Outcome.SeveralPlaces(unclear, places.Candidates);
        if (places.Unplaced.Count > 0) return new Outcome.Lost(places.Unplaced);
        if (draft.NotPlaces.Count > 0 || draft.Others is not null)
        {
            if (places.Places.Count > 1 || OtherPlaces.Of(draft, lexicon.Catalogue, places.Places.Count == 1 ? places.Places[0] : question.Home, previous) is not { Count: > 0 } rest) return new Outcome.Lost([.. draft.NotPlaces, .. draft.Others is { } others ? [others] : Array.Empty<Token>()]);
            places = places with { Places = rest };
        }
        if (last is { GroupBy.Count: > 0, Places.Count: 0 } && places.Places.Count == 0 && draft.Tokens.FirstOrDefault(t => t.Is(Role.There)) is { } there) return new Outcome.Lost([there]);      // 那个小区, after a table of all
        if (places.Places.Count == 0 && draft.Tokens.FirstOrDefault(t => t.Is(Role.There) && t.Text.EndsWith('楼')) is { } thatBuilding && !(last?.Places.Any(p => p.Building is not null) ?? false)) return new Outcome.Lost([thatBuilding]);      // 这栋楼: which?
        if (draft.IsRoomAlone && !goesOn && draft.Places.Count == 1 && draft.Places[0].Token.Text.All(char.IsAsciiDigit) && !previous.Any(p => p.Places.Any(x => x.Building is not null || x.Kind == PlaceKind.Estate))) return new Outcome.Lost([draft.Places[0].Token]);      // 123: of which house?
        if (draft.Tokens.FirstOrDefault(t => t.Meaning is Grammar { Role: Role.There, Argument: "户" }) is { } house && !(last?.Places is [{ Room: not null }])) return new Outcome.Lost([house]);
        if (OfWhatWasCounted(draft, lexicon, question, previous) is { } share) return share;
        if (goesOn && FollowUps.CannotNarrow(draft, binding, last!) is { } population) return new Outcome.Lost([population]);
        if (goesOn) return FollowUps.Continue(draft, binding, places.Places, last!, lexicon);
        var where = draft.Tie.HasFlag(Tie.There) && places.Places.Count == 0 ? last?.Places ?? [] : places.Places;
        if (binding.Show.Count > 0 && draft.Places.Count == 0 && binding.Atoms.Count == 0 && draft.Tokens.Any(t => t.Is(Role.Who)) && draft.Parts.All(p => p.Senses.Count > 0 && p.Senses.All(s => s is FieldSense))) return new Outcome.Lost([.. draft.Parts.Select(p => p.Token)]);      // 老板是谁: of what?
        if (binding.Show.Any(s => s.Contains('.')) && binding.Atoms.Count == 0 && where.Count == 0 && !binding.NamesSubject && binding.GroupBy.Count == 0 && draft.Most is null && draft.Order is null) return new Outcome.Lost([.. draft.Parts.Select(p => p.Token)]);      // 房东是谁: whose?
        return draft.AsksSomething(binding) ? Planner.Plan(draft, binding, where) : new Outcome.Lost(draft.Tokens.Where(t => t.Meaning is not Grammar { Role: Role.Filler }).ToList());
    }

    // "一共多少户低保" then "涉及多少人": the people who make those houses what they are.
    private static Outcome? Concerned(Draft draft, Lexicon lexicon, QueryPlan? previous)
    {
        if (draft is not { Unit: "人", Asked: Asked.Count, Parts.Count: 0, Places.Count: 0, Groups.Count: 0, Past: null } || !draft.Tokens.Any(t => t.Text.StartsWith("涉及", StringComparison.Ordinal)) || previous is not { Record: "house", Measure.Kind: MeasureKind.Count, GroupBy.Count: 0 }) return null;
        var where = previous.Where switch
        {
            HasTag { Tag: var tag } when tag.EndsWith('户') && lexicon.Senses(tag.TrimEnd('户')).OfType<TagSense>().FirstOrDefault(s => s.Record == "person") is { } of => new HasTag(of.Tag),
            Related { Relation: "residents", AtLeast: 1, Where: var whose } => whose,
            _ => (Condition?)null,
        };
        return where is null ? null : new Outcome.Planned([new() { Record = "person", Places = previous.Places, Where = where }]);
    }

    // 松鹤社区老人占全街道老人的比例: part and whole are counted in places of their own.
    private static Outcome? PlacesOfWhole(Draft draft, Binding binding, Lexicon lexicon, Question question, IReadOnlyList<QueryPlan> previous, bool goesOn)
    {
        var own = binding.OwnLevels.Select(t => new PlaceMention(t, 0) { OfWhole = draft.Tokens.FirstOrDefault(x => x.Is(Role.ShareOf)) is { } of && t.Start > of.Start });
        List<PlaceMention> mentions = [.. draft.Places, .. own];
        if (draft.Asked != Asked.Share || !mentions.Any(p => p.OfWhole)) return null;
        if (draft is { ShareAt: 0, Parts.Count: > 0, Past: null } && mentions.All(p => p.OfWhole) && draft.Parts.Any(p => !binding.OwnLevels.Contains(p.Token)) && previous is [.., { Measure.Kind: MeasureKind.Count, Minus: null, Having: null } before]) return OfPlaceNamed(draft, before, lexicon, question);
        var part = PlaceChoice.Resolve([.. mentions.Where(p => !p.OfWhole)], lexicon.Catalogue, question.Home, previous);
        var whole = PlaceChoice.Resolve([.. mentions.Where(p => p.OfWhole)], lexicon.Catalogue, question.Home, []);
        if ((part.Unclear ?? whole.Unclear) is { } unclear) return new Outcome.SeveralPlaces(unclear, part.Unclear is null ? whole.Candidates : part.Candidates);
        if (part.Unplaced.Count + whole.Unplaced.Count > 0 || draft.NotPlaces.Count > 0) return new Outcome.Lost([.. part.Unplaced, .. whole.Unplaced, .. draft.NotPlaces]);
        if (goesOn)
            return draft.Parts.All(p => binding.OwnLevels.Contains(p.Token)) && previous is [.., { Measure.Kind: MeasureKind.Count, Minus: null } last] ? new Outcome.Planned([OfPlace(last, last with { GroupBy = [], Ranking = null, Having = null }, whole.Places)])
                : new Outcome.Lost([.. draft.Tokens.Where(t => t.Is(Role.ShareOf))]);
        if (Planner.Plan(draft, binding, part.Places) is not Outcome.Planned { Plans: [var plan] } planned) return Planner.Plan(draft, binding, part.Places);
        var said = draft.Parts.Skip(Math.Max(0, draft.ShareAt)).Any(p => !binding.OwnLevels.Contains(p.Token));
        var sameKind = plan with { Measure = Measure.Count, GroupBy = [], Ranking = null, Having = null, OutOf = null };
        var counted = said && plan.OutOf is { } named ? named : plan.GroupBy.Count > 0 || part.Places.Count > 0 ? sameKind : sameKind with { Where = Condition.Always };
        return new Outcome.Planned([OfPlace(plan, counted, whole.Places)]);
    }

    // "全区60岁以上老人多少" then "占全区人口多少": the figure before is the part.
    private static Outcome OfPlaceNamed(Draft draft, QueryPlan part, Lexicon lexicon, Question question) =>
        Read(draft with { Asked = Asked.Count, ShareAt = -1, Tie = Tie.None, Places = [.. draft.Places.Select(p => p with { OfWhole = false })] }, lexicon, question, []) is Outcome.Planned { Plans: [var whole] } && whole.Record == part.Record && !(whole.Where.Equals(part.Where) && whole.Population == part.Population && whole.Places.SequenceEqual(part.Places))
            ? new Outcome.Planned([OfPlace(part with { Ranking = null }, whole, whole.Places)]) : new Outcome.Lost([.. draft.Tokens.Where(t => t.Is(Role.ShareOf))]);

    // "流动人口里男的多少" then "占流动人口的比例": the figure before is the part, what is said now the whole.
    private static Outcome? OfWhatWasCounted(Draft draft, Lexicon lexicon, Question question, IReadOnlyList<QueryPlan> previous)
    {
        if (draft is not { Asked: Asked.Share, ShareAt: 0, Parts.Count: > 0, Places.Count: 0, Groups.Count: 0, Past: null } || previous is not [.., { Measure.Kind: MeasureKind.Count, Minus: null, Having: null } last]) return null;
        if (Read(draft with { Asked = Asked.Count, ShareAt = -1, Tie = Tie.None }, lexicon, question, []) is not Outcome.Planned { Plans: [var whole] } || whole.Record != last.Record || whole.Where.Equals(last.Where) && whole.Population == last.Population) return new Outcome.Lost([.. draft.Tokens.Where(t => t.Is(Role.ShareOf))]);
        return new Outcome.Planned([last with { Measure = new(MeasureKind.Share), Ranking = null, OutOf = whole with { Places = last.Places, AsOf = last.AsOf } }]);
    }

    private static QueryPlan OfPlace(QueryPlan part, QueryPlan whole, IReadOnlyList<Place> places) =>
        part with { Measure = new(MeasureKind.Share), OutOf = whole with { Places = places, OutOf = null, GroupBy = [] }, IsOfAll = part.GroupBy.Count > 0 };

    /// <summary>Two figures set against each other: one plan less another, or two plans.</summary>
    public static Outcome Read(Contrast contrast, IReadOnlyList<Token> tokens, Lexicon lexicon, Question question, IReadOnlyList<QueryPlan> previous)
    {
        var left = contrast.Left.Count > 0 ? Read(DraftReader.Read(contrast.Left), lexicon, question, previous)
            : previous is [.., { Measure.Kind: MeasureKind.Count, GroupBy.Count: 0 } last] ? new Outcome.Planned([last]) : new Outcome.Lost(Compares(tokens));
        if (left is not Outcome.Planned { Plans: [var one] }) return left is Outcome.Planned ? new Outcome.Lost(Compares(tokens)) : left;
        var right = Read(DraftReader.Read(contrast.Right), lexicon, question, contrast.Left.Count > 0 ? [] : [one]);
        if (right is not Outcome.Planned { Plans: [var other] }) return right is Outcome.Planned ? new Outcome.Lost(Compares(tokens)) : right;
        if (!contrast.IsDifference) return new Outcome.Planned([one, other]);
        return one.Measure.Kind == MeasureKind.Count && other.Measure == one.Measure && one.GroupBy.Count == 0 && other.GroupBy.Count == 0 && one != other
            ? new Outcome.Planned([one with { Minus = other, IsRatio = contrast.IsRatio }]) : new Outcome.Lost(Compares(tokens));
    }

    private static IReadOnlyList<Token> Compares(IReadOnlyList<Token> tokens) => [.. tokens.Where(t => t.Text == "比" || t.Is(Role.MoreBy))];

    private static Outcome.HouseholdsOrPeople? HouseholdsOrPeople(Draft draft, Binding binding)
    {
        if (draft.Unit != "人" || draft.Asked != Asked.Count || draft.InsideAt >= 0 || binding.Record.Unit != "人" || draft.Tokens.FirstOrDefault(t => t.Is(Role.HowMany)) is not { } asked) return null;
        var household = binding.Atoms.FirstOrDefault(a => a.Where is Related { Where: HasTag } && a.Noun && a.Part == draft.Parts[^1] && a.Part.Token.Text.EndsWith('户'));
        return household is null ? null : new(household.Part.Token, asked);
    }

    // "党员和志愿者各多少": one plan for each.
    private static IReadOnlyList<Draft>? Separately(Draft draft, Lexicon lexicon)
    {
        if (KindsByGroup(draft, lexicon) is { } kinds) return kinds;
        if (KindsTogether(draft) is { } each) return each;
        if (AttributesEach(draft)) return [.. draft.Parts.Select(p => draft with { Parts = [p with { Link = Link.And, Attribute = false }] })];
        if (!draft.Respectively || draft.Groups.Count > 0) return null;
        var listed = draft.Parts.Select((p, i) => i > 0 && p.Link == Link.And && (SameField(draft.Parts[i - 1], p) || BothNouns(draft.Parts[i - 1], p)) ? p with { Link = Link.List } : p).ToList();      // 男的女的各多少
        if (listed.Count(p => p.Link == Link.List) == 0) return null;
        var items = new List<List<Part>>();
        foreach (var part in listed)
        {
            if (part.Link == Link.List || items.Count == 0) items.Add([]);
            items[^1].Add(part with { Link = part.Link == Link.List ? Link.And : part.Link });
        }
        return [.. Shared(items).Select(parts => draft with { Parts = parts, Respectively = draft.Places.Count > 1 })];
    }

    // 独居的空巢的残疾的都有多少: kinds one after the other, with no noun to be all of them.
    private static bool AttributesEach(Draft draft) =>
        draft is { Asked: Asked.Count, Parts.Count: > 1, Groups.Count: 0, InsideAt: < 0, Total: false } && draft.Tokens.Any(t => t.Text is "都有" or "都") && draft.Parts.All(p => p is { Attribute: true, Negated: false, Link: Link.And or Link.List, Owned: false } && p.Senses.Any(s => s is TagSense or PhraseSense));

    // 按社区列出独居、空巢、高龄老人数: every kind by itself; one figure for all of them would be none of these.
    private static IReadOnlyList<Draft>? KindsByGroup(Draft draft, Lexicon lexicon) =>
        draft is { Groups.Count: > 0, Total: false, Most: null, Order: null, Having: null, Parts.Count: > 1 } && draft.Asked is Asked.Count or Asked.List or Asked.Nothing
        && draft.Parts.Skip(1).All(p => p.Link == Link.List) && draft.Parts.All(p => !p.Negated && p.Senses.Any(s => s is TagSense or PhraseSense))
            ? [.. draft.Parts.Select(p => draft with { Parts = [WithHead(p, draft.Parts[^1], lexicon) with { Link = Link.And }], Asked = Asked.Count })] : null;

    // 党员、志愿者有多少: each by itself and then all of them, as a sum would count some twice.
    private static IReadOnlyList<Draft>? KindsTogether(Draft draft) =>
        draft is { Asked: Asked.Count, Total: false, Respectively: false, Groups.Count: 0, Most: null, Order: null, Having: null, InsideAt: < 0, Parts.Count: > 1, Past: null, Tie: Tie.None } && !draft.Tokens.Any(t => t.Text.StartsWith("都是", StringComparison.Ordinal)) && draft.Places.Count < 2 && draft.Unit is "" or "人"
        && draft.Parts.Skip(1).All(p => p.Link == Link.List) && draft.Parts.All(p => !p.Negated && !p.Had && p.Senses.Any(s => s is TagSense { Record: "person" }) && !p.Token.Text.EndsWith('户'))
            ? [.. draft.Parts.Select(p => draft with { Parts = [p with { Link = Link.And }] }), draft with { Total = true }] : null;

    // 独居、空巢、高龄老人: the noun that ends the last ends them all.
    private static Part WithHead(Part part, Part last, Lexicon lexicon) =>
        last.Token.Text is [_, _, .., '老', '人'] && lexicon.Senses(part.Token.Text + "老人") is { Count: > 0 } whole ? part with { Token = part.Token with { Text = part.Token.Text + "老人", Meaning = new Lexical(whole) } } : part;

    // 老人小孩残疾人各有多少: kinds of people named one after the other.
    private static bool BothNouns(Part one, Part other) =>
        !one.Attribute && !other.Attribute && !one.Negated && !other.Negated && one.Token.End == other.Token.Start && one.Senses.Any(s => s is TagSense) && other.Senses.Any(s => s is TagSense);

    private static bool SameField(Part one, Part other) =>
        one.Senses.OfType<ValueSense>().FirstOrDefault() is { } a && other.Senses.OfType<ValueSense>().FirstOrDefault() is { } b && a.Field == b.Field && a.Label != b.Label;

    // 80岁以上的[党员]和[志愿者], [在业的]和[注销的]企业: what stands before the first and after the last is said of each,
    // unless every one has as much of its own (60岁以上的男性和55岁以上的女性).
    private static IEnumerable<List<Part>> Shared(List<List<Part>> items)
    {
        if (items.All(i => i.Count == items[0].Count)) return items;
        var before = items[0].SkipLast(1).ToList();
        var after = items[^1].Skip(1).ToList();
        return items.Select((item, i) => (List<Part>)[.. before, .. i == 0 ? item.TakeLast(1) : i == items.Count - 1 ? item.Take(1) : item, .. after]);
    }

    private static Outcome Each(IReadOnlyList<Draft> drafts, Lexicon lexicon, Question question, IReadOnlyList<QueryPlan> previous)
    {
        var plans = new List<QueryPlan>();
        foreach (var draft in drafts)
        {
            if (Read(draft, lexicon, question, previous) is not Outcome.Planned planned) return Read(draft, lexicon, question, previous);
            plans.AddRange(planned.Plans);
        }
        return new Outcome.Planned(plans);
    }
}
