using System.Text.Json;

namespace PalmAssistant.Conversation;

/// <summary>What a conversation remembers, a JSON value a dialog. Loaded before the turn and saved with the reply in one transaction.</summary>
public sealed class DialogState
{
    private readonly Dictionary<string, JsonElement> values;

    public DialogState(IReadOnlyDictionary<string, JsonElement>? saved = null) => values = saved is null ? [] : new(saved);

    /// <summary>Name of the dialog that waits for the rest of something; it is offered the next turn first.</summary>
    public string? Unfinished { get; set; }

    /// <summary>Name of the dialog that answered last: what a bare “导出来” or “汇总一下” belongs to.</summary>
    public string? Last
    {
        get => Get<string>("last-dialog");
        set { if (value is null) Remove("last-dialog"); else Set("last-dialog", value); }
    }

    /// <summary>One line about what waits, put under other dialogs' answers; null = nothing waits.</summary>
    public string? WaitingHint
    {
        get => Get<string>("waiting-hint");
        set { if (value is null) Remove("waiting-hint"); else Set("waiting-hint", value); }
    }

    public T? Get<T>(string key) => values.TryGetValue(key, out var json) ? json.Deserialize<T>(JsonOptions) : default;

    public void Set<T>(string key, T value) => values[key] = JsonSerializer.SerializeToElement(value, JsonOptions);

    public void Remove(string key) => values.Remove(key);

    /// <summary>“重新开始”: everything is forgotten.</summary>
    public void Clear() { values.Clear(); Unfinished = null; }

    public IReadOnlyDictionary<string, JsonElement> Values => values;

    public static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web);
}
