namespace PalmAssistant.Language;

/// <summary>One condition of a clause with what is needed to join it to the others.</summary>
/// <param name="Relation">the relation it lies across; null on the record itself</param>
/// <param name="Topic">what it speaks of ("age", "sex", "tag", "pension/amount"): a follow-up on the same topic replaces it</param>
internal sealed record Atom(Condition Where, string? Relation, string Topic, Part Part)
{
    public bool Noun => !Part.Attribute;
}

internal static class Atoms
{
    /// <summary>All conditions of a clause as one: 或 binds its neighbours, values of one field are alternatives, facts of one relation are of one fact.</summary>
    public static Condition Join(IReadOnlyList<Atom> atoms)
    {
        var parts = new List<(Condition Where, Atom Last)>();
        foreach (var atom in OneFact(Loose(atoms)))
        {
            if (parts.Count > 0 && Alternative(parts[^1].Last, atom)) parts[^1] = (Or(parts[^1].Where, atom.Where), atom);
            else if (parts.FindIndex(p => SameChoice(p.Where, atom.Where)) is >= 0 and var at) parts[at] = (Or(parts[at].Where, atom.Where), atom);
            else parts.Add((atom.Where, atom));
        }
        return parts.Aggregate(Condition.Always, (all, p) => all.And(p.Where));
    }

    // "60岁以上的男性或55岁以上的女性": the same topics on both sides make two whole alternatives.
    private static IReadOnlyList<Atom> Loose(IReadOnlyList<Atom> atoms)
    {
        var at = atoms.ToList().FindIndex(a => a.Part.Link == Link.Or);
        if (at < 2 || atoms.Count != at * 2) return atoms;
        var (left, right) = (atoms.Take(at).ToList(), atoms.Skip(at).ToList());
        if (!left.Select(a => a.Topic).Order().SequenceEqual(right.Select(a => a.Topic).Order())) return atoms;
        var right0 = right[0] with { Part = right[0].Part with { Link = Link.And } };
        Condition either = new Any([Join(left), Join([right0, .. right.Skip(1)])]);
        return [new(either, null, "either", left[0].Part)];
    }

    // 在保的低保, 三个月内到期的居住证: conditions of one related record hold of the same one.
    private static List<Atom> OneFact(IReadOnlyList<Atom> atoms)
    {
        var result = new List<Atom>();
        foreach (var atom in atoms)
        {
            var at = atom.Relation is null || atom.Part.Link == Link.Or || atom.Where is not Related ? -1
                : result.FindIndex(a => a.Relation == atom.Relation && a.Where is Related { AtLeast: 1 } && atom.Where is Related { AtLeast: 1 } && MayShare(a, atom));
            if (at < 0) { result.Add(atom); continue; }
            var (one, other) = ((Related)result[at].Where, (Related)atom.Where);
            result[at] = result[at] with { Where = one with { Where = SameChoice(one.Where, other.Where) ? Or(one.Where, other.Where) : one.Where.And(other.Where) } };
        }
        return result;
    }

    // Two nouns may be two people of one house (有残疾人的低保户); facts of a person are of one matter.
    private static bool MayShare(Atom one, Atom other) => one.Relation is not ("residents" or "household") || other.Part.Token.Start == one.Part.Token.End && other.Part.Link == Link.And || other.Part is { Link: Link.And, Owned: false } && one.Part.Phrase == other.Part.Phrase && !(one.Topic == "tag" && other.Topic == "tag" && one.Part.Attribute != other.Part.Attribute);

    private static bool Alternative(Atom before, Atom atom) => atom.Part.Link switch
    {
        Link.Or => true,
        Link.List => !before.Part.Negated && !atom.Part.Negated && (SameChoice(before.Where, atom.Where) || SameField(before.Where, atom.Where) || before.Topic == atom.Topic && before.Relation is not ("residents" or "household") && before.Noun && atom.Noun && atom.Topic is "tag" or "phrase" && before.Topic is "tag" or "phrase"),
        _ => false,
    };

    // 大专及大专以上, 60岁以上和18岁以下
    private static bool SameField(Condition one, Condition other) => one is Compare a && other is Compare b && a.Field == b.Field;

    private static bool SameChoice(Condition one, Condition other) =>
        one is Compare { Op: Comparison.Equal or Comparison.In } a && other is Compare { Op: Comparison.Equal or Comparison.In } b && a.Field == b.Field && a.Values.All(v => v.Text is not null)
        || one is Related r && other is Related s && r.Relation == s.Relation && SameChoice(r.Where, s.Where);

    private static Condition Or(Condition one, Condition other) => (one, other) switch
    {
        (Compare { Op: Comparison.Equal or Comparison.In } a, Compare { Op: Comparison.Equal or Comparison.In } b) when a.Field == b.Field => new Compare(a.Field, Comparison.In, [.. a.Values.Concat(b.Values).Distinct()]),
        (Any a, _) => new Any([.. a.Parts, other]),
        _ => new Any([one, other]),
    };

    public static Condition Negate(Condition where) => where switch
    {
        Compare { Op: Comparison.Equal, Values: [{ Text: not null }] } c => c with { Op = Comparison.NotEqual },
        Compare { Op: Comparison.NotEqual, Values: [{ Text: not null }] } c => c with { Op = Comparison.Equal },
        Not n => n.Part,
        _ => new Not(where),
    };
}
