using System.Text;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“能问什么”, “有哪些标签”: read off the catalogue, as far as the account may see it.</summary>
public sealed class AskHelp(CatalogSource catalogs) : IDialog
{
    private static readonly HashSet<string> WhatWords =
    [
        "能问什么", "可以问什么", "我能问什么", "我可以问什么", "都能问什么", "能问些什么", "可以问些什么", "能查什么", "可以查什么", "我能查什么", "我可以查什么", "都能查什么", "能查些什么", "可以查些什么", "查询目录", "数据目录", "有哪些数据", "有什么数据",
    ];
    private static readonly HashSet<string> TagWords =
        ["有哪些标签", "标签有哪些", "都有哪些标签", "都有什么标签", "有什么标签", "能查哪些标签", "可以查哪些标签", "所有标签", "全部标签", "标签目录", "标签列表"];
    private static readonly string[] Main = ["person", "house", "entity", "venue", "force"];

    public string Name => "ask-help";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        var said = Plain.Of(turn.Text);
        if (turn.Submitted is not null || !(WhatWords.Contains(said) || TagWords.Contains(said))) return null;
        if (turn.Account.Role is Role.PolicyCurator or Role.Administrator) return null;
        var catalog = await catalogs.Current(ct);
        var text = TagWords.Contains(said) ? Tags(turn.Account, catalog) : What(turn.Account, catalog);
        return Reply.Help(text) with { Suggestions = [.. FirstQuestions.For(turn.Account).Take(4).Select(q => new SuggestedAction(q, q))] };
    }

    private static string What(Account account, Catalog catalog)
    {
        var text = new StringBuilder($"{account.Name}，按您的账号（{account.Role.Name()}），可以问这些：");
        foreach (var record in Main.Select(catalog.Record).Where(r => May(new() { Record = r.Key, Where = Own(r, account) }, account, catalog)))
        {
            var fields = record.Fields.Where(f => f.Kind != FieldKind.Flag && f.Name.Length > 0 && Sees(f, account)).ToList();
            text.Append($"\n【{record.Name}】数量、名单，按{string.Join("、", fields.Where(f => f.Groups).Select(f => f.Name))}分组");
            var populations = record.Populations.Where(p => p.Name.Length > 0).Select(p => p.Name).ToList();
            if (populations.Count > 1) text.Append("；人群口径：" + string.Join("、", populations));
            text.Append("；条件：" + string.Join("、", fields.Where(f => f.Kind != FieldKind.Place).Select(f => f.Name)));
        }
        var related = catalog.Record("person").Relations.Select(r => (r.Name, Record: catalog.Record(r.Record))).Where(r => !Main.Contains(r.Record.Key) && r.Record.Sensitive.Count == 0
            && (account.Role != Role.DepartmentOfficer || Department.Owns(account.Department, r.Record.Business))).Select(r => r.Name).Distinct();
        text.Append("\n【部门业务】" + string.Join("、", related));
        text.Append($"\n【标签】{Open(account, catalog).Count()} 个，说“有哪些标签”看全部");
        return text.Append("\n还可以：占比、平均、合计、最多最少、前几名；跟上个月比、画个图、给我个简报；接着问“那男的呢”“按小区分”“列出名单”“下一页”。\n全部项目、标签、口径和说法见网页 /reference （对话页右上角“能问什么”）。").ToString();
    }

    private static string Tags(Account account, Catalog catalog)
    {
        var text = new StringBuilder("可以直接说的人员标签：");
        foreach (var family in Open(account, catalog).GroupBy(t => t.Family ?? "其他").OrderBy(g => g.Key == "其他" ? 1 : 0))
            text.Append($"\n【{family.Key}】{string.Join("、", family.Select(t => t.Name))}");
        return text.ToString();
    }

    private static IEnumerable<TagDefinition> Open(Account account, Catalog catalog) =>
        catalog.Files.Tags.Where(t => t.Record == "person" && May(new() { Record = "person", Where = new HasTag(t.Name) }, account, catalog));

    /// <summary>A department officer's question must touch its own matter: any of its fields will do.</summary>
    private static Condition Own(RecordDefinition record, Account account) =>
        account.Role == Role.DepartmentOfficer && record.Fields.FirstOrDefault(f => Department.Owns(account.Department, f.Business) && f.Compose is null && f.Kind != FieldKind.Place && f.Key != "age_band") is { } field
            ? new Compare(field.Key, Comparison.IsKnown) : Condition.Always;

    private static bool Sees(FieldDefinition field, Account account) =>
        account.Role != Role.DepartmentOfficer || field.Business.Contains(Department.Any) || Department.Owns(account.Department, field.Business);

    private static bool May(QueryPlan plan, Account account, Catalog catalog) => ScopedPlan.For(plan, account, catalog) is ScopedPlan;
}
