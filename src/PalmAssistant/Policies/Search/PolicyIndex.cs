using System.Text.RegularExpressions;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Search;

/// <summary>One clause in the index.</summary>
/// <param name="Asks">what kinds of question its wording answers</param>
public sealed record IndexedClause(int Entry, int DocumentEntry, PolicyDocument Document, StandingClause Standing, Intent Asks)
{
    public Clause Clause => Standing.Clause;
    /// <summary>为…制定本办法, 由…负责解释, 自…起施行: hardly ever what is asked.</summary>
    public bool IsFrame { get; init; }
    /// <summary>A blank form or model letter in an annex.</summary>
    public bool IsForm { get; init; }
    /// <summary>A document of a higher level whose subject a document of this district rules in detail.</summary>
    public bool HasLowerLevel { get; init; }
}

/// <summary>A snapshot of the library made ready for questions: clauses and documents, each with an inverted index. Immutable once built.</summary>
public sealed partial class PolicyIndex
{
    private readonly List<IndexedClause> clauses = [];
    private readonly List<PolicyDocument> documents;

    public PostingIndex ByClause { get; } = new();
    public PostingIndex ByDocument { get; } = new();
    public IReadOnlyList<IndexedClause> Clauses => clauses;
    public IReadOnlyList<PolicyDocument> Documents => documents;
    public Standing Today { get; }
    /// <summary>云湾区, 澜州市: the places whose rules these are.</summary>
    public IReadOnlySet<string> Regions { get; }

    public PolicyIndex(IEnumerable<PolicyDocument> library, DateOnly today)
    {
        documents = [.. library.Where(d => d.State == DocumentState.Published)];
        Today = new(documents, today);
        Regions = documents.SelectMany(d => RegionOf().Matches($"{d.Metadata.Issuer} {d.Name}").Select(m => m.Groups["name"].Value)).ToHashSet();
        foreach (var document in documents) AddDocument(document);
        ByClause.Seal();
        ByDocument.Seal();
    }

    private void AddDocument(PolicyDocument document)
    {
        var standing = Today.Clauses(document).ToList();
        var subject = Subject(document.Name);
        var lower = document.Metadata.Level != "区" && documents.Any(d => d.Metadata.Level == "区" && Today.Of(d) == Validity.InForce && SharesSubject(subject, Subject(d.Name)));
        var entry = ByDocument.Add([(subject, 3), .. standing.SelectMany(s => new (string, float)[] { ($"{s.Clause.Chapter} {s.Clause.Heading}", 1.5f), (s.Clause.Text, 1) })]);
        foreach (var clause in standing)
        {
            var head = $"{ChapterName(clause.Clause.Chapter)} {clause.Clause.Heading}";
            var id = ByClause.Add([(subject, 1), (head, 1.5f), (clause.Clause.Text, 1)]);
            clauses.Add(new(id, entry, document, clause, Intents.OfClause(clause.Clause.Text + head))
            {
                IsFrame = Frame().IsMatch(clause.Clause.Text), HasLowerLevel = lower,
                IsForm = clause.Clause.Label.StartsWith("附件", StringComparison.Ordinal) && Form().IsMatch(clause.Clause.Heading ?? ""),
            });
        }
    }

    /// <summary>云湾区高龄津贴发放管理办法 → 高龄津贴发放: the words for the place and for the kind of document say nothing about the subject.</summary>
    public static string Subject(string title) => KindOfDocument().Replace(Place().Replace(title, ""), "");

    /// <summary>Four characters in a row in common: 高龄津贴, 两项补贴.</summary>
    public static bool SharesSubject(string one, string other) => Enumerable.Range(0, Math.Max(0, one.Length - 3)).Any(i => other.AsSpan().IndexOf(one.AsSpan(i, 4), StringComparison.Ordinal) >= 0);

    private static string ChapterName(string? chapter) => chapter is null ? "" : chapter[(chapter.IndexOf(' ') + 1)..];

    [GeneratedRegex("(?:申请|登记|审批|承诺|备案|汇总|统计)表|式样|样式|样表|范本|授权书|承诺书|告知单|通知单|回执|委托书")] private static partial Regex Form();
    [GeneratedRegex(@"^为(?:了)?.{4,120}制定本|^本[\u4e00-\u9fff]{2,6}(?:自|由).{0,60}(?:施行|解释|执行)[^\n]{0,40}$")] private static partial Regex Frame();
    [GeneratedRegex(@"(?:^|[、\s])(?:中共)?(?<name>[\u4e00-\u9fff]{2,4}?(?:省|市|区|县))")] private static partial Regex RegionOf();
    [GeneratedRegex(@"^(?:中共)?[\u4e00-\u9fff]{2,4}?(?:省|市|区|县)(?:[\u4e00-\u9fff]{2,4}?(?:市|区|县))?(?:人民政府(?:办公室)?|(?:区|市)委[\u4e00-\u9fff]{2,8}部)?(?=.{4})|关于(?:印发|进一步|做好|调整|加强|建立|开展|提高|规范)*")] private static partial Regex Place();
    [GeneratedRegex(@"(?:管理|实施|暂行|试行|若干|有关|工作)*(?:办法|规定|细则|意见|方案|措施|服务指南|指南|通知|公告|通告|条例|规则|答记者问)(?:（[^）]*）)?$")] private static partial Regex KindOfDocument();
}
