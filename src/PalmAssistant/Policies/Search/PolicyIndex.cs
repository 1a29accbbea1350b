using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Search;

/// <summary>One clause in the index.</summary>
/// <param name="Subject">of its document: 高龄津贴发放</param>
public sealed partial record IndexedClause(int Entry, int DocumentEntry, PolicyDocument Document, StandingClause Standing, string Subject)
{
    private Intent? asks;
    private Shape? shape;

    [Flags]
    private enum Shape { Plain = 0, Frame = 1, Definition = 2, Form = 4, Papers = 8 }

    public Clause Clause => Standing.Clause;
    /// <summary>What kinds of question its wording answers. Worked out when first asked for: of half a million clauses few ever are.</summary>
    public Intent Asks => asks ??= Intents.OfClause($"{Clause.Text}{PolicyIndex.ChapterName(Clause.Chapter)} {Clause.Heading}");
    /// <summary>为…制定本办法, 由…负责解释, 自…起施行: hardly ever what is asked.</summary>
    public bool IsFrame => ShapeOf().HasFlag(Shape.Frame);
    /// <summary>本办法所称…，是指…: what words mean, hardly what one may do.</summary>
    public bool IsDefinition => ShapeOf().HasFlag(Shape.Definition);
    /// <summary>A blank form or model letter in an annex.</summary>
    public bool IsForm => ShapeOf().HasFlag(Shape.Form);
    /// <summary>应当提交下列材料: what to hand in.</summary>
    public bool IsPapers => ShapeOf().HasFlag(Shape.Papers);
    /// <summary>A document of a higher level whose subject a document of this district rules in detail.</summary>
    public bool HasLowerLevel { get; init; }

    private Shape ShapeOf() => shape ??= (FrameWords().IsMatch(Clause.Text) ? Shape.Frame : 0) | (DefinitionWords().IsMatch(Clause.Text) ? Shape.Definition : 0) | (PapersWords().IsMatch(Clause.Text) ? Shape.Papers : 0)
        | (Clause.Label.StartsWith("附件", StringComparison.Ordinal) && FormWords().IsMatch(Clause.Heading ?? "") ? Shape.Form : 0);

    [GeneratedRegex("(?:申请|登记|审批|承诺|备案|汇总|统计)表|式样|样式|样表|范本|授权书|承诺书|告知单|通知单|回执|委托书")] private static partial Regex FormWords();
    [GeneratedRegex(@"^[^。\n]{0,40}(?:提交|提供|携带|出示)(?:下列|以下)?[^。\n]{0,12}(?:材料|身份证|户口簿)|^(?:申请|申领|办理)?(?:所需)?材料\n")] private static partial Regex PapersWords();
    [GeneratedRegex(@"^本[\u4e00-\u9fff]{2,6}所称[^。]{1,40}是指")] private static partial Regex DefinitionWords();
    [GeneratedRegex(@"^为(?:了)?.{4,120}制定本|^[^\n]{0,160}(?:现|作|提出|制定)[^\n。]{0,60}如下[:：。]?$|^本[\u4e00-\u9fff]{2,6}(?:自|由).{0,60}(?:施行|解释|执行)[^\n]{0,140}$")] private static partial Regex FrameWords();
}

/// <summary>
/// A snapshot of the library made ready for questions: clauses and documents, each with an inverted index. Immutable once built;
/// <see cref="With"/> lays changed documents over it. Entries of documents that gave way stay in the index, dead.
/// </summary>
public sealed partial class PolicyIndex
{
    /// <summary>More changed clauses than this share (and this number) are worth a new index.</summary>
    private const float MostLaidOver = 0.1f;
    private const int AlwaysLaidOver = 3000;

    private readonly List<IndexedClause> clauses = [];
    private readonly List<PolicyDocument> documentOfEntry = [];
    private readonly List<string> subjects = [];
    private readonly List<DocumentPlaces> places = [];
    private readonly ConcurrentDictionary<string, string?> above = [];
    private readonly Dictionary<long, PolicyDocument> documents;
    private readonly ConcurrentDictionary<DateOnly, Standing> standings = [];
    private bool? hasUpcoming;
    private readonly Dictionary<long, int> entryOf = [];
    private readonly PolicyIndex whole;
    private readonly HashSet<long> laidOver = [];
    private HashSet<string> districtSubjects = [];

    public PostingIndex ByClause { get; }
    public PostingIndex ByDocument { get; }
    /// <summary>By entry, dead ones too.</summary>
    public IReadOnlyList<IndexedClause> Clauses => clauses;
    public IEnumerable<IndexedClause> Alive => clauses.Where(IsAlive);
    /// <summary>The entry of a clause by its id in the database.</summary>
    public IReadOnlyDictionary<long, int> EntryOf => entryOf;
    public IReadOnlyCollection<PolicyDocument> Documents => documents.Values;
    /// <summary>By entry in <see cref="ByDocument"/>, dead ones too.</summary>
    public IReadOnlyList<PolicyDocument> DocumentOfEntry => documentOfEntry;
    public Standing Today { get; }
    /// <summary>Subjects of documents by entry in <see cref="ByDocument"/>, dead ones too.</summary>
    public IReadOnlyList<string> Subjects => subjects;
    /// <summary>Something is published that is not yet in force.</summary>
    public bool HasUpcoming => hasUpcoming ??= documents.Values.Any(d => Today.Of(d) == Validity.NotYet);

    /// <summary>What holds on another day; a few days are remembered.</summary>
    public Standing StandingOn(DateOnly day)
    {
        if (day == Today.Day) return Today;
        if (standings.Count > 8) standings.Clear();
        return standings.GetOrAdd(day, wanted => new(documents.Values, wanted));
    }

    /// <summary>云湾区, 澜州市: the places whose rules these are.</summary>
    public IReadOnlySet<string> Regions { get; }

    /// <summary>By entry in <see cref="ByDocument"/>: whose rules they are.</summary>
    public IReadOnlyList<DocumentPlaces> PlacesOfEntry => places;

    /// <summary>The places a question names, in full (云湾区) or as people say them (云湾的).</summary>
    public IReadOnlyList<Place> PlacesNamed(string text, IEnumerable<string> inFull)
    {
        var named = Regions.Where(name => text.Contains(name, StringComparison.Ordinal)).ToHashSet();
        named.UnionWith(inFull);
        if (named.Count == 0) named.UnionWith(Regions.Where(name => new Place(name, PlaceKind.District).Short is { Length: > 1 } called && text.Contains(called, StringComparison.Ordinal) && name != called));
        return [.. named.Where(name => !named.Any(other => other.Length > name.Length && other.Contains(name, StringComparison.Ordinal))).Select(name => new Place(name, Kinds.GetValueOrDefault(name, Places.KindOf(name))))];
    }

    private Dictionary<string, PlaceKind> Kinds => kinds ??= places.SelectMany(p => p.All).DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Kind);
    private Dictionary<string, PlaceKind>? kinds;

    /// <summary>The city above a district, where papers of the district name both or speak of one city of the library alone.</summary>
    public string? CityAbove(string district) => above.GetOrAdd(district, FindCityAbove);

    private string? FindCityAbove(string district)
    {
        var own = places.Select((p, entry) => (Places: p, entry)).Where(x => x.Places.Own?.Name == district).ToList();
        if (own.SelectMany(x => x.Places.All).Where(p => p.Kind == PlaceKind.City).Select(p => p.Name).FirstOrDefault() is { } stated) return stated;
        var cities = places.Select(p => p.Own).OfType<Place>().Where(p => p.Kind == PlaceKind.City).Select(p => p.Name).Distinct().ToList();
        var spoken = cities.Where(city => own.Take(MostRead).Any(x => documentOfEntry[x.entry].Clauses.Any(c => c.Text.Contains(city, StringComparison.Ordinal)))).ToList();
        return spoken.Count == 1 ? spoken[0] : null;
    }

    private const int MostRead = 40;

    public PolicyIndex(IEnumerable<PolicyDocument> library, DateOnly today)
    {
        documents = library.Where(d => d.State == DocumentState.Published).ToDictionary(d => d.Id);
        (whole, ByClause, ByDocument, Today) = (this, new(), new(), new(documents.Values, today));
        Regions = RegionsOf(documents.Values);
        Add(documents.Values);
    }

    /// <summary>The index with some documents changed.</summary>
    private PolicyIndex(PolicyIndex whole, Dictionary<long, PolicyDocument> documents, HashSet<long> changed, Standing today)
    {
        (this.whole, this.documents, laidOver, Today) = (whole, documents, changed, today);
        (ByClause, ByDocument) = (new(whole.ByClause), new(whole.ByDocument));
        clauses.AddRange(whole.clauses);
        documentOfEntry.AddRange(whole.documentOfEntry);
        subjects.AddRange(whole.subjects);
        places.AddRange(whole.places);
        entryOf = new(whole.entryOf);
        Regions = RegionsOf(documents.Values);
        Add(changed.Where(documents.ContainsKey).Select(id => documents[id]).OrderBy(d => d.Id));
    }

    /// <summary>This index with these documents new or changed and those gone; null when so much changed that building anew is better.</summary>
    public PolicyIndex? With(IReadOnlyCollection<PolicyDocument> changed, IReadOnlySet<long> gone)
    {
        var now = new Dictionary<long, PolicyDocument>(documents);
        foreach (var id in gone) now.Remove(id);
        foreach (var document in changed.Where(d => d.State == DocumentState.Published)) now[document.Id] = document;
        var moved = changed.Concat(gone.Concat(changed.Select(d => d.Id)).Where(documents.ContainsKey).Select(id => documents[id])).ToList();
        var amended = moved.SelectMany(d => d.Metadata.Relations).Where(r => r.Kind == "amends" || r.Clause is not null).ToList();
        var touched = new HashSet<long>(laidOver.Concat(moved.Select(d => d.Id)));
        if (amended.Count > 0) touched.UnionWith(now.Values.Where(d => amended.Any(r => r.Names(d.Metadata))).Select(d => d.Id));
        var size = touched.Where(now.ContainsKey).Sum(id => now[id].Clauses.Count);
        return size > AlwaysLaidOver && size > MostLaidOver * whole.clauses.Count ? null : new(whole, Renewed(now, touched), touched, new Standing(now.Values, Today.Day));
    }

    /// <summary>A document whose amendment changed is indexed anew, so its old entries must be told from its new ones.</summary>
    private static Dictionary<long, PolicyDocument> Renewed(Dictionary<long, PolicyDocument> documents, HashSet<long> touched)
    {
        foreach (var id in touched.Where(documents.ContainsKey)) documents[id] = documents[id] with { };
        return documents;
    }

    public bool IsAlive(IndexedClause clause) => documents.TryGetValue(clause.Document.Id, out var now) && ReferenceEquals(now, clause.Document);

    public bool IsAlive(PolicyDocument document) => documents.TryGetValue(document.Id, out var now) && ReferenceEquals(now, document);

    private void Add(IEnumerable<PolicyDocument> added)
    {
        districtSubjects = documents.Values.Where(d => d.Metadata.Level == "区" && Today.Of(d) == Validity.InForce).SelectMany(d => Quads(Subject(d.Name))).ToHashSet();
        foreach (var document in added) AddDocument(document);
        ByClause.Seal();
        ByDocument.Seal();
    }

    private void AddDocument(PolicyDocument document)
    {
        var standing = Today.Clauses(document).ToList();
        var subject = Subject(document.Name);
        var lower = document.Metadata.Level is not ("区" or "街道") && Quads(subject).Any(districtSubjects.Contains);
        var entry = ByDocument.Add([(subject, 3), .. standing.SelectMany(s => new (string, float)[] { ($"{s.Clause.Chapter} {s.Clause.Heading}", 1.5f), (s.Clause.Text, 1) })]);
        documentOfEntry.Add(document);
        subjects.Add(subject);
        places.Add(Shared(Places.Of(document)));
        foreach (var clause in standing)
        {
            var head = $"{ChapterName(clause.Clause.Chapter)} {clause.Clause.Heading}";
            var id = ByClause.Add([(subject, 1), (head, 1.5f), (clause.Clause.Text, 1)]);
            if (clause.Clause.Id != 0) entryOf[clause.Clause.Id] = id;
            clauses.Add(new(id, entry, document, clause, subject) { HasLowerLevel = lower });
        }
    }

    private static HashSet<string> RegionsOf(IEnumerable<PolicyDocument> documents) => documents.SelectMany(d => Places.Of(d).All).Select(place => place.Name).ToHashSet();

    private DocumentPlaces Shared(DocumentPlaces read) => places.Count > 0 && places[^1].All.SequenceEqual(read.All) ? places[^1] : read;

    private static IEnumerable<string> Quads(string text) => Enumerable.Range(0, Math.Max(0, text.Length - 3)).Select(i => text.Substring(i, 4));

    /// <summary>云湾区高龄津贴发放管理办法 → 高龄津贴发放: the words for the place and for the kind of document say nothing about the subject.</summary>
    public static string Subject(string title) => KindOfDocument().Replace(Place().Replace(title, ""), "");

    /// <summary>Four characters in a row in common: 高龄津贴, 两项补贴.</summary>
    public static bool SharesSubject(string one, string other) => Enumerable.Range(0, Math.Max(0, one.Length - 3)).Any(i => other.AsSpan().IndexOf(one.AsSpan(i, 4), StringComparison.Ordinal) >= 0);

    internal static string ChapterName(string? chapter) => chapter is null ? "" : chapter[(chapter.IndexOf(' ') + 1)..];

    [GeneratedRegex(@"^[\u4e00-\u9fff、　 ]{2,40}?(?:政府|办公室|办事处|局|委员会|委|厅|部|院|中心|联合会|联|会|队|办)(?=关于)|^(?:中共)?[\u4e00-\u9fff]{2,4}?(?:省|市|区|县|旗)(?:[\u4e00-\u9fff]{2,4}?(?:市|区|县))?(?:人民政府(?:办公室)?|(?:区|市)委[\u4e00-\u9fff]{2,8}部)?(?=.{4})|关于(?:印发|进一步|做好|调整|加强|建立|开展|提高|规范)*")] private static partial Regex Place();
    [GeneratedRegex(@"(?:管理|实施|暂行|试行|若干|有关|工作)*(?:办法|规定|细则|意见|方案|措施|服务指南|指南|通知|公告|通告|条例|规则|答记者问)(?:（[^）]*）)?$")] private static partial Regex KindOfDocument();
}
