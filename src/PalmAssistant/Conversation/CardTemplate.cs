using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PalmAssistant.Conversation;

/// <summary>
/// The familiar card templating: <c>${path}</c> in strings, <c>$data</c> to bind or repeat an element, <c>$when</c> to leave it out.
/// It walks parsed JSON and substitutes inside string nodes only, so what people typed can never become card structure; in texts that
/// a renderer reads as Markdown, substituted words are escaped, so they cannot become markup either. A <c>${x}</c> that is the whole
/// string keeps its JSON type; a path that leads nowhere leaves the property out (or nothing inside a longer string).
/// </summary>
public static partial class CardTemplate
{
    public static JsonNode? Expand(JsonNode template, JsonNode? data) => Walk(template, new Frame(data, data, null), markdown: false);

    private sealed record Frame(JsonNode? Data, JsonNode? Root, int? Index);

    /// <param name="markdown">a string here is read as Markdown; in an array: its elements are facts, whose strings are</param>
    private static JsonNode? Walk(JsonNode? node, Frame frame, bool markdown) => node switch
    {
        JsonObject element => Element(element, frame, isFact: markdown),
        JsonArray array => Items(array, frame, markdown),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>(), frame, markdown),
        _ => node?.DeepClone(),
    };

    private static JsonArray Items(JsonArray array, Frame frame, bool markdown)
    {
        var items = new JsonArray();
        foreach (var item in array)
        {
            if (item is JsonObject element && element["$data"] is { } binding)
                foreach (var inner in Bind(binding, frame)) Add(Element(element, inner, isFact: markdown));
            else if (Walk(item, frame, markdown) is { } plain) Add(plain);
        }
        return items;

        void Add(JsonNode? made) { if (made is not null) items.Add(made); }
    }

    /// <summary>An array repeats the element for each of its items; anything else is the element's new scope; nothing leaves it out.</summary>
    private static IEnumerable<Frame> Bind(JsonNode binding, Frame frame)
    {
        var bound = Walk(binding, frame, markdown: false);
        if (bound is JsonArray many) return [.. many.Select((item, i) => new Frame(item, frame.Root, i))];
        return bound is null ? [] : [frame with { Data = bound, Index = null }];
    }

    private static JsonObject? Element(JsonObject element, Frame frame, bool isFact)
    {
        if (element["$when"] is { } when && !Holds(when, frame)) return null;
        var made = new JsonObject();
        foreach (var (name, value) in element)
        {
            if (name is "$data" or "$when") continue;
            if (value is JsonObject inner && inner["$data"] is { } binding)
            {
                if (Bind(binding, frame).FirstOrDefault() is { } scope && Element(inner, scope, isFact: false) is { } child) made[name] = child;
                continue;
            }
            if (value is null) { made[name] = null; continue; }
            if (Walk(value, frame, isFact ? name is "title" or "value" : IsMarkdown(element, name)) is { } expanded) made[name] = expanded;
        }
        return made;
    }

    /// <summary>Renderers read Markdown in a TextBlock's text, and in the facts of a FactSet.</summary>
    private static bool IsMarkdown(JsonObject element, string property) =>
        property switch { "text" => TypeOf(element) == "TextBlock", "facts" => TypeOf(element) == "FactSet", _ => false };

    private static string? TypeOf(JsonObject element) => element["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String ? type.GetValue<string>() : null;

    private static JsonNode? Text(string text, Frame frame, bool markdown)
    {
        var whole = Placeholder().Match(text);
        if (whole.Success && whole.Length == text.Length)
        {
            var value = Evaluate(whole.Groups[1].Value, frame);
            return markdown && value is JsonValue v && v.GetValueKind() == JsonValueKind.String ? Escape(v.GetValue<string>()) : value?.DeepClone();
        }
        return Placeholder().Replace(text, match => markdown ? Escape(Show(Evaluate(match.Groups[1].Value, frame))) : Show(Evaluate(match.Groups[1].Value, frame)));
    }

    private static bool Holds(JsonNode when, Frame frame) => when.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => Placeholder().Match(when.GetValue<string>()) is { Success: true } match && IsTrue(Evaluate(match.Groups[1].Value, frame)),
        _ => false,
    };

    /// <summary>A path, <c>!path</c>, or a path compared with a number, a 'word' or another path.</summary>
    private static JsonNode? Evaluate(string expression, Frame frame)
    {
        expression = expression.Trim();
        if (Comparison().Match(expression) is { Success: true } compared)
            return Compare(Operand(compared.Groups[1].Value, frame), compared.Groups[2].Value, Operand(compared.Groups[3].Value, frame));
        return expression.StartsWith('!') ? !IsTrue(Evaluate(expression[1..], frame)) : Operand(expression, frame);
    }

    private static JsonNode? Operand(string text, Frame frame)
    {
        text = text.Trim();
        if (text.Length >= 2 && text[0] == '\'' && text[^1] == '\'') return text[1..^1];
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return number;
        return text switch { "true" => true, "false" => false, "null" => null, "$index" => frame.Index, _ => Resolve(text, frame) };
    }

    private static JsonNode? Resolve(string path, Frame frame)
    {
        var at = frame.Data;
        var steps = Step().Matches(path);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i].Value.TrimStart('.').Trim('[', ']', '\'');
            if (i == 0 && step == "$root") at = frame.Root;
            else if (i == 0 && step == "$data") continue;
            else at = at switch
            {
                JsonObject element => element[step],
                JsonArray array when step == "length" => array.Count,
                JsonArray array when int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < array.Count => array[index],
                _ => null,
            };
        }
        return at;
    }

    private static bool Compare(JsonNode? left, string op, JsonNode? right)
    {
        if (op is "==" or "!=") return (Show(left) == Show(right)) == (op == "==");
        if (!decimal.TryParse(Show(left), CultureInfo.InvariantCulture, out var a) || !decimal.TryParse(Show(right), CultureInfo.InvariantCulture, out var b)) return false;
        return op switch { ">" => a > b, ">=" => a >= b, "<" => a < b, _ => a <= b };
    }

    private static bool IsTrue(JsonNode? value) => value switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonObject => true,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.False or JsonValueKind.Null => false,
            JsonValueKind.String => value.GetValue<string>().Length > 0,
            JsonValueKind.Number => Show(value) != "0",
            _ => true,
        },
    };

    private static string Show(JsonNode? value) => value is null ? "" : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (letter is '\\' or '*' or '_' or '[' or ']' or '`' or '<' or '~') escaped.Append('\\');
            escaped.Append(letter);
        }
        return escaped.ToString();
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(.+?)\s*(==|!=|>=|<=|>|<)\s*(.+)$")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\['[^']*'\]|\[\d+\]|\.?[^.\[\]]+")]
    private static partial Regex Step();
}
