using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Admin;

/// <summary>What can be asked, read off the catalogue for every signed-in account: records, fields, values, tags with their definitions, and who may see each. Searched on the page itself.</summary>
public static class ReferencePage
{
    private const int MostValues = 40;
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static void MapReference(this WebApplication app) => app.MapGet("/reference", Show).RequireRole();

    private static async Task<IResult> Show(HttpContext http, CatalogSource catalogs, CancellationToken ct)
    {
        http.AllowPage(chat: false, form: false);
        return Results.Content(Page(await catalogs.Current(ct)), "text/html; charset=utf-8");
    }

    private static string Page(Catalog catalog)
    {
        using var stream = typeof(ReferencePage).Assembly.GetManifestResourceStream("PalmAssistant.Web.Admin.reference.html")!;
        using var reader = new StreamReader(stream);
        var records = catalog.Files.Records;
        return reader.ReadToEnd()
            .Replace("{{counts}}", $"{records.Count} 类记录，{records.Sum(r => r.Fields.Count(IsShown))} 个项目，{catalog.Files.Tags.Count} 个标签", StringComparison.Ordinal)
            .Replace("{{records}}", string.Concat(records.Select(r => Record(r, catalog))), StringComparison.Ordinal)
            .Replace("{{tags}}", Tags(catalog), StringComparison.Ordinal)
            .Replace("{{phrases}}", Phrases(catalog), StringComparison.Ordinal)
            .Replace("{{past}}", Past(catalog), StringComparison.Ordinal);
    }

    private static string Record(RecordDefinition record, Catalog catalog)
    {
        var html = new StringBuilder($"<section class=\"record\"><h3>{E(record.Name)}</h3>");
        html.Append($"<p class=\"also\">{Also(record.Words, record.Name)}{(catalog.IsFilled(record.Key) ? "" : "<span class=\"chip amber\">还没有数据</span>")}{Seen(record.Business, record.Sensitive)}</p>");
        foreach (var population in record.Populations.Where(p => p.Definition.Length > 0))
            html.Append(Entry("口径", population.Name, population.Words, population.Definition, population.Business.Count > 0 && !population.Default ? Seen(population.Business, []) : ""));
        foreach (var field in record.Fields.Where(IsShown)) html.Append(Field(field, catalog));
        foreach (var relation in record.Relations.Where(r => r.Words.Count > 0)) html.Append(Entry("关联", relation.Name, relation.Words, $"可以带上“{catalog.Record(relation.Record).Name}”的条件一起问", ""));
        return html.Append("</section>").ToString();
    }

    private static bool IsShown(FieldDefinition field) => field.Kind != FieldKind.Flag && field.Name.Length > 0;

    private static string Field(FieldDefinition field, Catalog catalog)
    {
        var kind = field.Kind switch
        {
            FieldKind.Number => "数字",
            FieldKind.Date => "日期",
            FieldKind.Month => "月份",
            FieldKind.Age => "年龄",
            FieldKind.Place => "地点",
            FieldKind.Choice or FieldKind.Ordered => "选项",
            _ => "文字",
        };
        var can = new[] { field.Groups ? "可以“按它分”" : null, field.Kind is FieldKind.Number or FieldKind.Age ? "可以求平均、最大最小" : null, field.Mask is not null ? "默认打码" : null, field.Unit.Length > 0 ? "单位 " + field.Unit : null }.OfType<string>();
        var values = field.Values.Select(v => v.Words.Count > 0 ? $"{v.Label}（{string.Join("、", v.Words)}）" : v.Label).ToList();
        if (field.Domain is { } domain) values.AddRange(catalog.Labels(domain).Where(l => field.Values.All(v => v.Label != l)));
        var text = string.Join("；", new[] { field.Definition, string.Join("，", can), values.Count > 0 ? "取值：" + string.Join("、", values.Take(MostValues)) + (values.Count > MostValues ? $" 等 {values.Count} 个" : "") : null }.Where(t => t is { Length: > 0 }));
        return Entry(kind, field.Name, field.Words, text, Seen(field.Business, []));
    }

    private static string Tags(Catalog catalog)
    {
        var html = new StringBuilder();
        foreach (var family in catalog.Files.Tags.GroupBy(t => t.Family ?? "其他标签").OrderBy(g => g.Key == "其他标签" ? 1 : 0))
        {
            html.Append($"<section class=\"record\"><h3>{E(family.Key)} <small>{family.Count()} 个</small></h3>");
            foreach (var tag in family)
            {
                var how = tag.Rule is not null ? "按规则算" : tag.By == "survey" ? "摸排登记" : "部门数据";
                var missing = tag.Rule is null && !catalog.IsCarried(tag.Name) ? "（目前没有人登记）" : "";
                html.Append(Entry(how, tag.Name, tag.Words, tag.Definition + missing, (tag.Record == "person" ? "" : $"<span class=\"chip\">{E(catalog.Record(tag.Record).Name)}</span>") + Seen(tag.Business, tag.Sensitive ? [tag.Name] : [])));
            }
            html.Append("</section>");
        }
        return html.ToString();
    }

    private static string Phrases(Catalog catalog) =>
        string.Concat(catalog.Files.Phrases.Select(p => Entry("口语", p.Words[0], [.. p.Words.Skip(1)], $"{catalog.Record(p.Record).Name} · {PlanWords.Of(p.Where, p.Record, catalog.Words)}", "")))
        + string.Concat(catalog.Files.Ambiguous.Select(a => Entry("会反问", a.Words[0], [.. a.Words.Skip(1)], $"{a.Question} {string.Join("、", a.Options.Select(o => o.Label))}", "")));

    private static string Past(Catalog catalog) => catalog.KnownSince(["person"]) is { } since
        ? $"人口数据从 {since:yyyy-MM-dd} 起留有历史，这一天以后的任何一天都能比；最近一次数据更新在 {(catalog.Rows.ImportDays.Count > 0 ? catalog.Rows.ImportDays[^1] : since):yyyy-MM-dd}。"
        : "现在还没有历史数据，导入过数据之后才能比。";

    private static string Entry(string kind, string name, IReadOnlyList<string> words, string text, string chips) =>
        $"<article data-words=\"{E(string.Join(' ', words.Prepend(name)) + ' ' + text)}\"><h4><b>{E(name)}</b><span class=\"kind\">{E(kind)}</span>{chips}</h4>{(text.Length > 0 ? $"<p>{E(text)}</p>" : "")}<p class=\"also\">{Also(words, name)}</p></article>";

    private static string Also(IReadOnlyList<string> words, string name) => words.Where(w => w != name).ToList() is { Count: > 0 } others ? "也可以说：" + E(string.Join("、", others)) : "";

    private static string Seen(IReadOnlyList<string> business, IReadOnlyList<string> sensitive) =>
        sensitive.Count > 0 ? "<span class=\"chip red\">敏感，需授权</span>"
        : business.Contains(Department.Any) || business.Count == 0 ? "" : $"<span class=\"chip\">部门：{E(string.Join("、", business))}</span>";

    private static string E(string text) => Html.Encode(text);
}
