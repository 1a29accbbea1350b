using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>One figure less another, both told: 松鹤社区 61 人，望江社区 40 人，多 21 人.</summary>
internal static class TwoFigures
{
    public static Answer Of(Answer one, Answer other, Catalog catalog)
    {
        var less = (one.Value ?? 0) - (other.Value ?? 0);
        var unit = one.Unit == other.Unit ? one.Unit : "";
        var (first, second) = (Said(one, catalog), Said(other, catalog));
        var apart = less == 0 ? "一样多" : $"前者{(less > 0 ? "多" : "少")} {AnswerText.Number(Math.Abs(less))} {unit}".TrimEnd();
        return one with { Value = less, Unit = unit, Notes = [$"{first} {AnswerText.Number(one.Value)} {one.Unit}；{second} {AnswerText.Number(other.Value)} {other.Unit}；{apart}"], Sql = [.. one.Sql, .. other.Sql] };
    }

    /// <summary>One figure in times of another: 松鹤社区 60 人，望江社区 40 人，1.5 倍.</summary>
    public static Answer Times(Answer one, Answer other, Catalog catalog)
    {
        var told = $"{Said(one, catalog)} {AnswerText.Number(one.Value)} {one.Unit}；{Said(other, catalog)} {AnswerText.Number(other.Value)} {other.Unit}";
        var sql = one.Sql.Concat(other.Sql).ToList();
        if (other.Value is not > 0) return one with { Notes = [$"{told}；后者是 0，算不出倍数，上面是前者的数"], Sql = sql };
        return one with { Value = Math.Round((one.Value ?? 0) / other.Value.Value, 2), Unit = "倍", Notes = [told], Sql = sql };
    }

    private static string Said(Answer answer, Catalog catalog) => PlanWords.Of(answer.Scoped.Plan with { Minus = null }, catalog.Words);
}
