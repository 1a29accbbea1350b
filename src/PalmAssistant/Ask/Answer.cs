using PalmAssistant.Access;
using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>What running a scoped plan gave: an <see cref="Answer"/>, or that it took too long.</summary>
public abstract record QueryResult;

public sealed record TookTooLong(TimeSpan Limit) : QueryResult;

/// <summary>An earlier day is asked for than the register remembers. <paramref name="Since"/>: the first day it knows; null = it keeps no past of these records.</summary>
public sealed record NotKnownThen(DateOnly Day, DateOnly? Since) : QueryResult;

/// <summary>The result of one scoped plan. A figure has a Value; a table or list has Columns and Rows.</summary>
public sealed record Answer(ScopedPlan Scoped, AnswerKind Kind) : QueryResult
{
    public decimal? Value { get; init; }
    public string Unit { get; init; } = "";

    /// <summary>Said in place of a figure that is withheld: 少于5; in tables the cell itself says it.</summary>
    public string? Instead { get; init; }
    public IReadOnlyList<AnswerColumn> Columns { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; init; } = [];

    /// <summary>Of a profile's columns: which source said it and when.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows in all: groups of a table, records of a list.</summary>
    public int Total { get; init; }

    /// <summary>Offset of the first row shown.</summary>
    public int Offset { get; init; }

    /// <summary>Ids of the records shown, and of the persons among them (for the audit).</summary>
    public IReadOnlyList<int> RecordIds { get; init; } = [];
    public IReadOnlyList<int> PersonIds { get; init; } = [];

    /// <summary>The answer in one sentence, where a table alone does not say it: both days, both figures, the difference.</summary>
    public string? Headline { get; init; }

    /// <summary>What a reader of the figure must know: same-named estates added up, zero regions left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    public IReadOnlyList<SourceRow> Sources { get; init; } = [];
    public IReadOnlyList<string> Sql { get; init; } = [];
    public TimeSpan Took { get; init; }
}

public enum AnswerKind { Number, Table, List, Profile }

/// <param name="Type">text, number or date</param>
public sealed record AnswerColumn(string Name, string Type);
