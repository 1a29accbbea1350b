namespace PalmAssistant.Policies.Parsing;

/// <summary>The smallest part of a document that is cited by itself.</summary>
/// <param name="Label">as people cite it: 第六条, 第十一条之一, 四、, 问三, 附件1, 正文</param>
/// <param name="Chapter">第二章 发放对象和标准, or null</param>
/// <param name="Heading">最低生活保障标准 after 一、, the question after 问, the title of an annex</param>
/// <param name="Text">word for word without the label; paragraphs and table rows on lines of their own, cells joined by " | "</param>
public sealed record Clause(string Label, string? Chapter, string? Heading, string Text, IReadOnlyList<ClauseItem> Items)
{
    /// <summary>In the database; 0 before it is there.</summary>
    public long Id { get; init; }
}

/// <param name="Label">with its clause: 第十条（二）, 四、（一）</param>
public sealed record ClauseItem(string Label, string Text);
