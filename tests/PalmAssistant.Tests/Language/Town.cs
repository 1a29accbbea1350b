using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Tests.Language;

/// <summary>The product's own catalogue over a small invented district, and a reader for it on 1 November 2026.</summary>
internal static class Town
{
    public static readonly DateOnly Today = new(2026, 11, 1);

    private static readonly RegionRow[] Regions =
    [
        new(990101000000000, "海云区", 1),
        new(990101001000000, "长宁街道", 2), new(990101001001000, "松鹤社区", 3), new(990101001001001, "第一网格", 4), new(990101001001002, "第二网格", 4),
        new(990101001002000, "望江社区", 3), new(990101001002001, "第一网格", 4), new(990101001002002, "第二网格", 4),
        new(990101002000000, "洛阳路街道", 2), new(990101002001000, "水清沟社区", 3), new(990101002002000, "洛阳路社区", 3),
    ];

    private static readonly EstateRow[] Estates =
    [
        new(1, 990101001001000, "桂花苑"), new(2, 990101001001000, "和谐小区"), new(3, 990101001002000, "和谐小区"),
        new(4, 990101001002000, "滨江名邸"), new(5, 990101002001000, "枫叶新城"), new(6, 990101001001000, "听涛苑"),
    ];

    private static readonly CodeRow[] Codes = [new("entity.kind", 1, "企业", null)];

    public static readonly Catalogue Catalogue = new Catalog(CatalogFiles.Load(), CatalogRows.Empty with { Regions = Regions, Estates = Estates, Codes = Codes }).Words;

    public static Place Named(string name) => Catalogue.Places.First(p => p.Name == name);

    public static Reading Read(string text, string home = "松鹤社区", IReadOnlyList<QueryPlan>? previous = null, IReadOnlyList<QueryPlan>? earlier = null) =>
        RuleReader.Read(new Question(text, Today, Catalogue, previous ?? [], Named(home)) { Earlier = earlier ?? [] });

    /// <summary>The reading in words: plans joined by "；", "没看懂：…" or "请问：…".</summary>
    public static string Said(Reading reading) => reading switch
    {
        Understood u => string.Join("；", u.Plans.Select(p => PlanWords.Of(p, Catalogue))),
        Unplaced { IsData: false } => "不是数据",
        Unplaced u => "没看懂：" + string.Join("、", u.Words),
        Ambiguous a => "请问：" + string.Join("、", a.Options.Select(o => o.Say)),
        _ => "",
    };

    /// <summary>A conversation said turn by turn; the reading of the last one.</summary>
    public static string Talk(string home, params string[] turns)
    {
        IReadOnlyList<QueryPlan> previous = [], earlier = [];
        Reading reading = new Unplaced([], false, []);
        foreach (var turn in turns)
        {
            reading = Read(turn, home, previous, earlier);
            if (reading is Understood understood) (earlier, previous) = (previous, understood.Plans);
        }
        return Said(reading);
    }
}
