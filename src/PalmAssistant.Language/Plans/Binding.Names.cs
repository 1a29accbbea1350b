namespace PalmAssistant.Language;

/// <summary>Names and numbers that tell one person, house or business from the others.</summary>
internal sealed partial class Binding
{
    private void BindName(int i, Part part, Named named)
    {
        foreach (var j in new[] { i - 1, i + 1 })
        {
            if (j < 0 || j >= draft.Parts.Count || draft.Parts[j].Senses.OfType<FieldSense>().FirstOrDefault(s => s.Record == Record.Key && s.Field.Kind == FieldKind.Text && IsPersonField(s.Field)) is not { } role) continue;
            if (named.Kind != NameKind.Person) break;
            used[j] = true;
            Add(part, new Compare(role.Field.Key, named.Op, named.Text), null, role.Field.Key);
            return;
        }
        if (named is { Kind: NameKind.Person, Op: Comparison.Contains } && Record.Unit == "家" && Record.Fields.FirstOrDefault(f => f.Key == "name") is { } written)
        {
            Add(part, new Compare(written.Key, Comparison.Contains, named.Text), null, written.Key);      // 名字里有鑫的企业
            return;
        }
        if (named.Kind == NameKind.Person && Record.Unit == "套" && (draft.Unit == "户" || draft.Parts.Any(p => p.Senses.Any(s => s is PopulationSense && s.Record == Record.Key))) && Record.Relations.FirstOrDefault(r => lexicon.Records.TryGetValue(r.Record, out var other) && other.Unit == "人") is { } living)
        {
            cost += Strained;
            Add(part, new Compare("name", named.Op, named.Text), living, "name");      // 姓孙的有几户: those who live there
            return;
        }
        var fits = named.Kind == NameKind.Person ? Record.Unit == "人" : Record.Unit == "家";
        if (!fits && named.Kind == NameKind.Person && Record.Fields.FirstOrDefault(IsPersonField) is { Key: not "name" } owner)
        {
            cost += Strained;
            Add(part, new Compare(owner.Key, named.Op, named.Text), null, owner.Key);
            return;
        }
        if (!fits || Record.Fields.FirstOrDefault(f => f.Key == "name") is not { } name) { Leave(part.Token); return; }
        HasOne |= named.Op == Comparison.Equal || named.Op == Comparison.Contains && named.Kind != NameKind.Person;
        if (named.Kind == NameKind.Premises && Record.Key == "entity" || named.Kind == NameKind.Company && Record.Key == "venue") cost += Strained;
        Condition called = new Compare(name.Key, named.Op, named.Text);
        if (named.Last.Length > 0) called = called.And(new Compare(name.Key, Comparison.EndsWith, named.Last));
        Add(part, called, null, name.Key);
        if (named.Sex.Length > 0 && lexicon.Senses(named.Sex).OfType<ValueSense>().FirstOrDefault(v => v.Record == Record.Key) is { } sex)
            Add(part, new Compare(sex.Field.Key, Comparison.Equal, sex.Label), null, sex.Field.Key);
    }

    private static bool IsPersonField(FieldTerm field) => field.Kind == FieldKind.Text && field.Key is "legal_person" or "manager" or "owner_name";

    private void BindNames()
    {
        for (var i = 0; i < draft.Parts.Count; i++)
        {
            if (draft.Parts[i].Token.Meaning is not (Identifier or Named)) continue;
            used[i] = true;
            if (draft.Parts[i].Token.Meaning is Identifier id) BindIdentifier(draft.Parts[i], id);
            else BindName(i, draft.Parts[i], (Named)draft.Parts[i].Token.Meaning);
        }
    }

    private void BindIdentifier(Part part, Identifier id)
    {
        var key = id.Kind switch
        {
            IdentifierKind.IdNumber or IdentifierKind.IdTail => "id_number",
            IdentifierKind.Phone or IdentifierKind.PhoneTail => "phone",
            IdentifierKind.CreditCode => "code",
            _ => "birth_cert",
        };
        if (Record.Fields.FirstOrDefault(f => f.Key == key) is not { } field) { Leave(part.Token); return; }
        HasOne = true;
        // "身份证370…": the name of the field beside its number says nothing more.
        for (var j = 0; j < draft.Parts.Count; j++)
        {
            if (!used[j] && draft.Parts[j].Senses.OfType<FieldSense>().Any(s => s.Record == Record.Key && s.Field == field)) used[j] = true;
        }
        if (id.Tail is { Length: 0 } || id.Head.Length == 0) HasOne = false;
        Condition where = id.Tail is { Length: 0 } ? new Compare(key, Comparison.StartsWith, id.Head) : id.Tail is null ? new Compare(key, Comparison.Equal, id.Head)
            : id.Head.Length == 0 ? new Compare(key, Comparison.EndsWith, id.Tail)
            : new All([new Compare(key, Comparison.StartsWith, id.Head), new Compare(key, Comparison.EndsWith, id.Tail)]);
        Add(part, where, null, key);
    }

    // 王传发家里有谁: those who live with him.
    private void WrapInRelation()
    {
        if (ofWhose is null || !HasOne) return;
        var inner = Language.Atoms.Join(atoms);
        var part = atoms[0].Part with { Link = Link.And };
        atoms.Clear();
        atoms.Add(new(new Related(ofWhose.Key, inner), ofWhose.Key, ofWhose.Key, part));
        HasOne = false;
    }
}
