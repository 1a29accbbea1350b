using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>The houses last shown as worth a visit: 第2户 counts in it until something else is asked.</summary>
public sealed record VisitList(IReadOnlyList<int> Houses, int Offset, string? AskedThen)
{
    public const string Key = "visits";

    public static VisitList? Of(DialogState state) => state.Get<VisitList>(Key) is { } kept && kept.AskedThen == CorrectionMemory.Asked(state) ? kept : null;

    /// <summary>第2户 → the house shown under that number; null when there is none.</summary>
    public int? House(string ordinal)
    {
        if (CorrectionReader.Kind(ordinal) != AboutKind.Ordinal) return null;
        var number = Mentions.Number(string.Concat(ordinal.Where(c => char.IsAsciiDigit(c) || "一二三四五六七八九十".Contains(c))));
        return number - Offset is { } at and >= 1 && at <= Houses.Count ? Houses[at - 1] : null;
    }
}
