namespace PalmAssistant.Language;

/// <summary>A stretch of the normal text and what it may mean.</summary>
internal sealed record Token(int Start, int Length, string Text, Meaning Meaning)
{
    public int End => Start + Length;

    public bool Is(Role role) => Meaning is Grammar g && g.Role == role;
}

internal abstract record Meaning
{
    /// <summary>What <c>palm ask</c> shows for it.</summary>
    public abstract string Shown { get; }
}

/// <summary>A word of the catalogue. <paramref name="Corrected"/>: the word it was taken for, when typed otherwise.</summary>
internal sealed record Lexical(IReadOnlyList<Sense> Senses, string? Corrected = null, bool Sure = true) : Meaning
{
    public override string Shown => (Corrected is null ? "" : $"按“{Corrected}”理解：") + string.Join(" / ", Senses.Select(Name).Distinct().Take(3));

    private static string Name(Sense sense) => sense switch
    {
        RecordSense s => $"对象 {s.Record}",
        PopulationSense s => $"口径 {s.Term.Name}",
        FieldSense s => $"字段 {s.Field.Name}",
        ValueSense s => $"{s.Field.Name}={s.Label}",
        TagSense s => $"标签 {s.Tag}",
        PhraseSense s => $"说法 {s.Phrase.Words[0]}",
        RelationSense s => $"关联 {s.Relation.Name}",
        PlaceSense s => $"地点 {s.Place.Name}",
        AmbiguousSense => "有几种意思",
        _ => "",
    };
}

/// <summary>A quantity compared: 80岁以上, 超过120平, 5个人以上, 60到69岁. Unit is canonical (岁 元 ㎡ 人 户 or empty), TenThousand: 万 was said.</summary>
internal sealed record Amount(Comparison Op, decimal Low, decimal? High, string Unit, bool TenThousand) : Meaning
{
    /// <summary>一百来平, 七十来岁: near that number, how near is not said.</summary>
    public bool Near { get; init; }

    /// <summary>一家四口以上: so many live in one house, whoever is asked about.</summary>
    public bool OfHousehold { get; init; }

    public override string Shown => $"数量 {Op} {Low}{(High is { } h ? $"–{h}" : "")}{Unit}";
}

/// <summary>A bare number, as in 三个小区, 前5名.</summary>
internal sealed record Count(int Number, string Measure) : Meaning
{
    public override string Shown => $"数 {Number}{Measure}";
}

/// <summary>A stretch of days, both ends included; an end left open is null. Rolling: N个月内, forwards for what falls due, backwards for what happened.</summary>
internal sealed record Period(DateOnly? From, DateOnly? To, Period? Forward = null) : Meaning
{
    public override string Shown => $"日期 {From:yyyy-MM-dd}–{To:yyyy-MM-dd}";
}

/// <summary>So long ago or longer, of the day something happened (成立满5年, 开了十年以上): that day lay before, or not after, this one. <paramref name="Longer"/> false: less long ago.</summary>
internal sealed record Lasting(DateOnly Day, bool Longer, bool Included) : Meaning
{
    public override string Shown => $"{(Longer ? "早于" : "晚于")} {Day:yyyy-MM-dd}";

    public Period Period => Longer ? new(null, Included ? Day : Day.AddDays(-1)) : new(Included ? Day : Day.AddDays(1), null);
}

/// <summary>Free text in a frame: 在<i>海尔</i>上班的, <i>菏泽</i>来的.</summary>
internal sealed record Framed(PhraseTerm Phrase, string Text) : Meaning
{
    public override string Shown => $"“{Text}”";
}

/// <summary>Born in a decade (80后) or a year.</summary>
internal sealed record Born(int FirstYear, int LastYear) : Meaning
{
    public override string Shown => $"{FirstYear}–{LastYear}年出生";
}

/// <summary>Building, unit and room inside an estate; bare, as in the data contract: "3", "2", "501".</summary>
internal sealed record HousePart(string? Building, string? Unit, string? Room) : Meaning
{
    public override string Shown => $"房屋 {Building}-{Unit}-{Room}";
}

internal enum IdentifierKind { IdNumber, Phone, CreditCode, BirthCertificate, IdTail, PhoneTail }

/// <summary>A number that names one record; parts hidden by asterisks leave Head and Tail.</summary>
internal sealed record Identifier(IdentifierKind Kind, string Head, string? Tail) : Meaning
{
    public override string Shown => $"{Kind}";
}

/// <summary>Somebody's name (or its first characters), or that of a company or venue.</summary>
/// <param name="Last">the last character, of a name whose middle is hidden (张*伟)</param>
/// <param name="Sex">what a title tells: 李奶奶 is 女</param>
internal sealed record Named(NameKind Kind, string Text, Comparison Op, string Last = "", string Sex = "") : Meaning
{
    public override string Shown => Kind == NameKind.Person ? "姓名" : "名称";
}

internal enum NameKind { Person, Company, Premises }

/// <summary>A word of grammar, not of the district.</summary>
internal sealed record Grammar(Role Role, string Argument = "") : Meaning
{
    public override string Shown => Role == Role.Filler ? "虚词" : $"{Role} {Argument}".TrimEnd();
}

internal sealed record Unknown : Meaning
{
    public override string Shown => "没看懂";
}

/// <summary>各类: whatever field says the kind of the thing named.</summary>
internal sealed record Kind : Meaning
{
    public override string Shown => "类别";
}
