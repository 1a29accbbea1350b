using System.Text.Json.Serialization;

namespace PalmAssistant.Conversation;

/// <summary>
/// What the bot answers: <see cref="Text"/> and an optional card for people, <see cref="Palm"/> for programs; all say the same.
/// The card is a template in <c>cards/&lt;slice&gt;/&lt;card&gt;.json</c> expanded with <see cref="CardData"/> by the channel.
/// </summary>
public sealed record Reply(string Text, PalmData Palm)
{
    /// <summary>"ask/table": the template's path under cards/ without its ending; null = text only.</summary>
    public string? Card { get; init; }
    public object? CardData { get; init; }
    public IReadOnlyList<SuggestedAction> Suggestions { get; init; } = [];
    public IReadOnlyList<OutgoingFile> Files { get; init; } = [];

    /// <summary>The pressed card stays answerable: a value was refused, a draft was saved. Otherwise a card is answered once.</summary>
    public bool LeavesCardOpen { get; init; }

    public static Reply Denied(string reason) => new(reason, new PalmData("denied") { Reason = reason });
    public static Reply Unknown(string reason) => new(reason, new PalmData("unknown") { Reason = reason });
    public static Reply Done(string text) => new(text, new PalmData("done"));
    public static Reply Help(string text) => new(text, new PalmData("help"));

    /// <summary>Asks back; sending an option's <c>Say</c> settles it.</summary>
    public static Reply Clarify(string question, IReadOnlyList<PalmOption> options) =>
        new(question, new PalmData("clarify") { Options = options }) { Suggestions = [.. options.Select(o => new SuggestedAction(o.Label, o.Say))] };
}

public sealed record SuggestedAction(string Label, string Say);

/// <summary>A file to hand over: link on the platform, bytes never in the activity (except small PNG charts as data URI by the channel).</summary>
public sealed record OutgoingFile(string Name, string ContentType, string Url);

/// <summary><c>channelData.palm</c> of the reply contract; null parts are left out of the JSON. Kinds: number table list profile policy form task file leads clarify denied unknown done help error.</summary>
public sealed record PalmData(string Kind)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Understood { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public PalmScope? Scope { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? AsOf { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public PalmResult? Result { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<PalmSource>? Sources { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<PalmCitation>? Citations { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<PalmOption>? Options { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Reason { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Id { get; init; }
}

/// <param name="Code">shortest code of the region really counted: 6, 9, 12 or 15 digits</param>
public sealed record PalmScope(string Code, string Name);

/// <summary>number: Value + Unit. table, list, profile: Columns + the Rows shown + Total.</summary>
public sealed record PalmResult
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public decimal? Value { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Unit { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<PalmColumn>? Columns { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<IReadOnlyList<object?>>? Rows { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Total { get; init; }
}

public sealed record PalmColumn(string Name, string Type);
public sealed record PalmSource(string Name, string? Latest);
public sealed record PalmOption(string Label, string Say);
public sealed record PalmCitation(string Document, string? Number, string Clause, string Quote, string? EffectiveFrom, string Status)
{
    /// <summary>Opens the document at the clause.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Url { get; init; }
}
