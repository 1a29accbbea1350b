using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace PalmAssistant.Conversation;

/// <summary>Writes replies as Bot Framework Activities (message, from, attachments, suggestedActions, <c>channelData.palm</c>).</summary>
public sealed class ActivityWriter(CardTemplates cards, PalmSettings settings)
{
    /// <summary>Chinese stays readable; what HTML could mistake is still escaped.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public const string BotId = "palm";
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <param name="cardId">id of this card instance; every submit carries it back</param>
    public JsonObject Message(Reply reply, string? replyTo, string? cardId)
    {
        var activity = Frame("message", replyTo);
        activity["text"] = reply.Text;
        activity["textFormat"] = "plain";       // names and numbers are never read as markup
        activity["locale"] = "zh-CN";
        activity["inputHint"] = reply.Palm.Kind == "clarify" ? "expectingInput" : "acceptingInput";
        var attachments = new JsonArray();
        if (reply.Card is { } card) attachments.Add(new JsonObject { ["contentType"] = CardType, ["content"] = Card(card, reply.CardData, cardId) });
        foreach (var file in reply.Files) attachments.Add(new JsonObject { ["contentType"] = file.ContentType, ["contentUrl"] = Whole(file.Url), ["name"] = file.Name });
        if (attachments.Count > 0) activity["attachments"] = attachments;
        if (reply.Suggestions.Count > 0) activity["suggestedActions"] = Suggested(reply.Suggestions);
        activity["channelData"] = new JsonObject { ["palm"] = JsonSerializer.SerializeToNode(reply.Palm, Json) };
        return activity;
    }

    public static JsonObject Typing(string? replyTo) => Frame("typing", replyTo);

    /// <summary>Said while the answer is being made: no <c>channelData.palm</c>, so no program takes it for the answer.</summary>
    public static JsonObject Progress(string text, string? replyTo)
    {
        var activity = Frame("message", replyTo);
        activity["text"] = text;
        activity["textFormat"] = "plain";
        activity["locale"] = "zh-CN";
        return activity;
    }

    /// <summary>Said without being asked, such as a reminder: it answers nothing, so it carries no <c>channelData.palm</c>.</summary>
    public static JsonObject Notice(string text, IReadOnlyList<SuggestedAction> suggestions)
    {
        var activity = Progress(text, null);
        if (suggestions.Count > 0) activity["suggestedActions"] = Suggested(suggestions);
        return activity;
    }

    /// <summary>The same with a card beside it, whose buttons may be pressed more than once.</summary>
    public JsonObject Notice(string text, IReadOnlyList<SuggestedAction> suggestions, string card, object data)
    {
        var activity = Notice(text, suggestions);
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = CardType, ["content"] = Card(card, data, null) });
        return activity;
    }

    /// <summary>"conversation|0000012", as Direct Line writes it.</summary>
    public static string Id(string conversation, long sequence) => $"{conversation}|{sequence.ToString("0000000", CultureInfo.InvariantCulture)}";

    /// <summary>A stored body with what its place in the log adds.</summary>
    public static JsonObject Stored(string body, string conversation, long sequence, DateTimeOffset at)
    {
        var activity = JsonNode.Parse(body)!.AsObject();
        activity["id"] = Id(conversation, sequence);
        activity["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        activity["conversation"] = new JsonObject { ["id"] = conversation };
        return activity;
    }

    private static JsonObject Frame(string type, string? replyTo)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["channelId"] = "directline",
            ["from"] = new JsonObject { ["id"] = BotId, ["name"] = "掌上社区助手", ["role"] = "bot" },
        };
        if (replyTo is not null) activity["replyToId"] = replyTo;
        return activity;
    }

    private JsonObject Card(string name, object? data, string? cardId)
    {
        var card = cards.Expand(name, JsonSerializer.SerializeToNode(data, Json));
        if (cardId is not null) MarkSubmits(card, cardId);
        if (settings.PublicAddress is not null) MakeWhole(card);
        return card;
    }

    /// <summary>In an IM a link has no page to be relative to.</summary>
    private string Whole(string url) => settings.PublicAddress is { } address && url.StartsWith('/') ? address + url : url;

    private void MakeWhole(JsonNode? node)
    {
        if (node is JsonArray array) foreach (var item in array) MakeWhole(item);
        if (node is not JsonObject element) return;
        if (element["url"] is JsonValue url && url.GetValueKind() == JsonValueKind.String) element["url"] = Whole(url.GetValue<string>());
        foreach (var (_, value) in element.ToList()) MakeWhole(value);
    }

    /// <summary>Every submit that is not merely a sentence to say (<c>data.say</c>) carries the card's id.</summary>
    private static void MarkSubmits(JsonNode? node, string cardId)
    {
        if (node is JsonArray array) foreach (var item in array) MarkSubmits(item, cardId);
        if (node is not JsonObject element) return;
        if (element["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "Action.Submit")
        {
            if (element["data"] is not JsonObject data) element["data"] = data = [];
            if (!data.ContainsKey("say")) data["card"] = cardId;
        }
        foreach (var (_, value) in element) MarkSubmits(value, cardId);
    }

    private static JsonObject Suggested(IReadOnlyList<SuggestedAction> suggestions) => new()
    {
        ["actions"] = new JsonArray([.. suggestions.Select(s => (JsonNode)new JsonObject { ["type"] = "imBack", ["title"] = s.Label, ["value"] = s.Say })]),
    };
}
