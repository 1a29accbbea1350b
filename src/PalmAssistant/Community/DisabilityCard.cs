using System.Diagnostics.CodeAnalysis;

namespace PalmAssistant.Community;

/// <summary>
/// A disability card number (残疾人证号, second generation): the holder's 18-character 公民身份号码,
/// 1 digit category (1 视力 2 听力 3 言语 4 肢体 5 智力 6 精神 7 多重), 1 digit level (1 一级 … 4 四级).
/// </summary>
public readonly record struct DisabilityCard
{
    private static readonly string[] Categories = ["视力", "听力", "言语", "肢体", "智力", "精神", "多重"];
    private static readonly string[] Levels = ["一级", "二级", "三级", "四级"];

    private readonly byte category;
    private readonly byte level;

    private DisabilityCard(IdNumber holder, byte category, byte level) =>
        (Holder, this.category, this.level) = (holder, category, level);

    /// <summary>The holder's identity number.</summary>
    public IdNumber Holder { get; }

    /// <summary>视力, 听力, 言语, 肢体, 智力, 精神 or 多重.</summary>
    public string Category => Categories[category - 1];

    /// <summary>一级 to 四级, 一级 the most severe.</summary>
    public string Level => Levels[level - 1];

    /// <summary>重度残疾: 一级 or 二级.</summary>
    public bool IsSevere => level <= 2;

    /// <summary>The 20 characters.</summary>
    public override string ToString() => category == 0 ? "" : $"{Holder}{category}{level}";

    /// <summary>The card of a holder; category 1 to 7, level 1 to 4.</summary>
    public static DisabilityCard Of(IdNumber holder, int category, int level)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(category is >= 1 and <= 7, true, nameof(category));
        ArgumentOutOfRangeException.ThrowIfNotEqual(level is >= 1 and <= 4, true, nameof(level));
        return new(holder, (byte)category, (byte)level);
    }

    /// <summary>Reads 20 characters: a valid identity number, a category 1-7, a level 1-4.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DisabilityCard card)
    {
        card = default;
        if (text is not { Length: 20 } || !IdNumber.TryParse(text[..18], out var holder)) return false;
        if (text[18] is < '1' or > '7' || text[19] is < '1' or > '4') return false;
        card = new(holder, (byte)(text[18] - '0'), (byte)(text[19] - '0'));
        return true;
    }
}
