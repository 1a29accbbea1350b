using PalmAssistant.Language;

namespace PalmAssistant.Community;

/// <summary>A kind of record that can be asked for, as its catalogue file states it. SQL parts use {t} for the record's own alias, {r} for a related one, {j} for a joined part.</summary>
public sealed record RecordDefinition
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    /// <summary>Measure word of a count: 人, 套, 家.</summary>
    public required string Unit { get; init; }
    public required string Table { get; init; }
    /// <summary>The column that identifies a row; person_id for side records.</summary>
    public required string Id { get; init; }
    /// <summary>Counted once per value of this column (force: a person in two roles is one person).</summary>
    public string? Distinct { get; init; }
    public IReadOnlyList<string> Words { get; init; } = [];
    /// <summary>Source names shown under answers where the database does not know better.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
    /// <summary>Departments whose matter it is.</summary>
    public IReadOnlyList<string> Business { get; init; } = [];
    /// <summary>Tags one of which must be granted to see the record at all.</summary>
    public IReadOnlyList<string> Sensitive { get; init; } = [];
    /// <summary>Holds unless the question compares the same field itself: 在保, newest year.</summary>
    public Condition? Current { get; init; }
    /// <summary>The date field that says when a record began (成立日期, 起始年月, 发证日期), for 新增 by date.</summary>
    public string? Begins { get; init; }
    public IReadOnlyDictionary<string, JoinDefinition> Joins { get; init; } = new Dictionary<string, JoinDefinition>();
    /// <summary>Default columns of a list.</summary>
    public IReadOnlyList<string> List { get; init; } = [];
    public IReadOnlyList<string> Profile { get; init; } = [];
    public IReadOnlyList<PopulationDefinition> Populations { get; init; } = [];
    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];
    public IReadOnlyList<RelationDefinition> Relations { get; init; } = [];

    public FieldDefinition? Field(string key) => Fields.FirstOrDefault(f => f.Key == key);
    public RelationDefinition? Relation(string key) => Relations.FirstOrDefault(r => r.Key == key);
    public PopulationDefinition Population(string? key) =>
        Populations.FirstOrDefault(p => p.Key == key) ?? Populations.First(p => p.Default);
}

public sealed record JoinDefinition(string Table, string On);

/// <summary>Who is counted, and where: the columns that say in which region, estate and house a record counts.</summary>
public sealed record PopulationDefinition
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<string> Words { get; init; } = [];
    public string? Where { get; init; }
    /// <summary>Populations it lies within by its very meaning.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];
    /// <summary>Values ("field=label") nobody of it can have.</summary>
    public IReadOnlyList<string> Apart { get; init; } = [];
    /// <summary>Fields that, once compared or grouped by, lift <see cref="Where"/> (登记状态 lifts 在业).</summary>
    public IReadOnlyList<string> LiftedBy { get; init; } = [];
    public required string Region { get; init; }
    public string? Estate { get; init; }
    public string? House { get; init; }
    public string? Unit { get; init; }
    public bool Default { get; init; }
    public IReadOnlyList<string> Business { get; init; } = [];
    public string Definition { get; init; } = "";
}

public sealed record FieldDefinition
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required FieldKind Kind { get; init; }
    public string Unit { get; init; } = "";
    public IReadOnlyList<string> Words { get; init; } = [];
    public IReadOnlyList<ValueTerm> Values { get; init; } = [];
    /// <summary>What is computed when the field is named: 户均人口 is the average of another field.</summary>
    public FigureTerm? Figure { get; init; }
    /// <summary>The texts it holds are read from the database, so that they are understood as they are written.</summary>
    public bool Known { get; init; }
    /// <summary>Domain of <c>community.value_code</c> for coded fields.</summary>
    public string? Domain { get; init; }
    public string? Column { get; init; }
    /// <summary>Key of the record's join that holds the column; null = the record's own table.</summary>
    public string? Join { get; init; }
    /// <summary>Put together by code from several columns: "address", "tags".</summary>
    public string? Compose { get; init; }
    /// <summary>"id" or "phone": shown masked.</summary>
    public string? Mask { get; init; }
    /// <summary>Says who somebody is: never part of a figure's row, needs the identity lock.</summary>
    public bool Personal { get; init; }
    public IReadOnlyList<string> Business { get; init; } = [];
    public bool Groups { get; init; }
    public bool Lists { get; init; } = true;
    /// <summary>Region level of a place field: 1 区, 2 街道, 3 社区, 4 网格.</summary>
    public int? Level { get; init; }
    /// <summary>"estate", "building", "unit", "room".</summary>
    public string? Part { get; init; }
    /// <summary>Default lower bounds of age bands, years.</summary>
    public IReadOnlyList<int> Bands { get; init; } = [];
    /// <summary>The first label is the most: 二级以上 of a disability is 一级 and 二级.</summary>
    public bool Reverse { get; init; }
    /// <summary>"newest" is defined for it: the newest month or year on file.</summary>
    public bool Newest { get; init; }
    public string? Definition { get; init; }
}

public sealed record RelationDefinition
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public required string Record { get; init; }
    public IReadOnlyList<string> Words { get; init; } = [];
    public required string On { get; init; }
    /// <summary>More than one related record is possible.</summary>
    public bool Many { get; init; } = true;
}

/// <summary>A tag: decided by a <see cref="Rule"/> over fields and relations, or written by people (<see cref="By"/> = "survey").</summary>
public sealed record TagDefinition
{
    public required string Name { get; init; }
    public string Record { get; init; } = "person";
    public string? Family { get; init; }
    public IReadOnlyList<string> Words { get; init; } = [];
    public required string Definition { get; init; }
    public bool Sensitive { get; init; }
    public IReadOnlyList<string> Business { get; init; } = [];
    public Condition? Rule { get; init; }
    public string? By { get; init; }
}

/// <summary>A colloquial phrase and the condition it stands for.</summary>
public sealed record PhraseDefinition
{
    public required IReadOnlyList<string> Words { get; init; }
    public required string Record { get; init; }
    public required Condition Where { get; init; }
    public string? Population { get; init; }
}
