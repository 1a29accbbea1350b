using System.Runtime.CompilerServices;

namespace PalmAssistant.Language;

/// <summary>Every word a text is searched for, made once per catalogue: its terms and places with all their senses.</summary>
internal sealed class Lexicon
{
    private static readonly ConditionalWeakTable<Catalogue, Lexicon> Compiled = [];

    private readonly Dictionary<string, List<Sense>> words = new(StringComparer.Ordinal);
    private readonly Dictionary<char, int> longest = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private Lexicon(Catalogue catalogue)
    {
        Records = catalogue.Records.ToDictionary(r => r.Key, StringComparer.Ordinal);
        Catalogue = catalogue;
        Ages = catalogue.Tags.Where(t => t.Ages is not null).ToDictionary(t => t.Name, t => t.Ages!, StringComparer.Ordinal);
        LexiconWords.Of(catalogue, Add);
        ShareAttributes();
        AddKnown(catalogue);
        Sounds = new SoundIndex(words.Where(w => w.Value.Any(s => s is not AmbiguousSense)).Select(w => w.Key));
        Frames = new Frames(catalogue, this);
    }

    public Catalogue Catalogue { get; }

    public IReadOnlyDictionary<string, RecordTerm> Records { get; }

    public IReadOnlyDictionary<string, AgeSpan> Ages { get; }

    public SoundIndex Sounds { get; }

    public Frames Frames { get; }

    public static Lexicon Of(Catalogue catalogue) => Compiled.GetValue(catalogue, static c => new Lexicon(c));

    public IReadOnlyList<Sense> Senses(string word) => words.TryGetValue(word, out var senses) ? senses : [];

    public IEnumerable<(int Length, Meaning Meaning)> At(string text, int at)
    {
        if (!longest.TryGetValue(text[at], out var max)) yield break;
        for (var length = Math.Min(max, text.Length - at); length > 0; length--)
        {
            if (Find(text, at, length) is { } senses) yield return (length, new Lexical(senses));
        }
    }

    private List<Sense>? Find(string text, int at, int length) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(at, length), out var senses) ? senses : null;

    // 去世的 means whatever 去世 does, and 养狗 whatever 养狗的 does.
    private void ShareAttributes()
    {
        foreach (var (word, senses) in words.Where(w => w.Key.Length >= 3 && w.Key.EndsWith('的')).ToList())
        {
            if (words.TryGetValue(word[..^1], out var stem)) senses.AddRange(stem.Where(s => !senses.Contains(s)).ToList());
            else foreach (var sense in senses.ToList()) Add(word[..^1], sense);
        }
    }

    // 青建集团的有几个: a text some field holds; one that is a word already stays that word.
    private void AddKnown(Catalogue catalogue)
    {
        var taken = words.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var record in catalogue.Records)
        {
            foreach (var field in record.Fields)
            {
                foreach (var text in field.Known)
                {
                    var normal = NormalText.Of(text).Text;
                    if (normal.Length is >= 3 and <= 30 && !taken.Contains(normal)) { Add(normal, new ValueSense(record.Key, field, text)); known.Add(normal); }
                }
            }
        }
    }

    /// <summary>Whether the word is only a text of the database.</summary>
    public bool IsKnownText(string word) => known.Contains(word);

    private void Add(string word, Sense sense)
    {
        word = NormalText.Of(word).Text;
        if (word.Length == 0) return;
        if (!words.TryGetValue(word, out var senses)) words[word] = senses = [];
        if (!senses.Contains(sense)) senses.Add(sense);
        longest[word[0]] = Math.Max(longest.GetValueOrDefault(word[0]), word.Length);
    }
}
