namespace PalmAssistant.Language;

/// <summary>
/// Free text that stands in the frame of a phrase: 在海尔上班的, 菏泽来的, 单位是青建集团. A frame closed on both sides is sure;
/// one open on a side ends at the next mark or little word and is taken only where nothing else covers the text.
/// </summary>
internal sealed class Frames
{
    private const int Longest = 20;
    private const string Ends = "的是哪谁啥咋几多少什么有没不和跟与或在里,;?、:()";
    private readonly List<Frame> frames = [];
    private readonly Lexicon lexicon;

    private sealed record Frame(string Before, string After, PhraseTerm Phrase)
    {
        public bool Sure => Before.Length > 0 && After.TrimEnd('的').Length > 0;
    }

    public Frames(Catalogue catalogue, Lexicon lexicon)
    {
        this.lexicon = lexicon;
        foreach (var phrase in catalogue.Phrases)
        {
            foreach (var word in phrase.Words.Where(w => w.Contains('…')))
            {
                if (NormalText.Of(word.Replace('…', '_')).Text.Split('_') is [var before, var after]) frames.Add(new(before, after, phrase));
            }
        }
    }

    public IEnumerable<(int Length, Framed Meaning, bool Sure)> At(string text, int at)
    {
        foreach (var frame in frames)
        {
            if (frame.Before.Length > 0 ? !Has(text, at, frame.Before) : !Opens(text, at)) continue;
            var start = at + frame.Before.Length;
            if (End(text, start, frame.After) is not { } end || end - start < 2 || !IsFree(text[start..end])) continue;
            var stop = end + frame.After.Length;
            if (stop < text.Length && text[stop] == '的') stop++;
            yield return (stop - at, new(frame.Phrase, text[start..end]), frame.Sure);
        }
    }

    private static int? End(string text, int start, string after)
    {
        for (var end = start; end <= text.Length && end - start <= Longest; end++)
        {
            if (after.Length > 0 && Has(text, end, after)) return end;
            if (end == text.Length || Ends.Contains(text[end]) || !char.IsLetterOrDigit(text[end])) return after.Length == 0 ? end : null;
        }
        return null;
    }

    // A word that already means something else of its own (a place, a population, a word of grammar) is no free text.
    private bool IsFree(string text) =>
        FunctionWords.Find(text) is null && text[0] is not ('从' or '在' or '打') && !text.StartsWith("外地", StringComparison.Ordinal) && !text.StartsWith("本地", StringComparison.Ordinal) && lexicon.Senses(text).All(s => s is ValueSense or FieldSense or RecordSense) && !Names.IsSaidOf(text) && !EndsInMoving(text) && !"他她它我你您咱俺这那".Contains(text[0]);

    // 新搬来的, 刚迁过来的, 嫁过来的: a way of coming, no place come from.
    private static bool EndsInMoving(string text) => "搬迁转调嫁送回进出走寄发".Contains(text[^1]);

    private static bool Opens(string text, int at) => at == 0 || Ends.Contains(text[at - 1]) || Names.Points(text, at);

    private static bool Has(string text, int at, string part) => text.AsSpan(at).StartsWith(part, StringComparison.Ordinal);
}
