using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PalmAssistant.Language;

namespace PalmAssistant.Tests.Language;

/// <summary>Take any one content word out of any sentence of <c>readings.jsonl</c>: the reading is another, or asks. What another word says as well is listed with its reason in <c>idle-words.json</c>.</summary>
public class WordAccountingTests
{
    private static readonly Known Listed = JsonSerializer.Deserialize<Known>(File.ReadAllText(Path.Combine(Folder(), "idle-words.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void No_content_word_of_any_sentence_is_passed_over()
    {
        var idle = new StringBuilder();
        var checkedWords = 0;
        foreach (var (say, word, kinds, whole) in Idle(ref checkedWords))
        {
            if (kinds.Any(Listed.Kinds.ContainsKey) || Listed.Sentences.Any(s => s.Word == word && s.Say == say)) continue;
            idle.AppendLine($"“{word}” did not matter in “{say}”: {whole}");
        }
        Assert.True(idle.Length == 0, idle.ToString());
        Assert.True(checkedWords > 2_500, $"{checkedWords} words");
    }

    [Fact]
    public void Every_listed_exception_still_is_one()
    {
        var checkedWords = 0;
        var found = Idle(ref checkedWords).Select(i => (i.Say, i.Word)).ToHashSet();
        Assert.All(Listed.Sentences, s => Assert.Contains((s.Say, s.Word), found));
    }

    private static List<(string Say, string Word, IReadOnlyList<string> Kinds, string Whole)> Idle(ref int count)
    {
        var idle = new List<(string, string, IReadOnlyList<string>, string)>();
        foreach (var line in File.ReadLines(Path.Combine(Folder(), "readings.jsonl")).Select(l => JsonSerializer.Deserialize<Line>(l, JsonSerializerOptions.Web)!))
        {
            IReadOnlyList<QueryPlan> previous = [];
            foreach (var turn in line.Say.SkipLast(1)) if (Town.Read(turn, line.As, previous) is Understood understood) previous = understood.Plans;
            var last = line.Say[^1];
            if (Town.Read(last, line.As, previous) is not Understood whole) continue;
            var text = NormalText.Of(last);
            var tokens = Cut(text);
            foreach (var token in tokens.Where(IdleWords.IsContent))
            {
                var span = text.SpanOf(token.Start, token.Length, "");
                var without = last.Remove(span.Start, span.Length);
                if (without.Trim().Length == 0) continue;
                count++;
                var said = Town.Said(whole);
                if (Town.Said(Town.Read(without, line.As, previous)) == said) idle.Add((string.Join(" / ", line.Say), span.Text, [.. IdleWords.Of(token, tokens, said)], said));
            }
        }
        return idle;
    }

    private static IReadOnlyList<Token> Cut(NormalText text)
    {
        var lexicon = Lexicon.Of(Town.Catalogue);
        var tokens = Segmenter.Cut(text, lexicon, Town.Today, []);
        return tokens.Any(t => t.Meaning is Unknown) ? Segmenter.CutForgiving(text, lexicon, Town.Today, []) : tokens;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../questions"));

    private sealed record Line(string[] Say, string As, string Means);

    private sealed record Known(Dictionary<string, string> Kinds, IReadOnlyList<Exception> Sentences);

    private sealed record Exception(string Word, string Say, string Why);
}
