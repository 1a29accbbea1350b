using System.Text.RegularExpressions;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;
using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Policies.Answers;

/// <summary>Answers a question from one snapshot of the library. Pure: no clock, no database.</summary>
public sealed partial class PolicyAnswers(PolicyShelf.Snapshot shelf, NearClauses? near = null, RankingWeights? weights = null, Ranking? known = null, IReadOnlyList<Place>? home = null)
{
    /// <summary>Below these shares of the question's content words a clause, or its document, is no basis for an answer.</summary>
    private const float LeastKnownByDocument = 0.56f, MoreForStrange = 0.18f, LeastKnownByClause = 0.3f, LeastKnownWhenNamed = 0.36f, LeastKnownToGoOn = 0.34f, KnownBetter = 0.15f;
    private const int MostCited = 3;
    private const float LeastOfBest = 0.6f, SurelyKnown = 0.6f, MostlyKnown = 0.8f;

    /// <summary>A question this like a confirmed one needs no shared words with the clause.</summary>
    private const float ConfirmedLikeness = 0.7f;

    private readonly PolicyIndex index = shelf.Index;
    private readonly Ranking ranking = known ?? new(shelf.Index, weights ?? new());

    /// <summary>The same, with what the vector arm found; what the words found is not looked up again.</summary>
    public PolicyAnswers With(NearClauses found) => new(shelf, found, weights, ranking, home);

    /// <param name="about">the subject of the conversation so far, for a question that names none or goes on; its documents lead</param>
    /// <param name="emphasis">the words of a follow-up that are new</param>
    public PolicyAnswer Answer(string text, string? about = null, string? emphasis = null)
    {
        var asked = PolicyQuestion.Read(text, shelf.Words, shelf.Day, emphasis);
        var isVague = IsVague(asked);
        if (isVague && about is null) return TooVague(asked);
        var question = isVague && about is not null ? PolicyQuestion.Read($"{about}，{text}", shelf.Words, shelf.Day) : asked;
        var places = AskedPlaces.Of(question, index, home ?? []);
        if (question.Regions.FirstOrDefault(r => !index.Regions.Contains(r) && !index.Regions.Any(known => known.Contains(r, StringComparison.Ordinal) || r.EndsWith(known, StringComparison.Ordinal))) is { } elsewhere)
            return new(AnswerKind.OtherRegion, $"知识库里没有{elsewhere}的政策，只有{string.Join("、", index.Regions.Take(4))}的，不能拿来回答。", [], [], null);
        var standing = index.StandingOn(question.Day);
        var remembered = shelf.Confirmed?.Recall(WideTerms.Of(question.Text, shelf.Words));
        var found = BasisFirst(question, ranking.Find(question, standing.Of, v => v == Validity.InForce, remembered, near, about, places), places);
        if (found.Count == 0 || !IsBasis(found[0]) || IsOfAnother(question, found[0]) || IsMentionedInPassing(question, found[0])) return new(AnswerKind.NoBasis, NoBasis(places), [], [], found.Count > 0 ? found[0] : null);
        return Compose(question, DistrictFirst(question, found), standing);
    }

    /// <summary>Of the question one thing alone is known, and the document names it but once, among other things (身份证、户口簿、宅基地使用证): its subject is another.</summary>
    private static bool IsMentionedInPassing(PolicyQuestion question, Found best)
    {
        if (best.Likeness >= ConfirmedLikeness || best.TitleCoverage >= 0.1f) return false;
        var text = string.Join('\n', best.Clause.Document.Clauses.Select(c => $"{c.Heading}\n{c.Text}"));
        var content = question.Content.Where(word => word.Weight > 0.1f && !word.IsVague).ToList();
        var known = content.Select(word => (word.Weight, Name: word.Meanings.Prepend(word.Text).FirstOrDefault(w => text.Contains(w, StringComparison.Ordinal)))).Where(k => k.Name is not null).ToList();
        if (known.Sum(k => k.Weight) < MostlyKnown * content.Sum(word => word.Weight)) return false;
        var thing = known.Count == 0 ? null : string.Concat(known.Select(k => k.Name));
        if (thing is null || text.IndexOf(thing, StringComparison.Ordinal) is not (>= 0 and var at) || text.IndexOf(thing, at + 1, StringComparison.Ordinal) >= 0) return false;
        var line = text[(text.LastIndexOf('\n', at) + 1)..(text.IndexOf('\n', at) is var end && end > 0 ? end : text.Length)];
        if (question.Units.Any(unit => unit.IsMatch(line)) || question.Content.Any(word => !content.Contains(word) && word.Meanings.Prepend(word.Text).Any(w => line.Contains(w, StringComparison.Ordinal)))) return false;
        return Enumerated().IsMatch(line.Replace(thing, "＊", StringComparison.Ordinal));
    }

    [GeneratedRegex("[、或和]＊|＊[^，。；、\\n]{0,4}(?:、|或者|和|（)|^[（(][一二三四五六七八九十]+[）)]＊")] private static partial Regex Enumerated();

    private static string NoBasis(AskedPlaces places) => places.Named ? $"现有政策文件里没有找到{string.Join("、", places.All.Select(p => p.Name))}在这件事上的依据。" : "现有政策文件里没有找到依据。";

    /// <summary>Rules of another place than the one named are no basis; what shares a few characters with the question gives way to what knows its words.</summary>
    private IReadOnlyList<Found> BasisFirst(PolicyQuestion question, IReadOnlyList<Found> found, AskedPlaces places)
    {
        if (places.Named) found = [.. found.Where(f => f.PlaceFit > Places.Elsewhere)];
        if (found.Count == 0 || IsBasis(found[0])) return found;
        var first = found.TakeWhile(f => f.Score > LeastOfBest * found[0].Score).FirstOrDefault(f => f.ClauseCoverage >= SurelyKnown && IsBasis(f) && !IsOfAnother(question, f));
        return first is null ? found : [first, .. found.Where(f => f != first)];
    }

    /// <summary>A clause, and the title of its document, know nearly all the words of a sentence that might ask for something else altogether.</summary>
    public bool IsPlainlyAbout(string text) =>
        Answer(text) is { Kind: AnswerKind.Answered, Nearest: { ClauseCoverage: >= 0.6f, DocumentCoverage: >= 0.75f, TitleCoverage: >= 0.25f } };

    /// <summary>A clause knows enough of the words that it may well be meant, though the sentence names no rule.</summary>
    public bool SpeaksOf(string text) => Answer(text) is { Kind: AnswerKind.Answered, Nearest: { ClauseCoverage: >= 0.35f, DocumentCoverage: >= 0.6f } };

    /// <summary>A document knows a good part of the words, and no other much more of them; or there are none to know.</summary>
    public bool IsKnownTo(string text, string title, string? number)
    {
        var question = PolicyQuestion.Read(text, shelf.Words, shelf.Day);
        if (!question.Content.Any(word => word.Weight > 0.1f && !word.IsVague)) return true;
        var found = ranking.Find(question, index.StandingOn(question.Day).Of, v => v == Validity.InForce);
        bool IsIt(Found f) => f.Clause.Document.Name == title && f.Clause.Document.Metadata.Number == number;
        var known = found.Where(IsIt).Select(f => f.DocumentCoverage).DefaultIfEmpty().Max();
        return known >= LeastKnownToGoOn && known + KnownBetter >= found.Where(f => !IsIt(f)).Select(f => f.ClauseCoverage).DefaultIfEmpty().Max();
    }

    /// <summary>A higher document that sets a frame gives way to the district's own document on the same subject, which decides here; it stays second.</summary>
    private static IReadOnlyList<Found> DistrictFirst(PolicyQuestion question, IReadOnlyList<Found> found)
    {
        if (!found[0].Clause.HasLowerLevel || found[0].Likeness >= ConfirmedLikeness || question.AsksHigherLevel || question.Intents == Intent.None) return found;
        var subject = found[0].Clause.Subject;
        var own = found.Where(f => f.Clause.Document.Metadata.Level == "区" && f.PlaceFit >= found[0].PlaceFit && PolicyIndex.SharesSubject(subject, f.Clause.Subject) && (f.Clause.Asks & question.Intents) != 0)
            .FirstOrDefault(f => f.Score > 0.45f * found[0].Score && (question.Facts.Age is not { } age || AgeRange.In(f.Clause.Clause.Text).Any(r => r.Holds(age))));
        return own is null ? found : [own, .. found.Where(f => f != own)];
    }

    private bool IsBasis(Found best) => best.Likeness >= ConfirmedLikeness || best.DocumentCoverage >= LeastKnownByDocument + MoreForStrange * best.Strange && best.ClauseCoverage >= LeastKnownByClause
        || best.NamesSubject && best.DocumentCoverage >= LeastKnownWhenNamed && best.ClauseCoverage >= LeastKnownByClause;

    /// <summary>The sentence names what a paper is about (维修资金, 课后服务), and a clause of it may answer.</summary>
    public bool NamesSubject(string text) => Answer(text) is { Kind: AnswerKind.Answered, Nearest.NamesSubject: true };

    /// <summary>
    /// The question names the subject of another document (one out of force, say) that this one never mentions; or a deed of its own kind (贷多少, 赔多少) that the clause does not know.
    /// </summary>
    private bool IsOfAnother(PolicyQuestion question, Found best)
    {
        if (best.Likeness >= ConfirmedLikeness) return false;
        if (Deed().Match(question.Text) is { Success: true } deed && !best.Clause.Clause.Text.Contains(deed.Groups["deed"].Value, StringComparison.Ordinal)) return true;
        var document = best.Clause.Document;
        // 考, 分, 人 stand in any document.
        if (question.Content.Count > 0 && !question.Content.Any(word => (word.Text.Length > 1 || word.Meanings.Count > 0) && word.Meanings.Prepend(word.Text).Any(PartlyKnown))) return true;
        bool PartlyKnown(string word) => Knows(word) || word.Length > 2 && Knows(word[^2..]);
        bool Knows(string word) => document.Name.Contains(word, StringComparison.Ordinal) || document.Clauses.Any(c => c.Text.Contains(word, StringComparison.Ordinal) || c.Heading?.Contains(word, StringComparison.Ordinal) == true);
        return question.Content.Any(word => word is { Weight: >= 0.9f, Text.Length: > 1, Meanings.Count: 0 } && !Knows(word.Text) && index.Subjects.Any(subject => subject.Contains(word.Text, StringComparison.Ordinal)));
    }

    [GeneratedRegex("(?<deed>[贷赔借押捐])(?:款|钱|付|偿)?(?:到)?多少")] private static partial Regex Deed();

    private bool IsVague(PolicyQuestion question) =>
        question.Content.All(word => shelf.Words.Vague.Contains(word.Text) || word.Meanings.Count > 0 && word.Meanings.All(shelf.Words.Vague.Contains)) && !question.Facts.HasCase;

    private PolicyAnswer TooVague(PolicyQuestion question)
    {
        var scores = new float[index.ByDocument.Count];
        index.ByDocument.Score(question.Terms, scores);
        var likely = index.DocumentOfEntry.Select((d, i) => (Document: d, Score: scores[i])).Where(x => x.Score > 0 && index.IsAlive(x.Document) && index.Today.Of(x.Document) == Validity.InForce).OrderByDescending(x => x.Score)
            .Select(x => PolicyIndex.Subject(x.Document.Name)).Where(s => s.Length is > 1 and < 20).Distinct().Take(5);
        return new(AnswerKind.TooVague, "您问的是哪一项政策？请说出事项，例如：", [], [.. likely.Select(s => (s, s + question.Text))], null);
    }

    private PolicyAnswer Compose(PolicyQuestion question, IReadOnlyList<Found> found, Standing standing)
    {
        var deciding = new Deciding(index, question);
        var chosen = Choose(question, found, deciding);
        var cited = chosen.SelectMany(f => Cite(f, deciding, standing)).DistinctBy(c => (c.Document.Id, c.Label)).Take(MostCited + 1).ToList();
        if (!question.AsksAnotherYear) cited.AddRange(Upcoming(question, found[0], deciding));
        var lead = Amounts.Of(question, chosen, deciding) ?? deciding.Of(chosen[0].Clause);
        if (MonthsOfStandard.Of(question, chosen[0].Clause, about => Standard(about, standing)) is { } months)
        {
            lead = $"{lead}\n{months.Says}";
            if (cited.All(c => c.Document.Id != months.Standard.Document.Id || c.Label != months.Standard.Clause.Label)) cited.Insert(1, new(months.Standard.Document, months.Standard.Clause.Label, Quotes.Of(months.Standard, new Deciding(index, PolicyQuestion.Read(months.About, shelf.Words, shelf.Day))), Validity.InForce));
        }
        var difference = Difference.FromBefore(question, chosen[0], index) ?? Difference.BetweenLevels(question, chosen[0], found, index);
        if (difference is not null)
        {
            lead = $"{lead}\n{difference.Says}";
            foreach (var (clause, validity) in difference.Cited.Reverse())
            {
                cited.RemoveAll(c => c.Document.Id == clause.Document.Id && c.Label == clause.Clause.Label && (c.Document.Id, c.Label) != (chosen[0].Clause.Document.Id, chosen[0].Clause.Clause.Label));
                if (cited.All(c => c.Document.Id != clause.Document.Id || c.Label != clause.Clause.Label)) cited.Insert(1, new(clause.Document, clause.Clause.Label, Quotes.Of(clause, deciding), validity));
            }
        }
        var notes = Notes(question, chosen[0], cited, standing, difference is not null);
        return new(AnswerKind.Answered, notes.Length > 0 ? $"{lead}\n{notes}" : lead, cited, [], found[0]);
    }

    /// <summary>The clause in force that sets a standard which another counts in.</summary>
    private IndexedClause? Standard(string about, Standing standing) =>
        ranking.Find(PolicyQuestion.Read(about, shelf.Words, shelf.Day), standing.Of, v => v == Validity.InForce).Take(5).FirstOrDefault(f => f.ClauseCoverage > 0.5f && f.Clause.Asks.HasFlag(Intent.Amount))?.Clause;

    /// <summary>The best clause, then for each further thing asked the best of the same document, then what comes next.</summary>
    private static List<Found> Choose(PolicyQuestion question, IReadOnlyList<Found> found, Deciding deciding)
    {
        var chosen = new List<Found> { found[0] };
        var open = question.Intents & (Intent.Amount | Intent.Time | Intent.Materials | Intent.Place | Intent.Conditions | Intent.Penalty) & ~found[0].Clause.Asks;
        if (question.Intents.HasFlag(Intent.Eligible) && question.Facts.HasCase) open |= Intent.Amount & ~found[0].Clause.Asks;
        foreach (var intent in Enum.GetValues<Intent>().Where(i => i != Intent.None && open.HasFlag(i)))
            if (found.Where(f => f.Clause.Document.Id == found[0].Clause.Document.Id && f.Clause.Asks.HasFlag(intent) && f.Score > 0.35f * found[0].Score && !f.Clause.IsFrame && !chosen.Contains(f) && Statement.Of(f.Clause.Clause).Count > 0)
                    .MaxBy(f => f.Score * (1 + 0.1f * Math.Max(0, deciding.Rank(f.Clause)[0].Score))) is { } more && chosen.Count < 2) chosen.Add(more);
        if (question.Facts.Household is { } people && found.FirstOrDefault(f => f.Clause.Document.Id == found[0].Clause.Document.Id && f.Clause.Clause.Text.Contains($"{people}人户", StringComparison.Ordinal)) is { } size && !chosen.Contains(size)) chosen.Add(size);
        foreach (var next in found.Skip(1).Where(f => f.Score > 0.6f * found[0].Score))
            if (chosen.Count < MostCited && !chosen.Contains(next)) chosen.Add(next);
        return chosen;
    }

    /// <summary>An amended clause is cited with the amendment that gave it its wording, that first.</summary>
    private IEnumerable<Cited> Cite(Found found, Deciding deciding, Standing standing)
    {
        var clause = found.Clause;
        if (standing != index.Today && standing.Clauses(clause.Document).FirstOrDefault(s => s.Clause.Label == clause.Clause.Label) is { } then) clause = clause with { Standing = then };
        if (clause.Standing.AmendedBy is { } source)
            yield return new(source.Document, source.Clause.Label, source.Clause.Text, standing.Of(source.Document), $"修改了《{clause.Document.Name}》{clause.Clause.Label}");
        yield return new(clause.Document, clause.Clause.Label, Quotes.Of(clause, deciding), found.Validity, clause.Standing.AmendedBy is { } by ? $"按《{by.Document.Name}》修改后的条文" : null);
    }

    /// <summary>A rule on the same subject that is published but not yet in force is worth knowing, and is marked as such.</summary>
    private IEnumerable<Cited> Upcoming(PolicyQuestion question, Found best, Deciding deciding)
    {
        if (!index.HasUpcoming) yield break;
        var later = ranking.Find(question, index.Today.Of, v => v == Validity.NotYet).FirstOrDefault();
        if (later is null || later.DocumentCoverage < LeastKnownByDocument || later.ClauseCoverage < 0.8f * best.ClauseCoverage || !IsAbout(later, best)) yield break;
        yield return new(later.Clause.Document, later.Clause.Clause.Label, Quotes.Of(later.Clause, deciding), Validity.NotYet);
    }

    private static bool IsAbout(Found later, Found best) =>
        later.TitleCoverage >= 0.3f || PolicyIndex.SharesSubject(later.Clause.Subject, best.Clause.Subject);

    private string Notes(PolicyQuestion question, Found best, List<Cited> cited, Standing standing, bool isCompared)
    {
        var notes = new List<string>();
        if (question.AsksAnotherYear) notes.Add($"（按{question.Day:yyyy年}的规定{(index.Today.Of(best.Clause.Document) is var now && now != Validity.InForce ? $"，该文件现在{now.Chinese()}" : "")}。）");
        if (Deadlines.Passed(best.Clause.Clause.Text, shelf.Day) is { } ended) notes.Add($"（注意：{ended}，现在已过期限。）");
        if (cited.FirstOrDefault(c => c.Validity == Validity.NotYet) is { } later) notes.Add($"（另有《{later.Document.Name}》自{later.Document.Effective:yyyy年M月d日}起施行，现在尚未施行。）");
        if (!isCompared && LevelsDiffer(cited) is { } levels) notes.Add(levels);
        if (best.PlaceFit < 1 && index.PlacesOfEntry[best.Clause.DocumentEntry].Own is { Kind: PlaceKind.District or PlaceKind.Street } other) notes.Add($"（这是{other.Name}的规定，不是您所在地的，仅供参考。）");
        return string.Join('\n', notes);
    }

    /// <summary>Higher and lower levels both say something on it: told, with which is which.</summary>
    private static string? LevelsDiffer(List<Cited> cited)
    {
        var inForce = cited.Where(c => c.Validity == Validity.InForce).ToList();
        var city = inForce.MaxBy(c => Levels.Rank(c.Document.Metadata.Level));
        var district = inForce.MinBy(c => Levels.Rank(c.Document.Metadata.Level));
        if (city is null || district is null || city.Document.Metadata.Level == district.Document.Metadata.Level || !PolicyIndex.SharesSubject(PolicyIndex.Subject(city.Document.Name), PolicyIndex.Subject(district.Document.Name))) return null;
        return $"（{Levels.Chinese(city.Document.Metadata.Level)}的依据：《{city.Document.Name}》{city.Label}；{Levels.Chinese(district.Document.Metadata.Level)}的依据：《{district.Document.Name}》{district.Label}。两级都有规定，不一致的以文件写明的为准，没有写明的请向主管部门核实。）";
    }
}
