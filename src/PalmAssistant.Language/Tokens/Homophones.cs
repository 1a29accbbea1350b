namespace PalmAssistant.Language;

/// <summary>
/// Slips of an input method: a stretch that sounds like a word of the catalogue. Three characters and more that sound the same are taken for it and
/// said so; shorter ones, and words one character off, are only offered.
/// </summary>
internal static class Homophones
{
    public static IEnumerable<(int Length, Meaning Meaning, int Cost)> At(string text, int at, Lexicon lexicon)
    {
        for (var length = Math.Min(10, text.Length - at); length >= 2; length--)
        {
            var stretch = text.Substring(at, length);
            if (!stretch.All(c => c is >= '\u4e00' and <= '\u9fff') || lexicon.Senses(stretch).Count > 0) continue;
            var sounding = lexicon.Sounds.SoundingLike(stretch);
            if (sounding.Count == 1 && Shares(stretch, sounding[0])) yield return (length, new Lexical(lexicon.Senses(sounding[0]), sounding[0], Sure: IsSure(stretch, sounding[0])), IsSure(stretch, sounding[0]) ? 400 : 700);
            else if (sounding.Count > 1) yield return (length, Meant(lexicon, sounding), 700);
            var looking = lexicon.Sounds.LookingLike(stretch);
            if (looking.Count > 0) yield return (length, Meant(lexicon, looking), 800);
        }
    }

    // 有人租 is no slip of 有人住: of short words only the very same sound is one.
    private static bool IsSure(string typed, string word) => typed.TrimEnd('的').Length >= 4 || typed.TrimEnd('的').Length == 3 && Pinyin.SoundsTheSame(typed, word);

    // At least half of the characters are right: 独居老任, not four others that happen to sound so.
    private static bool Shares(string typed, string word) => typed.Where((c, i) => c == word[i]).Count() * 2 >= typed.Length;

    private static Lexical Meant(Lexicon lexicon, IReadOnlyList<string> words) =>
        new(lexicon.Senses(words[0]), string.Join('|', words.Take(4)), Sure: false);
}
