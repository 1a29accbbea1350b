using PalmAssistant.Language;

namespace PalmAssistant.Tests.Language;

/// <summary>
/// Words whose loss need not change a reading because another word of the sentence says the same. Each kind has a name and a reason in
/// <c>tests/questions/idle-words.json</c>; a word that is idle for none of them is a word the reader passed over.
/// </summary>
internal static class IdleWords
{
    private static readonly Role[] Small =
    [
        Role.Filler, Role.Possessive, Role.Have, Role.Comma, Role.Enumerate, Role.Stop, Role.Question, Role.Both, Role.Join, Role.Inside, Role.Narrow, Role.HowMany, Role.Which, Role.Who, Role.What,
        Role.List, Role.LookUp, Role.Whether, Role.By, Role.Each, Role.ByTail, Role.Respectively, Role.Total, Role.FollowUp, Role.Then, Role.Switch, Role.Add, Role.Previous, Role.There, Role.Home,
        Role.Still, Role.Already, Role.Chat, Role.Called, Role.ExceptEnd, Role.Either, Role.Only, Role.Drop, Role.About, Role.Trade, Role.To, Role.DayMark,
    ];

    /// <summary>Words that a sentence cannot lose in silence: of the district's data, figures, days, places, names, and the grammar that turns a meaning round.</summary>
    public static bool IsContent(Token token) => token.Meaning is not Grammar grammar || !Small.Contains(grammar.Role);

    /// <summary>The kinds of idleness that hold of a token in its sentence, by name.</summary>
    public static IEnumerable<string> Of(Token token, IReadOnlyList<Token> sentence, string said)
    {
        var others = sentence.Where(t => t != token).ToList();
        var senses = (token.Meaning as Lexical)?.Senses ?? [];
        if (senses.Any(s => s is RecordSense or PopulationSense) && others.Any(IsContent)) yield return "noun";
        if (senses.OfType<TagSense>().Any(s => Lexicon.Of(Town.Catalogue).Ages.ContainsKey(s.Tag)) && others.Any(t => t.Meaning is Amount or Born or Period)) yield return "age";
        if (senses.Any(s => s is FieldSense or RelationSense) && senses.Any(s => Names(s).Any(n => said.Contains(n, StringComparison.Ordinal)))) yield return "field";
        if (token.Is(Role.Share) || token.Is(Role.ShareOf)) { if (others.Any(t => t.Is(Role.Share) || t.Is(Role.ShareOf))) yield return "share"; }
        if ((token.Is(Role.First) || token.Is(Role.Most) || token.Is(Role.Order) || token.Is(Role.Last)) && others.Any(t => t.Is(Role.First) || t.Is(Role.Most) || t.Is(Role.Order) || t.Is(Role.Much))) yield return "order";
        if (senses.Any(s => s is PlaceSense) && others.Any(t => t.Meaning is HousePart || t.Meaning is Lexical l && l.Senses.Any(s => s is PlaceSense))) yield return "within";
        if (senses.OfType<TagSense>().Any() && others.Any(t => t.Text.Contains(token.Text.TrimEnd('的'), StringComparison.Ordinal))) yield return "twice";
        if (token.Meaning is Count && others.Count(t => t.Meaning is HousePart || t.Meaning is Lexical l && l.Senses.Any(s => s is PlaceSense)) > 1) yield return "counted";
    }

    private static IEnumerable<string> Names(Sense sense) => sense switch
    {
        FieldSense f => [f.Field.Name, .. f.Field.Kind == FieldKind.Age ? ["岁"] : Array.Empty<string>()],
        RelationSense r => [r.Relation.Name],
        _ => [],
    };
}
