using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Pages saved from government sites: the article is kept, navigation, share bars, related links and footers are dropped, the information table becomes facts.</summary>
internal static partial class HtmlReader
{
    private const string Noise = "script,style,noscript,template,nav,header,footer,aside,form,button,input,select,iframe,svg,video,audio," +
        "[class*=nav i],[class*=crumb i],[class*=share i],[class*=footer i],[id*=footer i],[class*=foot i],.rel,[class*=related i],[class*=recommend i],[class*=sidebar i],[class*=search i],[class*=menu i],[class*=copyright i],[class*=qrcode i],[hidden],[style*='display:none'],[style*='display: none']";
    private const string Known = "#zoom,#UCAP-CONTENT,.TRS_Editor,.trs_editor_view,#article,article,.article-content,.article_content,.content-article,#content,.pages_content,.view.TRS_UEDITOR,.xxgk_content,.bt-content,.news_content,.article,.zwgk_content,main";
    private static readonly HashSet<string> Blocks = ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "section", "article", "blockquote", "dd", "dt", "pre", "center", "table", "ul", "ol", "main"];

    public static bool Looks(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 2048)).TrimStart().ToLowerInvariant();
        return head.StartsWith("<!doctype html", StringComparison.Ordinal) || head.StartsWith("<html", StringComparison.Ordinal) || head.Contains("<head>", StringComparison.Ordinal) && head.Contains('<');
    }

    public static FileReading Read(string name, byte[] bytes) =>
        Decode(bytes) is { } text ? FileReading.Of(ReadPage(text)) : FileReading.Failed($"“{name}”的网页编码无法识别；请在浏览器里另存为 UTF-8 网页后上传。");

    internal static Draft ReadPage(string html)
    {
        using var page = new HtmlParser().ParseDocument(html);
        var facts = Facts(page);
        var title = TitleOf(page);
        var whole = Weight(page.DocumentElement);
        foreach (var noise in page.QuerySelectorAll(Noise).Where(e => Weight(e) < 0.5 * whole || e.LocalName is "script" or "style").ToList()) noise.Remove();
        var article = ArticleOf(page);
        var walk = new BlockWalk();
        walk.Visit(article);
        var lines = walk.Finish();
        if (title is not null && !lines.Take(6).Any(line => Squeeze(line.Text) == Squeeze(title))) lines.Insert(0, new(title, LineKind.Title));
        return new(lines, facts);
    }

    /// <summary>The page's own word on its encoding counts where its bytes agree.</summary>
    private static string? Decode(byte[] bytes) => TextDecoding.Decode(bytes);

    private static string? TitleOf(IDocument page)
    {
        var heading = page.QuerySelectorAll("h1").Select(h => PlainTextReader.Clean(h.TextContent)).FirstOrDefault(t => t.Length is > 4 and < 90);
        var meta = page.QuerySelector("meta[name=ArticleTitle]")?.GetAttribute("content");
        if ((heading ?? meta) is { Length: > 4 } stated) return stated;
        var title = PlainTextReader.Clean(page.Title ?? "");
        var site = SiteName().Match(title);
        return site.Success ? title[..site.Index] : title.Length > 4 ? title : null;
    }

    /// <summary>文号, 发布机构, 成文日期 … from the information table above the text, or from meta elements.</summary>
    private static Dictionary<string, string> Facts(IDocument page)
    {
        var facts = new Dictionary<string, string>();
        foreach (var row in page.QuerySelectorAll("tr"))
        {
            var cells = row.Children.Where(c => c.LocalName is "td" or "th").Select(c => Squeeze(c.TextContent)).ToList();
            for (var i = 0; i + 1 < cells.Count; i++)
                if (FactName().IsMatch(cells[i]) && cells[i + 1].Length is > 0 and < 80) facts.TryAdd(cells[i].TrimEnd('：', ':'), PlainTextReader.Clean(row.Children[i + 1].TextContent));
        }
        return facts;
    }

    private static IElement ArticleOf(IDocument page)
    {
        var known = page.QuerySelectorAll(Known).Where(e => e.TextContent.Length > 80).ToList();
        if (known.Count > 0) return known.MaxBy(Weight)!;
        var body = page.Body ?? page.DocumentElement;
        var best = body;
        for (var next = body; next is not null; next = next.Children.Where(c => Weight(c) >= 0.8 * Weight(best)).MaxBy(Weight)) best = next.LocalName is "p" or "table" or "tr" or "td" ? best : next;
        return best;
    }

    /// <summary>Text that is no link, in characters.</summary>
    private static double Weight(IElement element) => Squeeze(element.TextContent).Length - element.QuerySelectorAll("a").Sum(a => 1.5 * a.TextContent.Length);

    private static string Squeeze(string text) => Blank().Replace(text, "");

    private sealed class BlockWalk
    {
        private readonly List<DraftLine> lines = [];
        private readonly StringBuilder open = new();
        private LineKind kind = LineKind.Paragraph;

        public void Visit(INode node)
        {
            foreach (var child in node.ChildNodes)
            {
                if (child is IText text) { open.Append(Blank().Replace(text.Data, " ")); continue; }
                if (child is not IElement element) continue;
                if (element.LocalName == "br") { Flush(); continue; }
                if (element.LocalName == "table" && IsTable(element)) { Flush(); Rows(element); continue; }
                if (!Blocks.Contains(element.LocalName)) { Visit(element); continue; }
                Flush();
                kind = element.LocalName switch { "h1" => LineKind.Title, "h2" or "h3" or "h4" or "h5" or "h6" => LineKind.Heading, _ => LineKind.Paragraph };
                if (element.LocalName == "li") open.Append(ListNumber(element));
                Visit(element);
                Flush();
            }
        }

        public List<DraftLine> Finish() { Flush(); return lines; }

        private void Flush()
        {
            var text = PlainTextReader.Clean(Between().Replace(open.ToString(), ""));
            if (text.Length > 0) lines.Add(new(text, kind));
            open.Clear();
            kind = LineKind.Paragraph;
        }

        /// <summary>Tables that only lay out the page hold whole articles in a cell.</summary>
        private static bool IsTable(IElement table) => !table.QuerySelectorAll("td").Any(cell => Squeeze(cell.TextContent).Length > 600) && table.QuerySelectorAll("td,th").Length > 1;

        private void Rows(IElement table)
        {
            var above = new Dictionary<int, (string Text, int Rows)>();   // cells that reach down into the rows below
            foreach (var row in table.QuerySelectorAll("tr"))
            {
                var cells = new List<string>();
                foreach (var cell in row.Children.Where(c => c.LocalName is "td" or "th"))
                {
                    Reach(above, cells);
                    var text = PlainTextReader.Clean(Between().Replace(Blank().Replace(cell.TextContent, " "), ""));
                    if (int.TryParse(cell.GetAttribute("rowspan"), out var rows) && rows is > 1 and < 500) above[cells.Count] = (text, rows - 1);
                    cells.Add(text);
                }
                Reach(above, cells);
                if (cells.Any(c => c.Length > 0)) lines.Add(new(string.Join(" | ", cells), LineKind.TableRow));
            }
        }

        private static void Reach(Dictionary<int, (string Text, int Rows)> above, List<string> cells)
        {
            while (above.Remove(cells.Count, out var cell))
            {
                if (cell.Rows > 1) above[cells.Count] = (cell.Text, cell.Rows - 1);
                cells.Add(cell.Text);
            }
        }

        private static string ListNumber(IElement item)
        {
            if (item.ParentElement is not { LocalName: "ol" } list) return "";
            var start = int.TryParse(list.GetAttribute("start"), out var s) ? s : 1;
            return $"{start + list.Children.Where(c => c.LocalName == "li").ToList().IndexOf(item)}.";
        }
    }

    [GeneratedRegex(@"[\s\u00a0\u2002\u2003]+")] private static partial Regex Blank();
    /// <summary>Blanks that a line break in the source left between two Chinese characters.</summary>
    [GeneratedRegex(@"(?<=[\u4e00-\u9fff，。；：、）”]) +(?=[，。；：、（“])")] private static partial Regex Between();
    [GeneratedRegex(@"\s*[-_|—–]\s*[^-_|—–]*(?:网|政府|门户|官网|平台|局|委员会)[^-_|—–]*$")] private static partial Regex SiteName();
    [GeneratedRegex(@"^(?:索引号|文号|发文字号|发布机构|发文机关|发布机关|成文日期|印发日期|发布日期|生效日期|施行日期|实施日期|失效日期|废止日期|有效性|效力状态|标题|名称)[：:]?$")] private static partial Regex FactName();
}
