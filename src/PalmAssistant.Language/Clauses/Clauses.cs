namespace PalmAssistant.Language;

/// <summary>Where one question ends and the next begins in a message: at full stops and question marks, and at a comma when both sides ask.</summary>
internal static class Clauses
{
    public static IReadOnlyList<IReadOnlyList<Token>> Split(IReadOnlyList<Token> tokens)
    {
        var clauses = new List<IReadOnlyList<Token>>();
        var current = new List<Token>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var t = tokens[i];
            if (Ends(t, current, tokens, i))
            {
                Close();
                if (!IsMark(t)) current.Add(t);
                continue;
            }
            current.Add(t);
        }
        Close();
        return clauses;

        void Close()
        {
            if (current.Any(t => !IsMark(t))) clauses.Add([.. current]);
            current.Clear();
        }
    }

    private static bool Ends(Token t, List<Token> before, IReadOnlyList<Token> tokens, int at)
    {
        if (before.Count == 0) return false;
        if (t.Is(Role.Stop) || t.Is(Role.Question)) return !OnlyShapes(Rest(tokens, at + 1)) || Rest(tokens, at + 1).Count == 0;
        if (t.Is(Role.Join) && before[^1].Is(Role.HowMany)) return Rest(tokens, at + 1) is var rest && rest.Any(r => r.Is(Role.HowMany) || r.Is(Role.Sum) || r.Is(Role.Average) || r.Is(Role.Total)) && rest.Any(IsContent);      // 残疾人数和低保人数
        if (t.Is(Role.Enumerate) && !Rest(tokens, at + 1).Any(Asks)) return false;
        if (t.Is(Role.Enumerate) && !before.Any(b => Asks(b) && !b.Is(Role.List))) return false;      // 列出独居、空巢老人数
        if (t.Is(Role.Comma) || t.Is(Role.Enumerate)) return before.Any(Asks) && !IsAfterthought(Rest(tokens, at + 1)) && !OnlyShapes(Rest(tokens, at + 1)) && Rest(tokens, at + 1).Any(IsContent);
        // "老人多少独居的多少": no mark between two questions
        return before.Any(b => b.Is(Role.HowMany)) && IsContent(t) && before[^1].Is(Role.HowMany) is var _ && before.FindLastIndex(Asks) < before.Count
            && Rest(tokens, at).Any(r => r.Is(Role.HowMany) || r.Is(Role.FollowUp)) && before.Any(IsContent) && before[^1].Is(Role.HowMany);
    }

    private static List<Token> Rest(IReadOnlyList<Token> tokens, int from)
    {
        var rest = new List<Token>();
        for (var i = from; i < tokens.Count && !tokens[i].Is(Role.Stop) && !tokens[i].Is(Role.Question); i++) rest.Add(tokens[i]);
        return rest;
    }

    // 年轻党员有多少，35岁以下的: said of the question before, which it completes.
    private static bool IsAfterthought(List<Token> rest) =>
        rest.Any(IsContent) && !rest.Any(Asks) && rest.All(t => IsContent(t) || t.Meaning is Grammar { Role: Role.Filler or Role.Possessive or Role.Have or Role.Not or Role.Both or Role.OrMore })
        && (rest[^1].Is(Role.Possessive) || rest[^1].Text.EndsWith('的') || rest[^1].Meaning is Amount or Framed || rest[^1].Is(Role.OrMore));

    private static bool IsMark(Token t) => t.Is(Role.Stop) || t.Is(Role.Question) || t.Is(Role.Comma) || t.Is(Role.Enumerate) || t.Is(Role.Join);

    public static bool Asks(Token t) => t.Meaning is Grammar { Role: Role.HowMany or Role.Who or Role.Which or Role.List or Role.Respectively or Role.Share or Role.Average or Role.Whether or Role.FollowUp };

    public static bool IsContent(Token t) => t.Meaning is not Grammar;

    // 按社区分, 从多到少, 前五名: they shape the answer to the question before.
    private static bool OnlyShapes(List<Token> rest) =>
        rest.Count > 0
        && rest.Any(t => t.Meaning is Grammar { Role: Role.By or Role.Each or Role.Order or Role.First or Role.ByTail })
        && !rest.Any(t => t.Meaning is Grammar { Role: Role.HowMany or Role.Who or Role.FollowUp or Role.Narrow })
        && rest.All(t => t.Meaning is Grammar or Count or Lexical { Senses: [FieldSense, ..] } || t.Meaning is Lexical l && l.Senses.Any(s => s is FieldSense));
}
