namespace PalmAssistant.Language;

/// <summary>A clause that goes on from the answer before: 那男的呢, 换成平定路社区, 按楼栋分一下, 里面独居的呢, 名单给我.</summary>
internal static class FollowUps
{
    /// <summary>Whether the clause leans on the question before: it says so (那, 呢, 其中, 换成 …), or it names nothing that could be counted by itself.</summary>
    public static bool Continues(Draft draft, Binding binding, Binding fresh, QueryPlan previous)
    {
        if ((draft.Tie & ~Tie.There) != Tie.None) return true;
        if (LivesThere(draft, fresh, previous)) return true;
        if (draft is { Tie: Tie.None, Groups.Count: > 0 } && fresh.Atoms.Count > 1) return false;      // 各街道80岁以上没领津贴的 stands by itself
        if (draft.Asked is Asked.Average or Asked.Sum && (binding.Figure?.Key.Contains('.') ?? false) && draft.Places.Count == 0) return false;      // 平均养老金多少 names its own matter
        if (draft.Tokens.Any(t => t.Is(Role.Share) && t.Text == "率") && draft.Parts.Count > 0) return false;                                            // 空置率, 老龄化率
        if (draft.Asked == Asked.Count && binding.Atoms.Count > 0 && binding.Show.Count == 0 && OfOne(previous.Where)) return false;                                                   // 他家还有谁, then 低保的有几个
        if (draft is { Asked: Asked.Count, Unit: "人" } && binding.Atoms.Count > 0 && binding.Atoms.All(a => a.Where is Related { Where: Compare { Op: Comparison.More or Comparison.AtLeast or Comparison.Less or Comparison.AtMost or Comparison.Between, Values: [{ Number: not null }, ..] } })) return false;      // 养老金超过3000的有多少人 names its own matter
        if (binding.FixedMeasure is not null || fresh.HasOne) return false;
        if (binding.HasOne || draft.LookUp && draft.Parts.Count > 0) return false;
        if (previous.Measure.Kind == MeasureKind.Profile && draft.Parts.Count > 0 && draft.Asked == Asked.Count && binding.Show.Count == 0) return false;
        if (draft is { Tie: Tie.None, Asked: Asked.Count } && previous.GroupBy.Count > 0 && draft.Parts.Any(p => p.Token.Length > 4 && p.Senses.Any(s => s is TagSense))) return false;      // after a table, 残疾证过期的有几个 names its own matter
        if (SaysWhatTheyDo(draft, binding, previous)) return true;
        if (OwnSubject(draft, binding, previous) || draft.Asked == Asked.Count && fresh.Record.Key != previous.Record && OwnSubject(draft, fresh, previous)) return false;
        if (draft.Unit.Length > 0 && binding.OwnLevels.Count > 0 && draft.Parts.Count == binding.OwnLevels.Count) return false;      // 社区一共多少户
        if (draft.Asked == Asked.Count && draft.Unit is "户" or "套" or "家" && OfOne(previous.Where)) return false;
        if (draft.Unit.Length > 0 && draft.Parts.Count == 0 && (draft.Places.Count > 0 || binding.GroupBy.Count > 0 && draft.Tokens.Any(t => t.Is(Role.Each)))) return false;
        return draft.Unit.Length == 0 || draft.Unit != "家" || previous.Record is not ("person" or "house");
    }

    // "出租房有几套" then "住了几个流动人口": in those houses, as no other place is named.
    public static bool LivesThere(Draft draft, Binding fresh, QueryPlan previous) =>
        fresh.Record.Unit == "人" && draft.Places.Count == 0 && draft.Tokens.SkipWhile(t => !t.Text.StartsWith('住') && t.Meaning is Grammar { Role: Role.Filler or Role.Then or Role.Narrow or Role.Inside or Role.There }).FirstOrDefault() is { Meaning: Grammar { Role: Role.Filler } } first && first.Text.StartsWith('住')
        && fresh.Record.Relations.Any(r => r.Record == previous.Record && r.Record != fresh.Record.Key);

    // 有几个领了高龄津贴, 有多少是党员: of those just spoken of.
    private static bool SaysWhatTheyDo(Draft draft, Binding binding, QueryPlan previous)
    {
        var said = draft.Tokens.Where(t => !t.Is(Role.Filler) && !t.Is(Role.Have) || t.Text is "是" or "不是").ToList();
        if (draft.Asked != Asked.Count || draft.Places.Count > 0 || draft.Groups.Count > 0 || binding.Record.Key != previous.Record || said is not [{ Meaning: Grammar { Role: Role.HowMany, Argument: "" or "人" or "家" or "套" } }, _, ..]) return false;
        return said[1].Is(Role.Have) || said[1].Is(Role.Not) || draft.Parts.Count > 0 && draft.Parts.All(p => p.Senses.Count > 0 && p.Senses.All(s => s is PhraseSense));
    }

    // Somebody was spoken of by name or number, or those who live with them.
    private static bool OfOne(Condition where) => where switch
    {
        All all => all.Parts.Any(OfOne),
        Related related => OfOne(related.Where),
        Compare { Field: "name" or "id_number" or "phone", Op: Comparison.Equal } => true,
        _ => false,
    };

    private static bool OwnSubject(Draft draft, Binding binding, QueryPlan previous) => draft.Parts.Any(p => !p.Attribute && p.Token.Meaning is Lexical && p.Senses.Any(s => s switch
    {
        TagSense or RecordSense or PopulationSense or PhraseSense => s.Record == binding.Record.Key,
        ValueSense v => s.Record == binding.Record.Key && (s.Record != previous.Record || draft.Unit.Length > 0 && draft.Unit != "人" || Compares(previous.Where, v.Field.Key) && v.Field.Values.Count > 2),
        _ => false,
    }));

    /// <summary>"其中户籍的": those registered here are no part of those who live here, so it has to be asked.</summary>
    public static Token? CannotNarrow(Draft draft, Binding binding, QueryPlan previous) =>
        draft.Tie.HasFlag(Tie.Narrow) && binding.Population is not null && binding.Population != previous.Population ? binding.PopulationOnly : null;

    public static Outcome Continue(Draft draft, Binding binding, IReadOnlyList<Place> places, QueryPlan previous, Lexicon lexicon)
    {
        if (binding.Record.Key != previous.Record) return Elsewhere(draft, binding, places, previous);
        if (draft.Asked is Asked.Average or Asked.Sum && Planner.MeasureOf(draft, binding) is null) return new Outcome.Lost(draft.Tokens.Where(t => t.Meaning is Grammar { Role: Role.Average or Role.Sum }).ToList());
        if (OfRankedFew(draft, binding, previous) is { } few) return few;
        if (Household(draft, binding, previous) is { } household) return new Outcome.Planned([household]);
        var measure = MeasureOf(draft, binding, previous);
        var groups = GroupsOf(draft, binding, previous, measure);
        if (Planner.RankingOf(draft, binding, measure, out var ranking) is { } lost && groups.Count == 0) return new Outcome.Lost([lost]);
        if (draft.Most is { } most && ranking is null && groups.Count > 0) ranking = new(most.Descending, most.Top, null, most.Nth);
        var where = WhereOf(draft, binding, previous, lexicon);
        if (groups.Count > 0) ranking ??= draft.Order;
        if (previous.Minus is not null) return OfBoth(draft, binding, places, previous, lexicon);
        return new Outcome.Planned([Then(draft, binding, previous) with
        {
            Having = draft.Having ?? (groups.SequenceEqual(previous.GroupBy) && groups.Count > 0 ? previous.Having : null),
            Population = binding.Population ?? binding.Possible(previous.Population),
            Places = places.Count > 0 ? places : WithoutGroupedPart(previous.Places, binding.GroupBy),
            Where = where,
            Said = [.. previous.Said, .. binding.Said],
            Measure = measure,
            GroupBy = groups,
            AgeBands = binding.GroupBy.Count > 0 ? draft.AgeBands : previous.AgeBands,
            Ranking = ranking ?? (groups.SequenceEqual(previous.GroupBy) && groups.Count > 0 || SaysMoreOfFew(draft, binding, previous, measure) ? previous.Ranking : null),
            Show = measure.Kind is not (MeasureKind.List or MeasureKind.Profile) ? [] : binding.Show.Count > 0 ? [.. binding.Show] : previous.Show,
            OutOf = OutOfWhat(draft, binding, previous, where, measure, places.Count > 0 || groups.Count > 0),
        }]);
    }

    /// <summary>"没领高龄津贴的有多少" then "领的呢", "没领的名单": the matter spoken of, had or not; null when the clause says something else.</summary>
    public static Outcome? Drawn(Draft draft, QueryPlan? previous)
    {
        if (previous is null || draft.Parts.Count > 0 || draft.Places.Count > 0 || draft.Groups.Count > 0 || draft.Past is not null || draft.Tokens.FirstOrDefault(t => t.Is(Role.Draw)) is not { } draw) return null;
        if (!draft.Tokens.All(t => t == draw || t.Meaning is Grammar { Role: Role.Filler or Role.Possessive or Role.Not or Role.FollowUp or Role.Then or Role.HowMany or Role.Have or Role.List or Role.Who or Role.Narrow or Role.Comma or Role.Question or Role.Still })) return null;
        var parts = PartsOf(previous.Where);
        if (parts.LastOrDefault(p => IsDrawn(p is Not no ? no.Part : p)) is not { } matter) return null;
        var had = matter is Not not ? not.Part : matter;
        var said = draft.Tokens.Any(t => t.Is(Role.Not)) ? new Not(had) : had;
        var measure = draft.Asked switch { Asked.Count => Measure.Count, Asked.List => Measure.List, _ => previous.Measure };
        return new Outcome.Planned([previous with { Where = parts.Where(p => p != matter).Aggregate(Condition.Always, (all, p) => all.And(p)).And(said), Measure = measure, OutOf = measure.Kind == MeasureKind.Share ? previous.OutOf : null }]);
    }

    private static bool IsDrawn(Condition where) => where is Related { Relation: "allowance" or "pension" or "assistance" } || where is HasTag tag && (tag.Tag.Contains('领') || tag.Tag.Contains("津贴", StringComparison.Ordinal));

    private static bool IsRankedList(QueryPlan plan) => plan is { Measure.Kind: MeasureKind.List, Ranking.Field: not null };

    // "年龄最大的三个" then "电话呢", of the same three; then "那女的呢", ranked anew.
    private static bool SaysMoreOfFew(Draft draft, Binding binding, QueryPlan previous, Measure measure) =>
        IsRankedList(previous) && measure.Kind == MeasureKind.List && (binding.Atoms.Count == 0 ? binding.Show.Count > 0 : (draft.Tie & (Tie.FollowUp | Tie.Then | Tie.Switch)) != 0);

    // "年龄最大的三个" then "其中几个女的": some of those three are no condition that could be counted.
    private static Outcome.Lost? OfRankedFew(Draft draft, Binding binding, QueryPlan previous) =>
        IsRankedList(previous) && previous.Ranking!.Top is not null && (draft.Tie & (Tie.Narrow | Tie.Previous)) != 0 && (binding.Atoms.Count > 0 || draft.Asked is not (Asked.Nothing or Asked.List) || draft.Tokens.Any(t => t.Is(Role.Narrow) && t.Text.EndsWith('家')))
            ? new Outcome.Lost([.. draft.Tokens.Where(t => t.Is(Role.Narrow) || t.Is(Role.Previous))]) : null;

    // "跟上个月比呢" compares what was asked; "那男的呢" compares as before; a list is of today, or of those who came.
    private static QueryPlan Then(Draft draft, Binding binding, QueryPlan previous)
    {
        if (draft.Past is { } past) return (past.NeedsDay ? past with { ComparedWith = previous.ComparedWith, AsOf = previous.AsOf } : past).Of(previous with { AsOf = null });
        if (binding.AsOf is { } day) return previous with { ComparedWith = null, Change = Change.Net, Trend = null, AsOf = day };
        if (draft.Asked == Asked.List && previous.Change != Change.Gained) return previous with { ComparedWith = null, Trend = null };
        var goesOn = (draft.Tie & (Tie.FollowUp | Tie.Then | Tie.Switch)) != 0 || draft.Parts.Count == 0;
        return goesOn ? previous : previous with { ComparedWith = null, Change = Change.Net, Trend = null };
    }

    // "松鹤比望江多多少人" then "女的呢": said of both sides; nothing else can be said of a difference.
    private static Outcome OfBoth(Draft draft, Binding binding, IReadOnlyList<Place> places, QueryPlan previous, Lexicon lexicon)
    {
        var lost = new Outcome.Lost(draft.Tokens.Where(t => t.Meaning is not Grammar { Role: Role.Filler }).ToList());
        if (binding.Atoms.Count == 0 || places.Count > 0 || binding.GroupBy.Count > 0 || draft.Asked is not (Asked.Nothing or Asked.Count)) return lost;
        var one = Continue(draft, binding, [], previous with { Minus = null, IsRatio = false }, lexicon);
        var other = Continue(draft, binding, [], previous.Minus!, lexicon);
        return (one, other) is (Outcome.Planned { Plans: [var left] }, Outcome.Planned { Plans: [var right] }) && left != right ? new Outcome.Planned([left with { Minus = right, IsRatio = previous.IsRatio }]) : lost;
    }

    // "老人多少" then "占多少": of all; "党员多少" then "女的占多少": of the 党员; "独居老人多少" then "占老人的多少": of what is said.
    private static QueryPlan? OutOfWhat(Draft draft, Binding binding, QueryPlan previous, Condition where, Measure measure, bool elsewhere)
    {
        var counted = previous with { OutOf = null, Measure = Measure.Count, Ranking = null, Show = [] };
        var narrowed = where != previous.Where && Extends(where, previous.Where);
        if (measure.Kind == MeasureKind.Count) return narrowed && !elsewhere ? counted : null;
        if (measure.Kind != MeasureKind.Share) return null;
        var whole = draft.ShareAt >= 0 ? draft.Parts.Skip(draft.ShareAt).Select(p => p.Token).ToHashSet() : [];
        if (binding.Atoms.Any(a => whole.Contains(a.Part.Token))) return counted with { Where = Atoms.Join([.. binding.Atoms.Where(a => whole.Contains(a.Part.Token))]) };
        if (draft.Asked == Asked.Share && narrowed) return counted;
        return previous.OutOf is null && previous.Population is not null ? previous with { Population = null, Where = Condition.Always, Measure = Measure.Count, OutOf = null } : WholeThen(previous, where);
    }

    // "80岁以上女性占比" then "90岁以上的呢": what changes in the part and stood in the whole changes there too.
    private static QueryPlan? WholeThen(QueryPlan previous, Condition where)
    {
        if (previous.OutOf is not { } whole) return null;
        var gone = PartsOf(previous.Where).Where(p => !PartsOf(where).Contains(p) && PartsOf(whole.Where).Contains(p)).ToList();
        if (gone.Count == 0) return whole;
        var come = PartsOf(where).Where(p => !PartsOf(previous.Where).Contains(p) && gone.Any(g => Topics(g).Intersect(Topics(p)).Any() || g is HasTag && p is HasTag));
        return whole with { Where = PartsOf(whole.Where).Where(p => !gone.Contains(p)).Concat(come).Aggregate(Condition.Always, (all, p) => all.And(p)) };
    }

    // What 占多少 asked next is a part of: those the answer before narrowed.
    private static bool Extends(Condition where, Condition before) => before is not All { Parts.Count: 0 } && PartsOf(before).All(PartsOf(where).Contains);

    /// <summary>"各小区老人多少" then "超过50个的有哪些": groups of the answer before; null when the clause says something else.</summary>
    public static Outcome? OfGroups(Draft draft, QueryPlan? previous)
    {
        if (previous is not { GroupBy.Count: > 0, Measure.Kind: not (MeasureKind.List or MeasureKind.Profile) } || draft.Parts is not [{ Negated: false, Token.Meaning: Amount { Near: false } amount } only] || draft.Places.Count > 0 || draft.Groups.Count > 0) return null;
        var counts = amount.Unit is "个" or "人" or "户" or "套" or "家" && previous.Measure.Kind == MeasureKind.Count || amount.Unit == "%" && previous.Measure.Kind == MeasureKind.Share;
        if (counts) return new Outcome.Planned([previous with { Having = new(amount.Op, amount.Low, amount.High), Ranking = null }]);
        if (previous.GroupBy.Contains("age_band") || draft.Tokens.Any(t => t.Is(Role.List) && t.Text.Contains("名单", StringComparison.Ordinal)) && previous.Record == "person" && amount.Low is >= 14 and <= 110) return null;      // 90以上的名单: after a table of ages, or of whom a list is asked
        return amount.Unit.Length == 0 ? new Outcome.Lost([only.Token]) : null;      // 超过50的: ages, or figures?
    }

    // 他家还有谁: those who live with the one spoken of.
    private static QueryPlan? Household(Draft draft, Binding binding, QueryPlan previous) =>
        OfOne(previous.Where) && draft.Parts.Count == 0 && draft.Asked is Asked.List && draft.Tokens.Any(t => t.Text is "他家" or "她家" or "家里" or "家中" or "他家里" or "她家里")
            && binding.Record.Key == previous.Record && binding.Record.Relations.FirstOrDefault(r => r.Record == binding.Record.Key) is { } with && previous.Where is not Related
            ? previous with { Measure = Measure.List, Where = new Related(with.Key, previous.Where), Show = [], OutOf = null } : null;

    // "残疾人多少" then "出租房呢": another record, the same place, asked in the same way.
    private static Outcome Elsewhere(Draft draft, Binding binding, IReadOnlyList<Place> places, QueryPlan previous)
    {
        if (binding.Atoms.Count == 0 && binding.GroupBy.Count > 0) return new Outcome.Lost(draft.Groups);
        var outcome = Planner.Plan(draft, binding, places.Count > 0 ? places : previous.Places);
        if (outcome is Outcome.Planned { Plans: [var inside] } && (binding.Atoms.Count == 0 || draft.Tie.HasFlag(Tie.Narrow) || LivesThere(draft, binding, previous)))
        {
            // "出租房有多少" then "住了多少人": the people of those houses.
            if (previous.Where is All { Parts.Count: 0 }) return outcome;
            return binding.Record.Relations.FirstOrDefault(r => r.Record == previous.Record) is { } relation
                ? new Outcome.Planned([inside with { Where = new Related(relation.Key, previous.Where).And(inside.Where) }])
                : new Outcome.Lost(draft.Tokens.Where(t => t.Meaning is Grammar { Role: Role.HowMany or Role.Narrow or Role.List or Role.Who }).ToList());
        }
        if (outcome is not Outcome.Planned { Plans: [var plan] } || draft.Asked != Asked.Nothing) return outcome;
        var groups = previous.GroupBy.Where(g => binding.Record.Fields.Any(f => f.Key == g && f.Groups)).ToList();
        return new Outcome.Planned([plan with { Measure = previous.Measure.Field is null && previous.Measure.Kind != MeasureKind.Profile ? previous.Measure : Measure.Count, GroupBy = plan.GroupBy.Count > 0 ? plan.GroupBy : groups }]);
    }

    private static Measure MeasureOf(Draft draft, Binding binding, QueryPlan previous)
    {
        if (previous.Measure.Kind == MeasureKind.Profile && binding.Show.Count > 0 && binding.Atoms.Count == 0) return previous.Measure;
        if (binding.Show.Count > 0 && binding.Atoms.Count == 0 && draft.Unit.Length == 0 && draft.Asked == Asked.Count && previous.Measure.Kind == MeasureKind.List) return previous.Measure;      // 电话多少 after a list
        if (draft is { Asked: Asked.Count, Most: { } highest, Parts.Count: 0 } && highest.Word.AsSpan().IndexOfAny("高低") >= 0 && previous is { GroupBy.Count: > 0, Measure.Kind: MeasureKind.Share or MeasureKind.Average }) return previous.Measure;      // a table of shares, then 哪个最高
        if (draft.Asked != Asked.Nothing || binding.Figure is not null) return Planner.MeasureOf(draft, binding) ?? previous.Measure;
        if (binding.HasOne && previous.Measure.Kind == MeasureKind.Profile) return previous.Measure;
        if (binding.GroupBy.Count > 0 && previous.Measure.Kind is MeasureKind.List or MeasureKind.Profile) return Measure.Count;
        if (draft.Most is not null && previous.Measure.Kind is MeasureKind.Average or MeasureKind.Sum && previous.GroupBy.Count == 0 && Planner.MeasureOf(draft, binding) is { } most) return most;
        if (draft.Total && previous.Measure.Kind is MeasureKind.List or MeasureKind.Count) return Measure.Count;
        if (binding.Show.Count > 0 && previous.Measure.Kind == MeasureKind.Count) return Measure.List;
        if (previous.Measure.Kind == MeasureKind.Profile && binding.Atoms.Count > 0) return Measure.List;
        return previous.Measure;
    }

    private static IReadOnlyList<string> GroupsOf(Draft draft, Binding binding, QueryPlan previous, Measure measure)
    {
        if (measure.Kind is MeasureKind.List or MeasureKind.Profile) return [];
        if (binding.GroupBy.Count > 0) return [.. binding.GroupBy];
        if (draft.Total && binding.Figure is null && draft.Asked is Asked.Count or Asked.Nothing) return [];
        return [.. previous.GroupBy.Where(g => !binding.Atoms.Any(a => a.Topic == g || a.Topic == g.Replace('.', '/')))];
    }

    // "2号楼" then "按楼栋分": all buildings of the estate again; "松鹤社区" then "各街道呢": all of one's own.
    private static IReadOnlyList<Place> WithoutGroupedPart(IReadOnlyList<Place> places, IReadOnlyList<string> groups) =>
        groups.Contains("building") ? [.. places.Select(p => p.Unit is null && p.Room is null ? p with { Building = null } : p).Distinct()]
        : groups.Count > 0 && places.Any(p => groups.Any(g => LevelOf(g) <= LevelOf(p))) ? [] : places;

    private static int LevelOf(string group) => group switch { "street" => 1, "community" => 2, "grid" or "estate" => 3, _ => int.MaxValue };

    private static int LevelOf(Place place) => place.Kind switch { PlaceKind.District => 0, PlaceKind.Street => 1, PlaceKind.Community => 2, _ => 3 };

    private static Condition WhereOf(Draft draft, Binding binding, QueryPlan previous, Lexicon lexicon)
    {
        var before = previous.Where;
        if (binding.Atoms.Count == 0) return before;
        var added = Atoms.Join(binding.Atoms);
        if (draft.Tie.HasFlag(Tie.Add)) return before is All { Parts.Count: 0 } ? before : new Any([before, added]);
        var narrows = (draft.Tie & (Tie.Narrow | Tie.Only | Tie.Previous | Tie.Drop)) != 0;
        var swaps = !narrows && (draft.Tie & (Tie.FollowUp | Tie.Then | Tie.Switch)) != 0;
        var thing = lexicon.Records.TryGetValue(previous.Record, out var record) && record.Unit is not ("人" or "人次");
        var said = narrows ? null : Binding.AgeSaid(binding.Atoms);
        AgeSpan? AgesOf(Condition where) => AgeSpan.Of(where) ?? (where is HasTag tag ? lexicon.Ages.GetValueOrDefault(tag.Tag) : null);
        var agesForAges = swaps && binding.Atoms.Any(a => AgesOf(a.Where) is not null) && PartsOf(before).Any(old => AgesOf(old) is not null);      // 租户里有几个小孩, then 大人呢
        var kin = swaps && PartsOf(before).Any(old => binding.Atoms.Any(a => AreKin(a.Where, old)));      // 低保里残疾的呢, then 重度残疾呢
        var kept = PartsOf(before).Where(old => old is HasTag way && previous.Said.Contains(way.Tag) && !binding.Atoms.Any(a => Same(old, a.Where)) && swaps || !binding.Atoms.Any(a => Replaces(a, old, narrows, swaps, thing) && !(agesForAges && IsNoun(old) && AgesOf(old) is null) && !(kin && IsNoun(old) && !binding.Atoms.Any(x => AreKin(x.Where, old))) || swaps && AreSiblings(a, old))
            && !(said is not null && old is HasTag tag && lexicon.Ages.TryGetValue(tag.Tag, out var ages) && (ages.IsSettledBy(said) || ages.IsApartFrom(said)))
            && !(swaps && AgeSpan.Of(old) is { } years && binding.Atoms.Any(a => a.Where is HasTag t && lexicon.Ages.TryGetValue(t.Tag, out var of) && of.IsApartFrom(years))));
        return kept.Aggregate(Condition.Always, (all, c) => all.And(c)).And(added);
    }

    // Of things (houses, businesses) one kind is swapped for another; of people a noun replaces a noun and leaves 女, 未婚 standing.
    private static bool Replaces(Atom atom, Condition old, bool narrows, bool swaps, bool thing)
    {
        var same = Topics(old).Contains(atom.Topic);
        if (atom.Where is Not { Part: HasTag denied } && old is HasTag had && had.Tag == denied.Tag) return true;
        if (narrows) return same && IsChoice(atom.Where) && IsChoice(old);
        if (thing && !narrows && atom is { Topic: "tag", Part.Negated: false } && old is Compare { Field: "status", Op: Comparison.Equal }) return true;      // 空置房, then 出租的
        if (atom.Topic is "tag" or "phrase") return swaps && !atom.Part.Negated && (atom.Noun && (IsNoun(old) || thing && IsChoice(old)) || thing && old is Compare { Field: "status", Op: Comparison.Equal }) || old.Equals(atom.Where) || Same(old, atom.Where);
        return same || swaps && atom.Noun && atom.Where is Compare { Op: Comparison.Equal } && IsNoun(old);
    }

    // "独居老人最多的小区" then "那空巢的呢": kinds of the same people; 残疾的 after 独居老人 is said of them.
    private static bool AreSiblings(Atom atom, Condition old) =>
        atom.Where is HasTag { Tag: var said } && !atom.Part.Negated && old is HasTag { Tag: var before } && said != before && said.Length == before.Length && said.Length >= 4 && said[^2..] == before[^2..] && said[^2..] is "老人" or "儿童" or "家庭";

    private static bool AreKin(Condition one, Condition other) => one is HasTag { Tag: var a } && other is HasTag { Tag: var b } && a != b && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal));

    private static bool Same(Condition one, Condition other) => one is HasTag a && other is HasTag b && a.Tag == b.Tag;

    // 没参保的 is said of people, 党员 are people; 群众 and 团员 are nouns though a field holds them.
    private static bool IsNoun(Condition where) => where is HasTag tag && !SaysHow(tag.Tag) || where is Compare { Field: "political", Op: Comparison.Equal } || where is Any or Related { Where: All { Parts.Count: 0 } };

    private static bool SaysHow(string tag) => tag.AsSpan().ContainsAny("未无超已即") && !"人员者生户童友子女".Contains(tag[^1]);

    private static bool IsChoice(Condition where) => where is Compare { Op: Comparison.Equal or Comparison.NotEqual or Comparison.In, Values: [{ Text: not null }, ..] } or Related { Where: Compare { Op: Comparison.Equal or Comparison.In } };

    private static IReadOnlyList<Condition> PartsOf(Condition where) => where is All all ? all.Parts : [where];

    private static IEnumerable<string> Topics(Condition where) => where switch
    {
        Compare c => [c.Field],
        Not n => Topics(n.Part),
        Any { Parts: [var first, ..] } => Topics(first),
        Related r => [.. PartsOf(r.Where).SelectMany(Topics).Select(t => $"{r.Relation}/{t}")],
        _ => [],
    };

    private static bool Compares(Condition where, string field) => where switch
    {
        Compare c => c.Field == field,
        All a => a.Parts.Any(p => Compares(p, field)),
        Not n => Compares(n.Part, field),
        _ => false,
    };
}
