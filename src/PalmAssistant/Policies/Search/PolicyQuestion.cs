using System.Text;
using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Search;

/// <summary>A word that an answer's basis must know.</summary>
/// <param name="Weight">how much its absence speaks against a basis: nouns most</param>
/// <param name="Meanings">what documents may write instead</param>
public sealed record ContentWord(string Text, float Weight, IReadOnlyList<string> Meanings)
{
    /// <summary>办完, 拿到: part of how one asks, not of what one asks about.</summary>
    public bool IsVague { get; init; }
}

/// <summary>A question about rules, read: the search terms, the content words, what kind of answer is asked for, the facts it gives, and the day it asks about.</summary>
public sealed partial class PolicyQuestion
{
    private const float MeaningWeight = 0.6f;
    private const int MostSeams = 4;
    private const float SaidNow = 1.8f, SaidBefore = 0.45f;

    public required string Text { get; init; }
    /// <summary>The words of a follow-up that are new: they tell which clause is meant now.</summary>
    public string? Emphasis { get; init; }
    public required IReadOnlyList<Word> Words { get; init; }
    public required IReadOnlyDictionary<uint, float> Terms { get; init; }
    public required IReadOnlyList<ContentWord> Content { get; init; }
    public required Intent Intents { get; init; }
    public required AskedFacts Facts { get; init; }
    /// <summary>In what the answer will be counted, as clauses write it.</summary>
    public required IReadOnlyList<Regex> Units { get; init; }
    /// <summary>几点, 多少分, 几平米: few clauses hold such figures, and only those can answer.</summary>
    public bool AsksOddUnit => OddUnit().IsMatch(Text);
    /// <summary>The day whose rules are asked for.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>A calendar date stands in it as a fact: born in 2024年11月.</summary>
    public bool GivesDate => DateGiven().IsMatch(Text);
    /// <summary>市里规定的, 全市最低标准: the level above is meant.</summary>
    public bool AsksHigherLevel => HigherLevel().IsMatch(Text);
    public required bool AsksAnotherYear { get; init; }
    /// <summary>Places named as 某某区, 某某县, 某某市.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <param name="emphasis">words of it that count more</param>
    public static PolicyQuestion Read(string text, QuestionWords words, DateOnly today, string? emphasis = null)
    {
        var plain = Plain(text);
        var regions = Places.NamedIn(plain).ToList();
        // Where it holds is judged by whose paper it is, not by words.
        var cut = words.Lexicon.Cut(regions.Aggregate(plain, (rest, region) => rest.Replace(region, "，", StringComparison.Ordinal)));
        var (day, other) = DayOf(plain, today);
        var facts = AskedFacts.Of(plain);
        return new()
        {
            Text = plain, Emphasis = emphasis, Words = cut, Terms = emphasis is null ? TermsOf(cut, words, facts, today) : Emphasised(TermsOf(cut, words, facts, today), TermsOf(words.Lexicon.Cut(emphasis), words, AskedFacts.Of(emphasis), today)), Content = [.. ContentOf(cut, words)], Intents = Search.Intents.OfQuestion(plain),
            Facts = facts, Units = AskedUnits.Of(plain), Day = day, AsksAnotherYear = other, Regions = regions,
        };
    }

    private static string Plain(string text) => text.Trim().Replace("?", "？").Replace(",", "，").Normalize(NormalizationForm.FormC);

    /// <summary>Runs of neighbouring content words make the pairs; fillers part them.</summary>
    private static Dictionary<uint, float> TermsOf(List<Word> cut, QuestionWords words, AskedFacts facts, DateOnly today)
    {
        var terms = new Dictionary<uint, float>();
        var run = new StringBuilder();
        IReadOnlyList<string> before = [];
        foreach (var word in cut)
        {
            if (IsContent(word))
            {
                var meanings = words.Meanings(word.Text);
                foreach (var first in before) AddSeam(terms, first, meanings.Prepend(word.Text));
                run.Append(word.Text);
                AddMeanings(terms, meanings);
                before = [.. meanings.Take(MostSeams).Prepend(word.Text)];
                continue;
            }
            Add(terms, run.ToString(), 1);
            run.Clear();
            before = [];
        }
        Add(terms, run.ToString(), 1);
        foreach (var meaning in MeaningsOf(facts)) Add(terms, meaning, MeaningWeight);
        foreach (var year in Years(cut, today)) Add(terms, year, MeaningWeight);
        return terms;
    }

    /// <summary>明年 is written 2027年 in papers.</summary>
    private static IEnumerable<string> Years(List<Word> cut, DateOnly today) =>
        cut.Select(word => word.Text switch { "明年" or "来年" => 1, "去年" => -1, "前年" => -2, _ => 0 }).Where(by => by != 0).Select(by => $"{today.Year + by}年");

    private static Dictionary<uint, float> Emphasised(Dictionary<uint, float> all, Dictionary<uint, float> said)
    {
        foreach (var term in all.Keys.ToList()) all[term] *= said.ContainsKey(term) ? SaidNow : SaidBefore;
        return all;
    }

    /// <summary>Facts about a person as documents name such persons.</summary>
    private static IEnumerable<string> MeaningsOf(AskedFacts facts)
    {
        if (facts.Age >= 60) yield return "老年人";
        if (facts.Age is not null) yield return "周岁";
        if (facts.Household is { } people) yield return $"{people}人户";
        foreach (var group in facts.Groups.Where(g => g.Length > 1 && !g.StartsWith('非'))) yield return group;
    }

    /// <summary>不给 准入: documents write 不予准入, so the pair across the two words counts too.</summary>
    private static void AddSeam(Dictionary<uint, float> terms, string first, IEnumerable<string> seconds)
    {
        foreach (var second in seconds.Take(MostSeams)) Grams.Each([first[^1], second[0]], term => { if (Grams.IsPair(term)) terms[term] = Math.Max(terms.GetValueOrDefault(term), 0.8f * MeaningWeight); });
    }

    private static void AddMeanings(Dictionary<uint, float> terms, IReadOnlyList<string> meanings)
    {
        foreach (var meaning in meanings) Add(terms, meaning, meanings.Count > 2 ? MeaningWeight * 0.8f : MeaningWeight);
    }

    private static void Add(Dictionary<uint, float> terms, string text, float weight) =>
        Grams.Each(text, term => terms[term] = Math.Max(terms.GetValueOrDefault(term), Grams.IsPair(term) ? weight : 0.45f * weight));

    private static bool IsContent(Word word) => word.Kind != 'f' && word.Text.Any(char.IsLetterOrDigit);

    private static IEnumerable<ContentWord> ContentOf(List<Word> cut, QuestionWords words)
    {
        foreach (var word in Joined(cut, words))
        {
            var weight = word.Kind switch { 'n' or 'j' or 's' => 1f, 'v' => 0.7f, 'x' => 0.6f, 'a' or 'b' or 'i' or 'l' or 'z' => 0.4f, _ => 0f };
            if (words.Light.Contains(word.Text)) weight = 0.01f;
            else if (word.Text.Length == 1) weight *= 0.6f;
            if (weight > 0) yield return new(Core(word.Text, words), weight, words.Meanings(word.Text)) { IsVague = words.Vague.Contains(word.Text) };
        }
    }

    /// <summary>放爆竹 is about 爆竹, 转租给 about 转租.</summary>
    private static string Core(string word, QuestionWords words)
    {
        if (word.Length < 3 || words.Meanings(word).Count > 0) return word;
        var core = word.TrimEnd('给', '到', '了', '完', '掉');
        return core.Length == 3 && ("放打买卖办领交缴报装养拆搭坐住吃开修种用".Contains(core[0]) && words.Lexicon.KindOf(core[1..]) is 'n' or 'v') ? core[1..] : core.Length > 1 ? core : word;
    }

    /// <summary>公交 卡, 失业 金: one thing, and the card is what is asked for.</summary>
    private static IEnumerable<Word> Joined(List<Word> cut, QuestionWords words)
    {
        Word? open = null;
        foreach (var word in cut)
        {
            if (open is { } first && word is { Text.Length: 1, Kind: 'n' or 'x' } && Grams.IsHan(word.Text[0]) && words.Meanings(word.Text).Count == 0)
            {
                open = null;
                yield return new(first.Text + word.Text, 'n');
                continue;
            }
            if (open is { } alone) yield return alone;
            open = null;
            if (!IsContent(word)) continue;
            if (word is { Text.Length: > 1, Kind: 'n' or 'v' or 's' } && !words.Light.Contains(word.Text)) open = word; else yield return word;
        }
        if (open is { } last) yield return last;
    }

    /// <summary>比去年涨了多少: today's rule beside the one before.</summary>
    public bool AsksChange => ComparesYears().IsMatch(Text) || AsksRise().IsMatch(Text);

    private static (DateOnly Day, bool Other) DayOf(string text, DateOnly today)
    {
        if (ComparesYears().IsMatch(text)) return (today, false);
        if (text.Contains("去年", StringComparison.Ordinal) && AsksRule().IsMatch(text)) return (new(today.Year - 1, 12, 31), true);
        if (text.Contains("前年", StringComparison.Ordinal) && AsksRule().IsMatch(text)) return (new(today.Year - 2, 12, 31), true);
        if (text.Contains("明年", StringComparison.Ordinal) || text.Contains("来年", StringComparison.Ordinal)) return (new(today.Year + 1, 1, 1), true);
        foreach (Match match in YearAsked().Matches(text))
        {
            var year = int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            if (year != today.Year && Math.Abs(year - today.Year) < 15) return (year < today.Year ? new(year, 12, 31) : new(year, 1, 1), true);
        }
        return (today, false);
    }

    [GeneratedRegex(@"(?<!\d)(20\d\d)年(?:度|起|的)?(?!\d{1,2}[月日号]|[前后以之月出生办领买毕入退参建考开招]|装(?!修))")] private static partial Regex YearAsked();
    [GeneratedRegex("几点|几小时|多少小时|几岁|多大年纪|多少岁|多少分|几分(?!钟)|百分之|几成|比例|多久.{0,6}一(?:次|回)|几次|多少次|多少平|几平|(?:多少|几)个?[户张台具套餐辆]")] private static partial Regex OddUnit();
    [GeneratedRegex(@"(?:\d{4}年|今年|去年)\d{1,2}月")] private static partial Regex DateGiven();
    [GeneratedRegex("(?<!城)市里(?!住|人|的人|户)|市财政|省财政|市级|全市|市定|市政府|省里|省级|国家规定|上级规定|最低标准")] private static partial Regex HigherLevel();
    [GeneratedRegex("(?:比|跟|和|与|较|相比)(?:去年|前年|上一?年|以前|之前|原来|旧的?|老的?|过去|往年|20\\d\\d年)")] private static partial Regex ComparesYears();
    [GeneratedRegex("(?:涨|提高|增加|上调|多|高|加|降|少)了?(?:多少|几)|有(?:没有)?(?:涨|变化|调整|提高)|涨(?:没涨|了吗|了没)|变了(?:吗|没)")] private static partial Regex AsksRise();
    [GeneratedRegex("标准|多少|规定|政策|怎么|几|要求|条件")] private static partial Regex AsksRule();
}
