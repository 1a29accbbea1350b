namespace PalmAssistant.Language;

/// <summary>Groupings that no 按 or 各 announces: 老人超过50个的小区, 人口排第一的社区, 哪三个小区, 各类场所.</summary>
internal sealed partial class DraftReader
{
    private GroupFilter? having;
    private int? nth;

    // 有党员的小区有哪些, 哪些楼栋有残疾人: the groups that have any.
    private bool IsAmongThose(Part head) => asked == Asked.List && parts.Any(p => p != head && (p.Had || p.Token.Text.StartsWith('有')) && !p.Negated) && head.Senses.All(s => s is FieldSense { Field.Kind: FieldKind.Place }) && parts[^1] == head;

    // 超过50个老人的小区, 老人数排前两名的小区: the noun that ends the clause is what is grouped by.
    private void GroupHead()
    {
        var head = parts.Count > 0 && groups.Count == 0 && !parts[^1].Negated && parts[^1].Order is null && IsGroupable(parts[^1].Token) && parts[^1].Senses.OfType<FieldSense>().Any() ? parts[^1] : null;
        var threshold = head is not null || groups.Count > 0 ? Threshold() : null;
        if (head is not null && (order is not null || threshold is not null || NoneOf(head) is not null || IsAmongThose(head)) && (parts.Count > 1 || units.Count > 0 || asked is Asked.Share or Asked.Average))
        {
            groups.Add(head.Token);
            parts.Remove(head);
            if (asked is Asked.List or Asked.Nothing) asked = Asked.Count;
            if (threshold is null && order is null && NoneOf(head) is { } missing) TakeNone(missing);
        }
        if (groups.Count == 0 || threshold is null) return;
        parts.Remove(threshold);
        var amount = (Amount)threshold.Token.Meaning;
        having = new(amount.Op, amount.Low, amount.High);
        if (asked is Asked.List or Asked.Nothing) asked = Asked.Count;
        if (amount.Unit is "人" or "户" or "套" or "家" && unit.Length == 0) unit = amount.Unit;
    }

    // The amount that a group's figure is held against: counted things, a share, an average; ages, areas and sums of money are said of the records.
    private Part? Threshold() => parts.FirstOrDefault(p => p.Token.Meaning is Amount { Near: false } amount && (amount.Unit switch
    {
        "%" => asked == Asked.Share,
        "岁" or "㎡" or "元" => asked == Asked.Average,
        "个" or "人" or "户" or "套" or "家" or "位" or "名" or "条" or "处" => asked is not (Asked.Share or Asked.Average),
        "" => FollowsFigure(p) || amount.Low > 120,
        _ => false,
    }) && !(p.Negated || SaysNumberField(p)));

    // 老人数在30以上, 占比20以上
    private bool FollowsFigure(Part part)
    {
        var i = tokens.ToList().IndexOf(part.Token);
        for (var j = i - 1; j >= 0 && j >= i - 2; j--)
        {
            if (tokens[j].Meaning is Grammar { Role: Role.HowMany or Role.Share }) return true;
            if (!(tokens[j].Is(Role.Filler) || tokens[j].Is(Role.ShareOf) || tokens[j].Is(Role.Have))) return false;
        }
        return false;
    }

    // 从业人数超过10人的小区: the number of a field of the records themselves.
    private bool SaysNumberField(Part part)
    {
        var at = parts.IndexOf(part);
        return new[] { at - 1, at + 1 }.Any(j => j >= 0 && j < parts.Count && parts[j].Senses.OfType<FieldSense>().Any(f => f.Field.Kind == FieldKind.Number));
    }

    // 没有党员的小区, 一个党员都没有的社区
    private Part? NoneOf(Part head) => IsKnownWhole(head.Token) ? parts.FirstOrDefault(p => p != head && p.Negated && !p.Token.Text.EndsWith('的') && p.Denial is "没有" or "没" or "无" or "没个" or "木有") : null;

    // 哪些小区没有党员: groups whose figure is nought.
    private bool TakeNone(Part missing)
    {
        if (missing.Denial is not ("没有" or "没" or "无" or "没个" or "木有") || groups.Count != 1 || !IsKnownWhole(groups[0])) return false;
        parts[parts.IndexOf(missing)] = missing with { Negated = false, Denial = "" };
        having = new(Comparison.Equal, 0);
        if (asked is Asked.List or Asked.Nothing) asked = Asked.Count;
        return true;
    }

    // 不在松鹤社区住的, 不是桂花苑的: the place is left out. 桂花苑没有… denies what follows, not the place.
    private bool TakeNotThere(int i)
    {
        if (not)
        {
            if (tokens[i - 1].Is(Role.Not) && tokens[i - 1].Text is "没有" or "没" or "无") return false;
            notPlaces.Add(tokens[i]);
            (not, denial) = (false, null);
            return true;
        }
        if (i < 2 || notPlaces.Count == 0 || notPlaces[^1] != tokens[i - 2] || !(tokens[i - 1].Is(Role.Join) || tokens[i - 1].Is(Role.Enumerate) || tokens[i - 1].Is(Role.Either))) return false;
        notPlaces.Add(tokens[i]);
        return true;
    }

    // 低保和残疾人重叠的, 跟低保重叠的: all of them hold of the same person; two values of one field never do.
    private void OnOverlap(Token t)
    {
        if (parts.Count == 0 || parts.Any(p => p.Negated) || parts.Count > 1 && parts.SelectMany(p => p.Senses.OfType<ValueSense>().Where(v => !p.Senses.Any(s => s is TagSense)).Select(v => v.Field)).GroupBy(f => f).Any(f => f.Count() > 1)) { unknown.Add(t); return; }
        for (var i = 0; i < parts.Count; i++) parts[i] = parts[i] with { Link = Link.And };
        if (parts.Count == 1) tie |= Tie.Narrow;
    }

    // Streets, communities, grids and estates are all known by name, so that those with none can be told; buildings are not.
    private static bool IsKnownWhole(Token t) => t.Meaning is Lexical l && l.Senses.OfType<FieldSense>().Any(f => f.Field is { Kind: FieldKind.Place, Key: "street" or "community" or "grid" or "estate" });

    // 排第一, 第二多, 第一名: a place in the order.
    private bool OnPlace(int i, Count count)
    {
        if (!tokens[i].Text.StartsWith('第')) return false;
        if (order is not null && order.Top is null) { order = order with { Top = count.Number == 1 ? 1 : null, Nth = count.Number == 1 ? null : count.Number }; return true; }
        if (Next(i) is { Meaning: Grammar { Role: Role.Much or Role.Most } g }) { nth = count.Number; return true; }
        if (i > 0 && (tokens[i - 1].Text is "排" or "排在" or "位列" or "位居" || tokens[i - 1].Is(Role.Last))) { order = new(!tokens[i - 1].Is(Role.Last), count.Number == 1 ? 1 : null, null, count.Number == 1 ? null : count.Number); return true; }
        return false;
    }

    // 各类残疾人, 哪种场所: by the kind of what follows.
    private int OnKinds(int i, Grammar g)
    {
        if (Next(i) is not { } next || !Clauses.IsContent(next)) { unknown.Add(tokens[i]); return 1; }
        if (g.Argument.Length > 0) which = true;
        if (asked is Asked.Nothing) asked = Asked.Count;
        if (FieldOf(next) && IsGroupable(next)) { groups.Add(next); return 2; }
        groups.Add(tokens[i] with { Text = "类别", Meaning = new Kind() });
        return 1;
    }

    // 你好 and 谢谢 stand before or after a question, never inside it.
    private bool AtEdge(int i) => tokens.Take(i).All(IsSmall) || tokens.Skip(i + 1).All(IsSmall);

    private static bool IsSmall(Token t) => t.Meaning is Grammar { Role: Role.Chat or Role.Filler or Role.Comma or Role.Stop or Role.Question or Role.Enumerate };

    private static bool IsDateField(Token t) => t.Meaning is Named or Identifier || t.Meaning is Lexical l && l.Senses.Any(s => s is FieldSense { Field.Kind: FieldKind.Date or FieldKind.Month });

    // 咱社区大概有多少人: the exact figure answers a vague question as well.
    private bool AsksVaguely(int i) => tokens[i].Text is "大概" or "大约" or "差不多" && !(Next(i) is { Meaning: Amount or Count or HousePart }) && tokens.Skip(i + 1).Any(t => t.Is(Role.HowMany));
}
