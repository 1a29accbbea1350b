namespace PalmAssistant.Language;

/// <summary>What it costs to take the sentence for a question about this record: the measure word and the noun it ends with.</summary>
internal sealed partial class Binding
{
    private int UnitCost() => draft.Unit switch
    {
        "" => 0,
        "家" when Record.Unit is "人" or "人次" => Unplaceable,
        "家" when Record.Unit == "套" && atoms.Any(a => a.Relation == "residents") => 30,
        "人" => Record.Unit is "人" || AsksWhoOfThing() ? 0 : Record.Unit == "人次" ? 8 : 60,
        "户" => Households is null ? 60 : 0,
        "套" => Record.Unit == "套" ? 0 : Record.Unit == "家" ? 20 : 60,
        "家" => Record.Unit == "家" ? 0 : Record.Unit == "套" && atoms.Any(a => a.Relation is null && a.Topic == "tag") ? 2 : Record.Unit == "套" ? Unplaceable : 50,
        "处" => Record.Unit is "套" or "家" ? 0 : 60,
        "条" => Record.Unit == "条" ? 0 : 50,
        _ => Record.Unit == "套" ? 0 : 60,
    };

    // 房东都是谁, 法人是谁: the thing's own field holds the people asked for.
    private bool AsksWhoOfThing() =>
        draft.Tokens.Any(t => t.Is(Role.Who)) && draft.Parts.Any(p => p.Senses.OfType<FieldSense>().Any(s => s.Record == Record.Key && IsPersonField(s.Field)));

    /// <summary>几户, 几家: the population that is counted by the measure word asked with.</summary>
    public string? PopulationOfUnit() => draft.Unit == "户" || draft.Unit == "家" && Record.Unit == "套" ? Possible(Households) : null;

    /// <summary>The population, unless what is asked of it can be true of nobody in it: then those asked about are no part of it.</summary>
    public string? Possible(string? population) =>
        Record.Populations.FirstOrDefault(p => p.Key == population) is { } term && atoms.Any(a => a.Where is Compare { Op: Comparison.Equal, Values: [{ Text: { } label }] } c && term.Apart.Contains($"{c.Field}={label}")) ? null : population;

    private string? Households => Record.Populations.FirstOrDefault(p => p.Words.Contains("户"))?.Key;

    /// <summary>Tags said in words of their own that end in 的: 租房的, not 低保的.</summary>
    public IReadOnlyList<string> Said => [.. atoms.Where(a => a.Part is { Attribute: true, Negated: false } && a.Part.Token.Text.EndsWith('的')).Select(a => a.Where is HasTag tag && !tag.Tag.StartsWith(a.Part.Token.Text.TrimEnd('的'), StringComparison.Ordinal) ? tag.Tag : "").Where(t => t.Length > 0)];

    // The noun that ends the phrase says what is counted: 住在出租房里的未成年人 are people.
    private int HeadCost()
    {
        if (draft.Unit.Length > 0 || draft.Parts.Count == 0) return 0;
        var head = draft.Parts[^1];
        var named = head.Senses.Where(s => s is TagSense or RecordSense or PopulationSense or ValueSense or PhraseSense).ToList();
        if (head.Attribute || named.Count == 0) return 0;
        if (named.Any(s => s.Record == Record.Key)) return 0;
        if (Record.Unit == "人" && named.Any(s => IsFactOf(s.Record))) return 0;
        unplaced.Add(head.Token);                                                // a noun that is not what would be counted
        return Unplaceable;
    }

    // 注销了还在经营的: one thing, said to be both; nothing on file is.
    private bool SaysAnyway(Atom before, Atom atom) =>
        before.Relation == atom.Relation && Inner(before) is Compare { Op: Comparison.Equal, Values: [{ Text: { } one }] } a && Inner(atom) is Compare { Op: Comparison.Equal, Values: [{ Text: { } other }] } b && a.Field == b.Field && one != other
        && draft.Tokens.Any(t => t.Start >= before.Part.Token.End && t.Start < atom.Part.Token.Start && (t.Is(Role.Still) || t.Text is "还" or "仍" or "却" or "但" or "又" or "仍然" or "依然"));

    private static Condition Inner(Atom atom) => atom.Where is Related related ? related.Where : atom.Where;
}
