using System.Text.Json.Serialization;
using PalmAssistant.Language;

namespace PalmAssistant.Reports.Binding;

/// <summary>What fills a cell. Never SQL: a figure is the same <see cref="QueryPlan"/> a question gives, so it is scoped and shown back in words the same way.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Figure), "figure")]
[JsonDerivedType(typeof(RowField), "field")]
[JsonDerivedType(typeof(RowFlag), "flag")]
[JsonDerivedType(typeof(RowCount), "count")]
[JsonDerivedType(typeof(PlaceCount), "places")]
[JsonDerivedType(typeof(FromAccount), "account")]
[JsonDerivedType(typeof(RowNumber), "number")]
[JsonDerivedType(typeof(RegionName), "region")]
[JsonDerivedType(typeof(Computed), "formula")]
[JsonDerivedType(typeof(Undecided), "ask")]
[JsonDerivedType(typeof(ByReviewer), "review")]
[JsonDerivedType(typeof(Nobody), "none")]
public abstract record CellBinding
{
    /// <summary>The binding said back in words: "实有人口 · 年龄≥80周岁 · 人数".</summary>
    public string Understood { get; init; } = "";

    /// <summary>0 to 1: 1 when every word of the header was placed, less when a note had to help.</summary>
    public double Confidence { get; init; } = 1;

    [JsonIgnore] public bool IsPrefilled => this is Figure or RowField or RowFlag or RowCount or PlaceCount or FromAccount or RegionName;

    /// <summary>True when the platform's data answers it, so nobody needs to be asked.</summary>
    [JsonIgnore] public bool IsKnown => IsPrefilled || this is RowNumber or Computed;
}

/// <summary>Figures of the row's region; two of them where a header wants two in one cell. Pattern: "{0}({1})", "{0}/{1}".</summary>
public sealed record Figure(IReadOnlyList<QueryPlan> Plans, string Pattern = "{0}") : CellBinding;

/// <summary>A field of the row's record ("name", "id_number", "address").</summary>
public sealed record RowField(string Field) : CellBinding;

/// <summary>是 or 否 by whether the row's record meets a condition.</summary>
public sealed record RowFlag(Condition Where, string Yes = "是", string No = "否") : CellBinding;

/// <summary>How many of a plan's persons live in the row's house.</summary>
public sealed record RowCount(QueryPlan Persons) : CellBinding;

/// <summary>How many grids, estates or buildings the row's region has.</summary>
public sealed record PlaceCount(PlacePart Part) : CellBinding;

public enum PlacePart { Grid, Estate, Building }

public sealed record FromAccount(AccountFact Fact) : CellBinding;

public enum AccountFact { Community, Street, StreetAndCommunity, Filler, Date, Month, Secretary, Phone }

public sealed record RowNumber : CellBinding;

/// <summary>The region the row stands for.</summary>
public sealed record RegionName : CellBinding;

public sealed record Computed(string Formula) : CellBinding;

/// <summary>Two readings are possible: the publisher is asked, and until then the cell stays empty.</summary>
public sealed record Undecided(string Question, IReadOnlyList<ReadingOption> Options) : CellBinding;

public sealed record ByReviewer : CellBinding;

/// <summary>Nobody but a person knows: stays empty, never 0.</summary>
public sealed record Nobody : CellBinding
{
    public static readonly Nobody Knows = new();
}

/// <summary>Whose records make the rows of a list, and the words it was read from.</summary>
public sealed record RowQuery(QueryPlan Plan, string Understood);
