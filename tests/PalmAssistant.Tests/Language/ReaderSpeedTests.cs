using System.Diagnostics;

namespace PalmAssistant.Tests.Language;

/// <summary>Long and strange messages are read in time that grows no faster than their length.</summary>
public class ReaderSpeedTests
{
    private const int Long = 2_000;

    // Seconds here would be minutes with a reader that is quadratic or worse; the bound leaves room for a busy machine.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Lengthy() =>
    [
        "老人", "独居", "80岁以上的", "一", "1", "1-", "有限公司", "桂花苑3号楼", "查一下王", "在", "没", "的", "😀", "张三、", "身份证370203", "比", "和", "近三年", "除了", "超过", "a", "(", "人均面积", "第一", "各", "在海尔上班", "来自",
    ];

    [Theory]
    [MemberData(nameof(Lengthy))]
    public void A_message_of_two_thousand_characters_is_read_in_linear_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Long / piece.Length + 1))[..Long];
        Town.Read(text[..200]);                                                 // warm
        var (quarter, whole) = (Fastest(text[..(Long / 4)]), Fastest(text));
        Assert.True(whole < Bound, $"{piece}: {whole.TotalMilliseconds:0} ms");
        Assert.True(whole < quarter * 10 + TimeSpan.FromMilliseconds(50), $"{piece}: {quarter.TotalMilliseconds:0} ms for a quarter of it, {whole.TotalMilliseconds:0} ms for all; a square would take sixteen times as long");
    }

    private static TimeSpan Fastest(string text) => Enumerable.Range(0, 4).Min(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        Town.Read(text);
        return Stopwatch.GetElapsedTime(started);
    });
}
