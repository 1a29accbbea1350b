namespace PalmAssistant.Policies.Parsing;

/// <summary>What a line was in the file, as far as the file says so. Plain text says nothing: everything is a <see cref="Paragraph"/>.</summary>
public enum LineKind { Paragraph, Title, Heading, TableRow }

/// <summary>One paragraph, heading or table row of a file, in reading order. Cells of a row are joined by " | ".</summary>
public sealed record DraftLine(string Text, LineKind Kind = LineKind.Paragraph);

/// <summary>A file turned into lines, before anything is made of them.</summary>
/// <param name="Facts">what the file states about itself outside its text, e.g. 文号, 发布机构, 成文日期 of a web page's information table</param>
public sealed record Draft(IReadOnlyList<DraftLine> Lines, IReadOnlyDictionary<string, string> Facts)
{
    public static Draft Of(IEnumerable<DraftLine> lines) => new([.. lines], new Dictionary<string, string>());
}

/// <summary>A draft, or the reason in Chinese why the file cannot be taken. Exactly one is set.</summary>
public sealed record FileReading(Draft? Draft, string? Problem)
{
    public static FileReading Of(Draft draft) => new(draft, null);
    public static FileReading Failed(string problem) => new(null, problem);
}
