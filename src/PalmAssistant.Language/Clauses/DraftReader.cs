namespace PalmAssistant.Language;

/// <summary>Walks a clause from left to right and sorts its tokens: conditions with their 和/或/不, places, groupings, what is asked, and ties to the answer before.</summary>
internal sealed partial class DraftReader
{
    private readonly IReadOnlyList<Token> tokens;
    private readonly List<Part> parts = [];
    private readonly List<PlaceMention> places = [];
    private readonly List<Token> groups = [];
    private readonly List<Token> notPlaces = [];
    private readonly List<Token> unknown = [];
    private Asked asked;
    private string unit = "";
    private readonly HashSet<string> units = [];
    private Most? most;
    private Ranking? order;
    private Tie tie;
    private int shareAt = -1, insideAt = -1;
    private int phrase;
    private Token? denial, exception, averageOf;
    private Token? others;
    private bool which;
    private bool respectively, total, lookUp, still, chat, not, had, owned;
    private Link link = Link.And;
    private Comparison? beyond;
    private IReadOnlyList<int> ageBands = [];
    private Exclusion except = Exclusion.None;

    private enum Exclusion { None, UntilMark, UntilAttribute }

    private DraftReader(IReadOnlyList<Token> tokens) => this.tokens = tokens;

    public static Draft Read(IReadOnlyList<Token> tokens) => new DraftReader(tokens).Walk();

    private Draft Walk()
    {
        for (var i = 0; i < tokens.Count;) i += tokens[i].Meaning is Grammar g ? OnGrammar(i, g) : OnContent(i);
        GroupHead();
        if (tokens.FirstOrDefault(t => t.Is(Role.ShareOf)) is { } of) for (var i = 0; i < places.Count; i++) places[i] = places[i] with { OfWhole = places[i].Token.Start > of.Start };
        if (exception is not null && !parts.Any(p => p.Negated)) unknown.Add(exception);
        if (which && most is null && having is null && parts.FirstOrDefault(p => p.Negated && !p.Attribute) is { } missing && !TakeNone(missing)) unknown.Add(missing.Token);
        if (most is { At: > 0 } && groups.Count > 0 && parts.Count > most.At && MostAsks(parts[most.At].Token) is { } topmost) unknown.Add(topmost);
        if (denial is not null) unknown.Add(denial);      // a 不 that denies nothing known must not get lost
        if (parts.Count > 0 && parts.All(p => p.Negated) && tokens.Any(t => t.Is(Role.Except))) tie |= Tie.Drop;
        return new()
        {
            Tokens = tokens, Parts = parts, Places = places, NotPlaces = notPlaces, Others = others, Groups = groups, AgeBands = ageBands, Unknown = unknown, Asked = asked, Unit = unit, AverageOf = averageOf, Units = units.Count(u => u.Length > 0) > 1 ? [.. units.Where(u => u.Length > 0)] : [], Most = most, Order = order, Having = having,
            Respectively = respectively, Total = total, LookUp = lookUp, Still = still || tokens.Any(t => t.Text is "还" or "仍" or "仍然" or "依然" or "依旧"), Chat = chat, ShareAt = shareAt, InsideAt = insideAt, Tie = tie,
        };
    }

    // Both return how many tokens they used.
    private int OnContent(int i)
    {
        var t = tokens[i];
        if (t.Meaning is Unknown) { unknown.Add(t); return 1; }
        if (notPlaces.Count > 0 && others is null && t.Meaning is Lexical level && level.Senses.OfType<FieldSense>().FirstOrDefault(f => f.Field.Kind == FieldKind.Place) is { } of) { others = t with { Meaning = new Grammar(Role.Others, of.Field.Key) }; return 1; }
        if (IsPlace(t) && except != Exclusion.None)
        {
            notPlaces.Add(t);
            exception = null;
            if (except == Exclusion.UntilAttribute && !(Next(i) is { } and && (and.Is(Role.Join) || and.Is(Role.Enumerate)))) except = Exclusion.None;
            return 1;
        }
        if (IsPlace(t) && TakeNotThere(i)) return 1;
        if (IsPlace(t)) { AddBuildingsBetween(i); places.Add(new(t, parts.Count)); return 1; }
        if (t.Meaning is Count count) return OnCount(i, count);
        if (FieldOf(t) && most is not null && groups.Count == 0 && (Follows(i, Role.Most) || Follows(i, Role.Much)) && IsGroupable(t)) { groups.Add(t); return 1; }
        AddPart(t);
        return 1;
    }

    private void AddPart(Token t)
    {
        if (link == Link.List && parts.Count > 0 && parts[^1].Token.Text.AsSpan().IndexOfAny("只仅光") >= 0) unknown.Add(parts[^1].Token);      // 家里只有老人和小孩: only one of them is what 只有 was read with
        parts.Add(new(t, not ^ except != Exclusion.None, link) { Attribute = had || t.Text[^1] is '的' or '了', Had = had, Owned = owned, Denial = denial?.Text ?? "", Phrase = phrase, Order = beyond });
        if (except == Exclusion.UntilAttribute && t.Text.EndsWith('的')) except = Exclusion.None;
        (not, had, owned, link, beyond, denial) = (false, false, false, Link.And, null, null);
    }

    private int OnCount(int i, Count count)
    {
        var next = Next(i);
        if (next is { Meaning: Grammar { Role: Role.Enumerate or Role.Join } } && count.Measure.Length == 0 && i + 2 < tokens.Count && (tokens[i + 2].Meaning is Count || BuildingOf(tokens[i + 2]) is not null))
        {
            places.Add(new(tokens[i] with { Meaning = new HousePart(count.Number.ToString(), null, null) }, parts.Count));      // 1、2号楼
            return 1;
        }
        if (OnPlace(i, count)) return 1;
        if (next is not null && (next.Is(Role.To) || next.Text == "-") && count.Measure.Length == 0 && i + 2 < tokens.Count && BuildingOf(tokens[i + 2]) is not null)
        {
            places.Add(new(tokens[i] with { Meaning = new HousePart(count.Number.ToString(), null, null) }, parts.Count));      // 1到5号楼
            return 1;
        }
        if (next is { Meaning: Lexical noun } && noun.Senses.Any(s => s is TagSense) && i + 2 < tokens.Count && tokens[i + 2].Meaning is Grammar { Role: Role.OrMore } more)
        {
            AddPart(tokens[i] with { Meaning = new Amount(Op(more.Argument), count.Number, null, count.Measure.Length == 0 ? "个" : count.Measure, false) });      // 两个老人以上
            AddPart(next);
            return 3;
        }
        if (most is { Top: null } && order is null) { most = most with { Top = count.Number }; return GroupAfter(i + 1); }
        if (next is not null && FieldOf(next) && IsGroupable(next) && order is { Top: not null }) return 1;
        if (next is not null && IsKnownWhole(next) && groups.Count == 0 && places.All(p => p.Token.Is(Role.Home)) && count.Number > 1 && tokens.Any(x => x.Is(Role.Respectively) || x.Is(Role.Which)) && !tokens.Skip(i + 2).Any(x => IsKnownWhole(x))) { groups.Add(next); return 2; }      // 两个街道分别多少
        if (count.Number is >= 2 and <= 5 && parts.Count == 0 && places.Count == 0 && (next?.Is(Role.Total) ?? false)) return 1;      // 两个加起来
        if (count.Number is >= 2 and <= 5 && parts.Count == 0 && places.Count == 0 && next is not null && IsKnownWhole(next) && i + 2 < tokens.Count && tokens[i + 2].Is(Role.Total)) return 2;
        if (count.Number == places.Count && next is not null && FieldOf(next)) return 2;      // 望江、松鹤两个社区
        unknown.Add(tokens[i]);
        return 1;
    }

    // 1号楼到3号楼: the ones between as well.
    private void AddBuildingsBetween(int i)
    {
        if (i < 2 || !(tokens[i - 1].Is(Role.To) || tokens[i - 1].Text == "-") || (BuildingOf(tokens[i - 2]) ?? (tokens[i - 2].Meaning as Count)?.Number) is not { } first || BuildingOf(tokens[i]) is not { } last) return;
        for (var n = first + 1; n < last && n < first + 100; n++) places.Add(new(tokens[i] with { Meaning = new HousePart(n.ToString(), null, null) }, parts.Count));
    }

    private static int? BuildingOf(Token t) => t.Meaning is HousePart { Building: { } b, Unit: null, Room: null } ? Numbers.Whole(b) : null;

    private int GroupAfter(int i)
    {
        if (i < tokens.Count && FieldOf(tokens[i]) && IsGroupable(tokens[i]) && groups.Count == 0) { groups.Add(tokens[i]); return 2; }
        return 1;
    }

    private int OnGrammar(int i, Grammar g)
    {
        var t = tokens[i];
        switch (g.Role)
        {
            case Role.Filler when t.Text is "每个月" or "每月" or "每年" or "每一年" or "每季度" && !tokens.Any(PaysByMonth): unknown.Add(t); return 1;
            case Role.Possessive: if (!(Next(i) is { Meaning: Lexical of } && of.Senses.All(s => s is FieldSense) && parts is [.., { Had: false }])) CloseAttribute(); return 1;      // 网格员的电话: 网格员 stays a noun
            case Role.Have: (had, owned) = (true, owned || t.Text == "有"); return 1;
            case Role.Filler when t.Text == "了" && i > 0 && parts.Count > 0 && parts[^1].Token == tokens[i - 1] && (Next(i)?.Is(Role.HowMany) ?? false) && parts[^1].Senses.Any(s => s is ValueSense): CloseAttribute(); return 1;      // 出租了几套
            case Role.Comma: if (parts.Count > 0) phrase++; except = Exclusion.None; if (link == Link.And) link = Link.And; return 1;
            case Role.Enumerate: if (parts.Count > 0) link = Link.List; if (except == Exclusion.None) return 1; return 1;
            case Role.Both: return 1;
            case Role.Either: if (parts.Count == 0) tie |= Tie.Add; else link = Link.Or; return 1;
            case Role.Join: if (except != Exclusion.None && t.Text == "还有") except = Exclusion.None; else if (parts.Count > 0) link = Link.List; return 1;
            case Role.NotThose: if (Next(i) is { } denied && Clauses.IsContent(denied)) { exception = t; except = Exclusion.UntilAttribute; return 1; } return OnNotThose(t);
            case Role.Not when not: unknown.Add(t); return 1;                         // 没有不参保的: two denials are better asked about
            case Role.Not when OnlyAsks(i): Ask(Asked.Count, ""); had = true; return 1;
            case Role.Not: not = !IsLastWord(i); denial = not ? t : null; return 1;
            case Role.Except: exception = t; except = Closes(i, Role.ExceptEnd) || tokens.Skip(i).Any(x => x.Is(Role.Comma)) ? Exclusion.UntilMark : Exclusion.UntilAttribute; return 1;
            case Role.ExceptEnd: if (except == Exclusion.None && i > 0 && places.Count > 0 && places[^1].Token == tokens[i - 1]) { notPlaces.Add(places[^1].Token); places.RemoveAt(places.Count - 1); return 1; } if (except == Exclusion.None) unknown.Add(t); except = Exclusion.None; return 1;
            case Role.Drop: except = Exclusion.UntilAttribute; tie |= Tie.Drop; return 1;
            case Role.Narrow:
                if (parts.Count == 0 && places.Count == 0) tie |= Tie.Narrow; else { phrase++; if (parts.Count > 0 && insideAt < 0) insideAt = parts.Count; }
                return 1;
            case Role.Inside: phrase++; if (parts.Count > 0 && insideAt < 0) insideAt = parts.Count; return 1;
            case Role.HowMany when g.Argument == "栋": unknown.Add(t); return 1;      // buildings are not counted, only grouped by
            case Role.Much: return OnMuch(t, g);
            case Role.HowMany when g.Argument.Length == 0 && Next(i) is { } counted && FieldOf(counted) && IsGroupable(counted) && CountsPlaces(i + 1): unknown.Add(counted); return 2;      // 有几个社区: places are not counted, only grouped by
            case Role.HowMany: (had, owned) = (false, false); units.Add(g.Argument); Ask(Asked.Count, g.Argument); return 1;
            case Role.Whether: Ask(Asked.Count, ""); had = places.Count == 0; return 1;      // 桂花苑有没有独居老人 is asked anew
            case Role.Which: return OnWhich(i, g);
            case Role.What when t.Text is "什么" or "啥" && Next(i) is { } what && FieldOf(what) && IsGroupable(what) && tokens.Skip(i).Any(x => x.Is(Role.Most) || x.Is(Role.Much)): groups.Add(what); which = true; return 2;
            case Role.Who: Ask(Asked.List, "人"); phrase++; return 1;
            case Role.List: if (!t.Text.StartsWith('列') && !t.Text.EndsWith('表') || groups.Count == 0) Ask(Asked.List, ""); return 1;
            case Role.LookUp: lookUp = true; return 1;
            case Role.By or Role.Each: return OnBy(i);
            case Role.ByTail: return OnByTail(t);
            case Role.Respectively: respectively = true; GroupLast(); Ask(Asked.Count, t.Text.Where("人位户家套".Contains).Select(c => c == '位' ? "人" : c.ToString()).FirstOrDefault() ?? ""); return 1;
            case Role.Total: total = true; return 1;
            case Role.Most: if (groups.Count == 0 && i > 0 && tokens[i - 1].Is(Role.Which)) asked = Asked.Count; most = new(g.Argument == "max", null, parts.Count, t.Text, nth); if (groups.Count == 0 && places.Count > 1 && asked == Asked.List) asked = Asked.Count; return 1;
            case Role.Order: order = new(g.Argument == "max", order?.Top); return 1;
            case Role.First or Role.Last: return OnTop(i, g.Role == Role.First);
            case Role.ShareOf: shareAt = parts.Count; phrase++; Ask(Asked.Share, ""); return 1;
            case Role.Share: return OnShare();
            case Role.Average: if (t.Text.AsSpan().ContainsAny("人户套家")) averageOf = t; Ask(Asked.Average, ""); return 1;
            case Role.Sum: Ask(Asked.Sum, ""); return 1;
            case Role.Comparing or Role.Change or Role.Trend or Role.Step or Role.DayMark or Role.Day: unknown.Add(t); return 1;      // what PastReader could not use
            case Role.FollowUp: tie |= Tie.FollowUp; return 1;
            case Role.Then: tie |= Tie.Then; return 1;
            case Role.Switch: tie |= Tie.Switch; if (t.Text == "改" && i > 1) unknown.Add(t); return 1;
            case Role.Only: tie |= Tie.Only; return 1;
            case Role.Add: tie |= Tie.Add; return 1;
            case Role.Previous: tie |= Tie.Previous; return 1;
            case Role.To: if (i == 0 || BuildingOf(tokens[i - 1]) is null && tokens[i - 1].Meaning is not Count || Next(i) is not { } to || BuildingOf(to) is null) unknown.Add(t); return 1;
            case Role.There: tie |= Tie.There; return 1;
            case Role.Home: places.Add(new(t, parts.Count)); return 1;
            case Role.Others: others = t; return 1;
            case Role.Still: still = true; return 1;
            case Role.Chat: chat = true; if (!AtEdge(i) || t.Text == "不对" && tokens.Any(Clauses.IsContent)) unknown.Add(t); return 1;
            case Role.Trade: if (!(Next(i) is { Meaning: Lexical trade } && trade.Senses.Any(s => s is ValueSense { Field.Key: "industry" or "kind" } v && v.Record is "entity" or "venue"))) unknown.Add(t); return 1;
            case Role.What when t.Text is "多久" or "啥时候" or "啥时间" or "什么时间" or "哪天" or "哪一天" or "什么日子" or "什么时候" or "何时" or "几时" or "哪年" or "哪一年" or "多高" or "多长": if (!tokens.Any(IsDateField) || t.Text == "多久" && !tokens.Any(x => x.Meaning is Named or Identifier or HousePart)) unknown.Add(t); return 1;
            case Role.Policy: unknown.Add(t); return 1;
            case Role.About: if (!AsksVaguely(i)) unknown.Add(t); return 1;
            case Role.MoreBy: unknown.Add(t); return 1;
            case Role.Draw: if (!(Next(i) is { Meaning: Amount { Unit: "元" or "" } })) unknown.Add(t); return 1;
            case Role.Times: unknown.Add(t); return 1;
            case Role.Overlap: OnOverlap(t); return 1;
            case Role.Kinds: return OnKinds(i, g);
            case Role.OrMore: return OnOrMore(t, g);
            case Role.Beyond: beyond = Op(g.Argument); return 1;
            default: return 1;
        }
    }

    // 每月养老金, 每个月领的津贴: what is kept by the month anyway.
    private static bool PaysByMonth(Token t) => t.Meaning is Amount || t.Is(Role.Draw) || t.Is(Role.Change) || t.Is(Role.Trend) || t.Meaning is Lexical l && l.Senses.Any(s => s is FieldSense { Field.Kind: FieldKind.Number or FieldKind.Month } or RelationSense or PhraseSense || s is TagSense tag && tag.Tag.Contains('领'));

    private bool CountsPlaces(int i) => ((Lexical)tokens[i].Meaning).Senses.OfType<FieldSense>().Any(f => f.Field.Kind == FieldKind.Place) && tokens.Skip(i + 1).All(t => t.Meaning is Grammar { Role: not (Role.Most or Role.Much or Role.Order) });

    private void CloseAttribute()
    {
        if (parts.Count > 0) parts[^1] = parts[^1] with { Attribute = true };
        if (except == Exclusion.UntilAttribute && parts.Count > 0) except = Exclusion.None;
    }

    private int OnWhich(int i, Grammar g)
    {
        if (tokens[i].Text is "哪儿" or "哪里" or "哪" or "哪边" && i > 0 && Next(i) is { } from && from.Is(Role.Possessive) && tokens.Skip(i + 2).All(t => t.Meaning is Grammar { Role: Role.Filler or Role.Question or Role.FollowUp })) { unknown.Add(tokens[i]); return 1; }      // 外地来的主要是哪儿的
        if (g.Argument is "家" or "户" && parts is [{ Token.Meaning: Named { Kind: NameKind.Person, Op: Comparison.Equal } }] && i + 2 >= tokens.Count) return 1;      // 李伟是哪家的: what is known of him says it
        if (Next(i) is { } next && FieldOf(next) && IsGroupable(next)) { groups.Add(next); which = true; return 2; }
        if (Next(i) is { Meaning: Count { Number: > 1 } several } && i + 2 < tokens.Count && FieldOf(tokens[i + 2]) && IsGroupable(tokens[i + 2]) && tokens.Skip(i).Any(t => t.Is(Role.Most) || t.Is(Role.Much) || t.Is(Role.Order))) { groups.Add(tokens[i + 2]); order = new(true, several.Number); return 3; }
        if (most is null || g.Argument.Length > 0) Ask(Asked.List, g.Argument);      // 最少的是哪个 asks for no list
        return 1;
    }

    // 按街道和性别分: every field joined to the first is a grouping too.
    private int OnBy(int i)
    {
        if (AgeBandsAt(i + 1) is { Count: > 1 } bands) { ageBands = [.. bands.Select(b => (int)((Amount)b.Meaning).Low)]; return 1 + SpanTo(i + 1, bands[^1]); }
        var used = 1;
        while (i + used < tokens.Count)
        {
            var t = tokens[i + used];
            if (FieldOf(t) && IsGroupable(t)) { groups.Add(t); used++; }
            else if (used > 1 && (t.Is(Role.Join) || t.Is(Role.Enumerate) || t.Is(Role.Possessive)) && i + used + 1 < tokens.Count && IsGroupable(tokens[i + used + 1])) used++;
            else if (used == 1 && t.Is(Role.Each)) used++;
            else break;
        }
        if (used == 1 && Next(i) is { } field && FieldOf(field) && tokens.Skip(i).Any(t => t.Is(Role.Order))) return 1;      // 按年龄从大到小
        if (used == 1 && tokens[i].Text is not ("分" or "不同" or "各")) unknown.Add(tokens[i]);
        return used;
    }

    // 按60-69、70-79、80以上分
    private List<Token> AgeBandsAt(int i)
    {
        var bands = new List<Token>();
        for (var j = i; j < tokens.Count; j++)
        {
            if (tokens[j].Meaning is Amount { Unit: "" or "岁", Op: Comparison.Between or Comparison.AtLeast }) bands.Add(tokens[j]);
            else if (!tokens[j].Is(Role.Enumerate) && !tokens[j].Is(Role.Join) && !tokens[j].Is(Role.Comma)) break;
        }
        return bands;
    }

    private int SpanTo(int i, Token last) => tokens.Skip(i).TakeWhile(t => t != last).Count() + 1;

    private int OnTop(int i, bool first)
    {
        if (!first && Next(i) is { } then && then.Is(Role.First)) return 1 + OnTop(i + 1, false);      // 倒数前三
        if (Next(i) is not { Meaning: Count count }) { unknown.Add(tokens[i]); return 1; }
        var top = count.Number;
        if (most is not null) { most = most with { Top = top }; return 1 + GroupAfter(i + 2); }
        order = new(first, top);
        return 1 + GroupAfter(i + 2);
    }

    // 人口最多的社区有多少老人: ranked by one thing and asked another, which one plan cannot say.
    private Token? MostAsks(Token after)
    {
        var at = tokens.Select((t, i) => t.Is(Role.Most) && t.Start < after.Start ? i : -1).Max();
        var group = tokens.Select((t, i) => i > at && groups.Contains(t) ? i : -1).Max();
        return at >= 0 && group > at && tokens.Skip(group + 1).TakeWhile(t => t != after).Any(t => t.Is(Role.HowMany) || t.Is(Role.Have)) ? tokens[at] : null;
    }

    // 哪个小区人多: among what was asked with 哪个, or between the places named.
    // 党员除外, 黑户不算: what stands before is left out.
    private int OnNotThose(Token t)
    {
        if (parts.Count == 0) { unknown.Add(t); return 1; }
        parts[^1] = parts[^1] with { Negated = !parts[^1].Negated, Denial = t.Text };
        if (parts.All(p => p.Negated)) tie |= Tie.Drop;
        return 1;
    }

    private int OnMuch(Token t, Grammar g)
    {
        if (groups.Count == 0 && places.Count < 2 && nth is null || t.Text[^1] is '高' or '低' && asked is not (Asked.Share or Asked.Average)) unknown.Add(t);
        else (most, asked) = (new(g.Argument == "max", null, parts.Count, t.Text, nth), asked is Asked.Share or Asked.Average ? asked : Asked.Count);
        return 1;
    }

    private int OnByTail(Token t)
    {
        GroupLast();
        if (groups.Count > 0) return 1;
        if (t.Text.StartsWith("统计", StringComparison.Ordinal) || t.Text.StartsWith("汇总", StringComparison.Ordinal) || t.Text.StartsWith('算') || t.Text.StartsWith('数')) Ask(Asked.Count, "");
        else if (t.Text.StartsWith("分布", StringComparison.Ordinal) || t.Text is "构成" or "结构" or "分类" or "分组" or "划分" or "拆分" or "细分") unknown.Add(t);   // of what, is not said
        return 1;
    }

    // 男女比例 is how many of each.
    private int OnShare()
    {
        var before = groups.Count;
        if (shareAt < 0) GroupLast();      // 占社区的百分之多少 groups by nothing
        Ask(groups.Count > before ? Asked.Count : Asked.Share, "");
        return 1;
    }

    private int OnOrMore(Token t, Grammar g)
    {
        if (parts.Count > 0 && parts[^1].Senses.Any(s => s is ValueSense { Field.Kind: FieldKind.Ordered })) parts[^1] = parts[^1] with { Order = Op(g.Argument) };
        else unknown.Add(t);
        return 1;
    }

    private static Comparison Op(string name) => name switch { "atLeast" => Comparison.AtLeast, "atMost" => Comparison.AtMost, "more" => Comparison.More, _ => Comparison.Less };

    private void Ask(Asked what, string measure)
    {
        if (measure.Length > 0) unit = measure;
        // A list carries its total, a share or an average is more than the 多少 it is asked with.
        if (asked is Asked.Nothing || what is Asked.Share or Asked.Average or Asked.Sum || asked == Asked.Count && what == Asked.List) asked = what;
    }

    // 性别分布, 男女各多少: the field just named is what is grouped by.
    private void GroupLast()
    {
        if (groups.Count > 0 || parts.Count == 0 || !IsGroupable(parts[^1].Token)) return;
        if (parts.Count > 1 && parts[^1].Senses.OfType<FieldSense>().Any(f => parts[^2].Senses.OfType<ValueSense>().Any(v => v.Field == f.Field))) return;      // 本科以上学历的占比
        groups.Add(parts[^1].Token);
        parts.RemoveAt(parts.Count - 1);
    }

    private bool Follows(int i, Role role) => i > 0 && (tokens[i - 1].Is(role) || i > 1 && tokens[i - 1].Is(Role.Possessive) && tokens[i - 2].Is(role));

    private bool Closes(int i, Role role) => tokens.Skip(i + 1).TakeWhile(t => !t.Is(Role.Comma)).Any(t => t.Is(role));

    // "有独居老人没有": the 没有 at the end only asks.
    private bool IsLastWord(int i) => tokens[i].Text is "没有" or "没" or "不" or "无" && tokens.Skip(i + 1).All(t => t.Meaning is Grammar { Role: Role.Filler or Role.Question or Role.FollowUp or Role.Stop or Role.Comma });

    // 3号楼没有独居老人吗: whether there are any.
    private bool OnlyAsks(int i) =>
        tokens[i].Text is "没有" or "没" && tokens[^1].Text is "吗" or "么" && i + 2 < tokens.Count && Next(i) is { Meaning: Lexical next } && next.Senses.Any(s => s is TagSense or RecordSense)
        && tokens.Skip(i + 2).All(t => t.Meaning is Grammar { Role: Role.Filler or Role.Comma or Role.Question }) && !tokens.Any(Clauses.Asks) && parts.All(p => p.Token.Meaning is not Named);

    private Token? Next(int i) => i + 1 < tokens.Count ? tokens[i + 1] : null;

    private static bool IsPlace(Token t) => t.Meaning is HousePart || t.Meaning is Lexical l && l.Senses.Any(s => s is PlaceSense { Exact: true }) || t.Meaning is Lexical { Senses.Count: > 0 } m && m.Senses.All(s => s is PlaceSense);

    private static bool FieldOf(Token t) => t.Meaning is Lexical l && l.Senses.Any(s => s is FieldSense);

    private static bool IsGroupable(Token t) => t.Meaning is Lexical l && l.Senses.Any(s => s is FieldSense { Field.Groups: true });
}
