namespace PalmAssistant.Language;

/// <summary>
/// Single things a sentence names, for readers of other sentences than questions (what somebody says has changed): a person's name, a house, a number,
/// a date. Each looks at a stretch somebody else has cut out; nothing here decides what the sentence wants.
/// </summary>
public static class Mentions
{
    private const string NotInNames = "的是和与跟有在住了吗呢哪谁几多么这那个们等还没不把都也就来去家户";

    /// <summary>Half-width, simplified, without spaces around Chinese: what the other methods expect.</summary>
    public static string Normal(string text) => NormalText.Of(text).Text;

    /// <summary>张三, 欧阳明月: a family name and one or two characters more.</summary>
    public static bool IsPersonalName(string text)
    {
        var family = FamilyName(text);
        return family > 0 && text.Length - family is 1 or 2 && text.All(c => c is >= '\u4e00' and <= '\u9fff') && !text[family..].Any(NotInNames.Contains);
    }

    /// <summary>李奶奶, 老王, 张*伟: somebody known by a family name.</summary>
    public static bool IsTitled(string text) =>
        text.Length is >= 2 and <= 5 && Names.At(text, 0).Any(n => n.Length == text.Length && n.Meaning is Named { Kind: NameKind.Person, Op: Comparison.StartsWith });

    /// <summary>501, 3号楼2单元501, 3-2-501: nothing but building, unit or room.</summary>
    public static bool IsHousePart(string text) => text.Length > 0 && HouseParts.At(text, 0).Any(h => h.Length == text.Length);

    /// <summary>Where in the text the parts of a house begin that reach its end: 桂花苑|3号楼501. Null when none do.</summary>
    public static int? HousePartAt(string text)
    {
        for (var at = 0; at < text.Length; at++)
            if (IsHousePart(text[at..])) return at;
        return null;
    }

    public static bool IsIdNumber(string text) => Whole(text) is { Kind: IdentifierKind.IdNumber, Tail: null };

    public static bool IsPhone(string text) => Whole(text) is { Kind: IdentifierKind.Phone, Tail: null };

    /// <summary>The first stretch of days named in the text (上个月, 10月3号, 昨天), and where; null when none is.</summary>
    public static (int Start, int Length, DateOnly? From, DateOnly? To)? Days(string text, DateOnly today)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var longest = Dates.At(text, at, today).Where(d => d.Meaning is Period).OrderByDescending(d => d.Length).FirstOrDefault();
            if (longest.Meaning is Period { From: var from, To: var to }) return (at, longest.Length, from, to);
        }
        return null;
    }

    /// <summary>一家三口 → 3 for 三; null when it is no whole number.</summary>
    public static int? Number(string text) => Numbers.Whole(text);

    private static Identifier? Whole(string text) =>
        text.Length == 0 ? null : Identifiers.At(text, 0).Where(i => i.Length == text.Length).Select(i => i.Meaning).OfType<Identifier>().FirstOrDefault();

    private static int FamilyName(string text) => Names.FamilyNameAt(text, 0);
}
