using Markdig;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Markdown by way of the page it stands for: one reader less to keep right.</summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseGridTables().UseSoftlineBreakAsHardlineBreak().DisableHtml().Build();

    public static Draft Read(string text) => HtmlReader.ReadPage($"<article>{Markdown.ToHtml(text, Pipeline)}</article>");
}
