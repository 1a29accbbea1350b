namespace PalmAssistant.Language;

/// <summary>How a part is tied to the one before it.</summary>
internal enum Link { And, Or, List }

/// <summary>A content token in its clause: denied or not, and whether it is an attribute (独居的, 有残疾的) rather than a noun.</summary>
internal sealed record Part(Token Token, bool Negated, Link Link)
{
    public bool Attribute { get; init; }

    /// <summary>有 stands right before it.</summary>
    public bool Had { get; init; }

    /// <summary>… and it is the word 有, not 是.</summary>
    public bool Owned { get; init; }

    /// <summary>The word that denies it: 非, 不是, 没有.</summary>
    public string Denial { get; init; } = "";

    /// <summary>本科及以上, 高于初中.</summary>
    public Comparison? Order { get; init; }

    /// <summary>The noun phrase it stands in: parts not parted by 里, 的 + noun or a comma share one.</summary>
    public int Phrase { get; init; }

    public IReadOnlyList<Sense> Senses => Token.Meaning is Lexical l ? l.Senses : [];
}

/// <summary>What a clause asks for.</summary>
internal enum Asked { Nothing, Count, List, Profile, Share, Average, Sum, Extreme }

/// <summary>Greatest or smallest: of groups (最多的三个小区) or of records by a field (年龄最大的).</summary>
internal sealed record Most(bool Descending, int? Top, int At, string Word, int? Nth = null);

/// <summary>A place named, or the speaker's own (Home), or a building, unit, room.</summary>
internal sealed record PlaceMention(Token Token, int At)
{
    /// <summary>Said after 占: where the whole of a share is counted.</summary>
    public bool OfWhole { get; init; }
}

/// <summary>One clause taken apart, before anybody decides which record it is about.</summary>
internal sealed record Draft
{
    public required IReadOnlyList<Token> Tokens { get; init; }
    public IReadOnlyList<Part> Parts { get; init; } = [];
    public IReadOnlyList<PlaceMention> Places { get; init; } = [];

    /// <summary>Places left out: 除了松鹤社区.</summary>
    public IReadOnlyList<Token> NotPlaces { get; init; } = [];

    /// <summary>其他社区: all of the level but those left out, or but the one spoken of.</summary>
    public Token? Others { get; init; }

    public IReadOnlyList<Token> Groups { get; init; } = [];
    public IReadOnlyList<int> AgeBands { get; init; } = [];
    public IReadOnlyList<Token> Unknown { get; init; } = [];
    public Asked Asked { get; init; }

    /// <summary>The measure word asked with: 人 户 套 家, or empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Several measure words asked in one breath: 多少户多少人; otherwise empty.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>人均, 户均: whose average it is.</summary>
    public Token? AverageOf { get; init; }

    public Most? Most { get; init; }
    public Ranking? Order { get; init; }

    /// <summary>What the figure of a group must be.</summary>
    public GroupFilter? Having { get; init; }

    public bool Respectively { get; init; }
    public bool Total { get; init; }
    public bool LookUp { get; init; }
    public bool Still { get; init; }
    public bool Chat { get; init; }

    /// <summary>Parts before this index are the part of a share, those after it the whole; -1 when nothing is 占 of something.</summary>
    public int ShareAt { get; init; } = -1;

    /// <summary>Parts before this index were followed by 里 or 中 (老年人里…); -1 when none.</summary>
    public int InsideAt { get; init; } = -1;

    /// <summary>What was said of change and of an earlier day.</summary>
    public Past? Past { get; init; }

    /// <summary>The words that tie the clause to the answer before.</summary>
    public Tie Tie { get; init; }

    public bool HasRoom => Places.Any(p => p.Token.Meaning is HousePart { Room: not null });

    /// <summary>A room and nothing else: what is known of it is wanted.</summary>
    public bool IsRoomAlone => HasRoom && Parts.Count == 0 && Asked == Asked.Nothing;

    public bool SaysNothing => Parts.Count == 0 && Places.Count == 0 && NotPlaces.Count == 0 && Others is null && Groups.Count == 0 && Unknown.Count == 0 && Asked == Asked.Nothing && Most is null && Order is null && Past is null && !Total && (Tie & ~(Tie.FollowUp | Tie.Then)) == Tie.None;

    /// <summary>Whether it could be answered by itself: 有多少 alone, or a place alone, could not.</summary>
    public bool AsksSomething(Binding binding) => Parts.Count > 0 || Unit.Length > 0 && (Asked == Asked.Count || Places.Count > 0) || AgeBands.Count > 0 || Groups.Count > 0 && (Asked != Asked.Nothing || Groups.Any(g => g.Meaning is Lexical l && l.Senses.OfType<FieldSense>().Any(s => s.Field.Kind != FieldKind.Place))) || HasRoom;
}

[Flags]
internal enum Tie { None = 0, Narrow = 1, FollowUp = 2, Then = 4, Switch = 8, Only = 16, Drop = 32, Add = 64, Previous = 128, There = 256 }
