using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PalmAssistant.Language;

namespace PalmAssistant.Tests.Language;

/// <summary>
/// Put a word that belongs to no sentence, or one of the district's, into a sentence that is understood, or in place of one of its words: the reading is
/// another, or the word is said back, and never passed over. The words and places are drawn anew from a fixed seed in every sentence by itself.
/// </summary>
public class StrangeWordTests
{
    private const int Every = 19;       // of the sentences of readings.jsonl, about a hundred

    private static readonly string[] Unknown = ["鹦鹉", "吃辣", "轮滑", "魔方", "滑雪板", "钓鱼", "书法", "手风琴", "骑马", "望远镜"];

    private static readonly string[] Words =
    [
        "80岁以上", "60岁以下的", "去年", "上个月", "女的", "男的", "滨江名邸", "望江社区", "没领津贴的", "不是党员的", "租房的", "3号楼", "2单元", "姓王的", "占比", "除了党员", "1980年以后出生的",
        "养老金3000以上的", "本科以上", "比例", "在业", "注销", "未整改", "小餐饮", "120平以上的", "注册资本100万以上的", "按楼栋", "离异", "回族", "肢体残疾", "志愿者", "低保边缘", "退役军人", "一级残疾", "群租", "在海尔上班的",
    ];

    [Fact]
    public void A_word_put_into_a_sentence_is_never_passed_over()
    {
        var ignored = new StringBuilder();
        var tried = 0;
        foreach (var (line, number) in Sentences())
        {
            var random = new Random(number);
            var (previous, last) = (Before(line), line.Say[^1]);
            if (Town.Read(last, line.As, previous) is not Understood whole) continue;
            var said = Town.Said(whole);
            var text = NormalText.Of(last);
            var tokens = Segmenter.Cut(text, Lexicon.Of(Town.Catalogue), Town.Today, []);
            foreach (var word in Strange(random, last, said))
            {
                var at = text.SpanOf(tokens[random.Next(tokens.Count)].Start, 1, "").Start;
                Try(last.Insert(at, word), word);
                if (tokens.Where(IdleWords.IsContent).ToList() is { Count: > 0 } content && content[random.Next(content.Count)] is var gone)
                {
                    var span = text.SpanOf(gone.Start, gone.Length, "");
                    Try(last.Remove(span.Start, span.Length).Insert(span.Start, word), word);
                }
            }

            void Try(string strange, string word)
            {
                tried++;
                if (Town.Said(Town.Read(strange, line.As, previous)) == said) ignored.AppendLine($"“{word}” did not matter in “{string.Join(" / ", line.Say.SkipLast(1).Append(strange))}”: {said}");
            }
        }
        Assert.True(ignored.Length == 0, ignored.ToString());
        Assert.True(tried > 700, $"{tried} sentences");
    }

    // A word that the sentence says already, or that its reading says in other words, is none to put in.
    private static IEnumerable<string> Strange(Random random, string sentence, string said)
    {
        yield return Unknown[random.Next(Unknown.Length)];
        var words = Words.Where(w => !sentence.Contains(w.TrimEnd('的'), StringComparison.Ordinal) && !said.Contains(w.TrimEnd('的'), StringComparison.Ordinal) && !Says(said, w)).ToArray();
        for (var i = 0; i < 3; i++) yield return words[random.Next(words.Length)];
    }

    private static bool Says(string said, string word) => word switch
    {
        "占比" or "比例" => said.Contains("比例", StringComparison.Ordinal),
        "租房的" => said.Contains("租住", StringComparison.Ordinal),
        "在业" => said.Contains("市场主体", StringComparison.Ordinal) || said.Contains("登记状态", StringComparison.Ordinal),
        _ => false,
    };

    private static IReadOnlyList<QueryPlan> Before(Line line)
    {
        IReadOnlyList<QueryPlan> previous = [];
        foreach (var turn in line.Say.SkipLast(1)) if (Town.Read(turn, line.As, previous) is Understood understood) previous = understood.Plans;
        return previous;
    }

    private static IEnumerable<(Line Line, int Number)> Sentences([CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "../../questions/readings.jsonl")).Select((l, i) => (JsonSerializer.Deserialize<Line>(l, JsonSerializerOptions.Web)!, i)).Where(l => l.i % Every == 0);

    private sealed record Line(string[] Say, string As, string Means);
}
