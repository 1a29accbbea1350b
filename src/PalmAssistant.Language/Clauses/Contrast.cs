namespace PalmAssistant.Language;

/// <summary>
/// Two figures set against each other: 松鹤社区比望江社区多多少人, 男的比女的多几个, 老人和小孩差多少, 老人多还是小孩多. What one side leaves unsaid
/// (老人 in 松鹤比望江多多少老人) it shares with the other.
/// </summary>
internal sealed record Contrast(IReadOnlyList<Token> Left, IReadOnlyList<Token> Right, bool IsDifference)
{
    /// <summary>A是B的几倍.</summary>
    public bool IsRatio { get; init; }

    /// <summary>The contrast a clause states, or null when it states none. A period after 比 is a trend, not a contrast.</summary>
    public static Contrast? In(IReadOnlyList<Token> tokens)
    {
        var by = Find(tokens, t => t.Is(Role.MoreBy) || t.Text is "多还是少");
        var than = Find(tokens, t => t.Text == "比");
        if (than >= 0 && by > than && tokens.Skip(than).Take(by - than).All(t => t.Meaning is not Period)) return Less(tokens, tokens.Take(than), tokens.Skip(than + 1).Take(by - than - 1), by);
        if (than < 0 && by > 0 && FindLast(tokens.Take(by).ToList(), t => t.Is(Role.Join)) is > 0 and var and) return Less(tokens, tokens.Take(and), tokens.Skip(and + 1).Take(by - and - 1), by);
        var times = Find(tokens, t => t.Is(Role.Times) && !t.Text.Contains('多') || t.Text is "的多少倍" or "多少倍");
        var equals = Find(tokens, t => t.Text is "是");
        if (equals > 0 && times > equals + 1) return Less(tokens, tokens.Take(equals), tokens.Skip(equals + 1).Take(times - equals - 1).Where(t => !t.Is(Role.Possessive)), times) is { } ratio ? ratio with { IsRatio = true } : null;
        var or = Find(tokens, t => t.Text == "还是");
        if (or > 0 && tokens[or - 1].Is(Role.Much) && tokens.Skip(or + 1).Any(t => t.Is(Role.Much))) return Both(tokens.Take(or - 1), tokens.Skip(or + 1).Where(t => !t.Is(Role.Much)));
        var which = Find(tokens, t => t.Is(Role.Which));
        if (which > 0 && which + 1 < tokens.Count && tokens[which + 1].Is(Role.Much) && FindLast(tokens.Take(which).ToList(), t => t.Is(Role.Join) || t.Is(Role.Enumerate)) is > 0 and var join
            && tokens.Take(which).Where(IsContent).ToList() is { Count: 2 } two && two.All(t => !IsPlace(t))) return Both(tokens.Take(join), tokens.Skip(join + 1).Take(which - join - 1));
        return null;
    }

    private static Contrast? Less(IReadOnlyList<Token> all, IEnumerable<Token> left, IEnumerable<Token> right, int by)
    {
        var tail = all.Skip(by + 1).Where(t => !t.Is(Role.HowMany)).ToList();
        var asked = all[by] with { Text = "多少", Meaning = new Grammar(Role.HowMany, ((Grammar)all[by].Meaning).Argument) };
        var (l, r) = Shared([.. left], [.. right]);
        return r.Any(IsContent) ? new(l.Count == 0 ? [] : [.. l, .. tail, asked], [.. r, .. tail, asked], true) : null;
    }

    private static Contrast? Both(IEnumerable<Token> left, IEnumerable<Token> right)
    {
        var (l, r) = Shared([.. left], [.. right]);
        if (!l.Any(IsContent) || !r.Any(IsContent)) return null;
        var asked = l[^1] with { Text = "多少", Meaning = new Grammar(Role.HowMany) };
        return new([.. l, asked], [.. r, asked], false);
    }

    private static (List<Token> Left, List<Token> Right) Shared(List<Token> left, List<Token> right)
    {
        var (l, r) = (left.Where(IsContent).ToList(), right.Where(IsContent).ToList());
        if (l.Count == 0) return (left, right);
        if (l.All(IsPlace) && r.Any(IsPlace) && !r.All(IsPlace)) return ([.. left, .. right.Where(t => !IsPlace(t))], right);
        if (r.All(IsPlace)) return (left, [.. right, .. left.Where(t => !IsPlace(t))]);
        // 80岁以上的[男性]比[女性]: what stands before the part contrasted is said of both.
        var more = l.Count - r.Count;
        return more > 0 ? (left, [.. left.TakeWhile(t => t != l[more]), .. right]) : (left, right);
    }

    private static bool IsContent(Token t) => t.Meaning is not Grammar || t.Is(Role.Home);

    private static bool IsPlace(Token t) => t.Is(Role.Home) || t.Meaning is HousePart || t.Meaning is Lexical l && l.Senses.Any(s => s is PlaceSense);

    private static int Find(IReadOnlyList<Token> tokens, Func<Token, bool> of)
    {
        for (var i = 0; i < tokens.Count; i++) if (of(tokens[i])) return i;
        return -1;
    }

    private static int FindLast(List<Token> tokens, Predicate<Token> of) => tokens.FindLastIndex(of);
}
