using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“给我个简报，三百字，下午开会用”, “出个老龄化简报”, “一句话说说咱社区情况”; then “第3个数哪来的” and “导出Word”.</summary>
public sealed partial class LeadersBriefing(CatalogSource catalogs, IReader reader, BriefingWriter writer, ExportFiles files, Audit audit) : IDialog
{
    private const int UsualLetters = 300, FewestLetters = 50, MostLetters = 1500;

    public string Name => Briefing.Key;

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0) return null;
        if (state.Get<Briefing>(Briefing.Key) is { } last)
        {
            if (WhichFigure().Match(turn.Text) is { Success: true } which) return await Noted(turn, Source(last, which), [], ct);
            if (AllFigures().IsMatch(Plain.Of(turn.Text))) return await Noted(turn, Sources(last, turn), [], ct);
            if (TakeAlong().IsMatch(Plain.Of(turn.Text))) return await Noted(turn, await Export(last, turn, ct), [], ct);
        }
        if (!Wanted().IsMatch(turn.Text)) return null;
        return await Write(turn, state, ct);
    }

    private async Task<Reply> Write(Turn turn, DialogState state, CancellationToken ct)
    {
        var letters = OneSentence().IsMatch(turn.Text) ? (int?)null : Letters(turn.Text);
        var (topic, rest) = BriefingTopics.Load().Named(Around().Replace(LengthWords().Replace(OneSentence().Replace(turn.Text.Replace(Everything(turn.Account), "", StringComparison.Ordinal), ""), ""), ""));
        rest = Little().Replace(rest, "");
        var catalog = await catalogs.Current(ct);
        IReadOnlyList<Place> places = [];
        if (rest.Length > 0)
        {
            // Only a place may be left: whatever else was said would be dropped.
            var read = await reader.Read(new Question(rest + "有多少居民", turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog)), ct);
            if (read is not Understood { Plans: [{ Where: All { Parts.Count: 0 }, GroupBy.Count: 0, Population: null } place] }) return await Noted(turn, NotClear(rest), [], ct);
            places = place.Places;
        }
        var (briefing, refused, answers) = await writer.Write(topic, places, letters, turn, ct);
        if (briefing is null) return await Noted(turn, Reply.Denied(refused!), answers, ct);
        state.Set(Briefing.Key, briefing);
        return await Noted(turn, BriefingReply.Of(briefing), answers, ct);
    }

    /// <summary>全区 said by the district is all it has anyway, and no part of a topic's name (区情).</summary>
    private static string Everything(Account account) => RegionRange.Level(account.Region) switch { 1 => "全区", 2 => "全街道", _ => "全社区" };

    private static Reply NotClear(string rest) => Reply.Unknown($"简报要求里的“{rest}”没看懂。现在能出的简报：{string.Join("、", BriefingTopics.Load().Topics.Select(t => t.Name))}，可以加上地点和字数，例如“出个老龄化简报，三百字”。")
        with
    { Suggestions = [.. BriefingTopics.Load().Topics.Take(4).Select(t => new SuggestedAction(t.Name + "简报", $"出个{t.Name}简报"))] };

    private static int Letters(string text)
    {
        if (LengthWords().Match(text) is not { Success: true } match) return UsualLetters;
        if (match.Value.Contains('页')) return 600;
        return Numbers.Whole(match.Groups["n"].Value) is { } n ? Math.Clamp(n, FewestLetters, MostLetters) : UsualLetters;
    }

    private static Reply Source(Briefing briefing, Match which)
    {
        var number = which.Groups["n"].Success ? Numbers.Whole(which.Groups["n"].Value) : briefing.Figures.FirstOrDefault(f => which.Groups["value"].Value.StartsWith(AnswerText.Number(f.Value), StringComparison.Ordinal) || f.Value?.ToString(CultureInfo.InvariantCulture) == which.Groups["value"].Value)?.Number;
        if (number is not { } n || briefing.Figures.FirstOrDefault(f => f.Number == n) is not { } figure) return Reply.Unknown($"这份简报里有 {briefing.Figures.Count} 个数，请说第几个，例如“第3个数哪来的”。");
        var was = figure.Was is { } before && briefing.ComparedWith is { } day ? $"\n{day:yyyy-MM-dd}：{Differences.Said(before, figure.Unit)}。{Differences.Words(before, figure.Value, figure.Unit)}" : "";
        var text = $"第 {n} 个数 {figure.Said}：{figure.Understood}{was}" + (figure.Definitions.Count > 0 ? $"\n口径：{string.Join("；", figure.Definitions)}" : "")
            + $"\n数据截至 {briefing.Day:yyyy-MM-dd}；来源：{string.Join("、", figure.Sources)}\n自己再查一次：{figure.Ask}";
        return new Reply(text, new PalmData("number") { Understood = figure.Understood, AsOf = Iso(briefing.Day), Result = new() { Value = figure.Value, Unit = figure.Unit } })
        {
            Suggestions = [new("再查一次", figure.Ask), new("全部数的来源", "每个数的来源")],
        };
    }

    private static Reply Sources(Briefing briefing, Turn turn) => new(
        $"《{briefing.Title}》里的 {briefing.Figures.Count} 个数：" + string.Concat(briefing.Figures.Select(f => $"\n{BriefingText.Mark(f.Number)} {f.Said}  {f.Understood}（问法：{f.Ask}）")),
        new PalmData("table")
        {
            Understood = briefing.Title + " · 数字来源", AsOf = Iso(turn.Today),
            Result = new()
            {
                Columns = [new("序号", "number"), new("数", "text"), new("说的是", "text"), new("口径", "text"), new("来源", "text"), new("问法", "text")], Total = briefing.Figures.Count,
                Rows = [.. briefing.Figures.Select(f => (IReadOnlyList<object?>)[f.Number, f.Said, f.Understood, string.Join("；", f.Definitions), string.Join("、", f.Sources), f.Ask])],
            },
        })
    { Card = "ask/briefing-sources", CardData = BriefingReply.Card(briefing) };

    private async Task<Reply> Export(Briefing briefing, Turn turn, CancellationToken ct)
    {
        var at = turn.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var mark = $"{turn.Account.Name}（{turn.Account.Id}）于 {at} 导出，仅限工作使用";
        var name = $"{briefing.Title}（{briefing.Day:yyyyMMdd}）.docx";
        var url = await files.Keep(turn.Account.Id, name, file => { BriefingDocument.Write(file, briefing, mark); return Task.CompletedTask; }, briefing.Figures.Count, ct);
        return new Reply($"《{briefing.Title}》已导出为 Word 文件，附有 {briefing.Figures.Count} 个数的来源，链接 {files.Life.TotalHours:0} 小时内有效。", new PalmData("file") { Understood = briefing.Title, AsOf = Iso(briefing.Day), Id = url[(url.LastIndexOf('/') + 1)..][..8] })
        {
            Files = [new(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", url)],
        };
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Reply> Noted(Turn turn, Reply reply, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
        return reply;
    }

    [GeneratedRegex("简报|汇报材料|汇报稿|发言材料|发言稿|讲话稿|讲稿|情况汇报|(?:写|准备|整理|拟|弄|搞)(?:个|份|一个|一份|篇|一篇)?稿子?|^(?:请|帮我|给我|麻烦)*(?:写|出|准备|整理|拟|弄|搞)(?:个|份|一个|一份|篇|一篇)?(?:[0-9一二三四五六七八九十百千两]+(?:来|多)?字(?:的|左右|以内)?)?(?:的)?材料|(?:一句话|用一句话|一两句话|简单|简要|大概|整体)(?:地)?(?:说说|说一下|说下|讲讲|讲一下|介绍|介绍一下|概括|概括一下|总结|总结一下|汇报|汇报一下)(?!.*(?:政策|办法|补贴|怎么))|(?:介绍|概括|总结|汇报)(?:一下|下)?.{0,12}(?:情况|概况|家底)$")]
    private static partial Regex Wanted();

    [GeneratedRegex("(?:用)?(?:一句话|一两句话|两句话)(?:地)?")]
    private static partial Regex OneSentence();

    [GeneratedRegex("(?:大概|大约|约|控制在|不超过|不要超过|最多|写)?(?<n>[0-9一二两三四五六七八九十百千]+)(?:来|多)?(?:个)?字(?:左右|以内|之内|内|上下|就行|就够了|的)?|(?:一|1)页(?:纸|以内|内)?")]
    private static partial Regex LengthWords();

    [GeneratedRegex("简报|汇报材料|汇报稿|发言材料|发言稿|讲话稿|讲稿|稿子|情况汇报|材料|我?(?:今天|明天|上午|下午|晚上)*(?:要)?开[^，,。]{0,4}会|工作会议?|(?:今天|明天|上午|下午|晚上)*(?:要)?(?:汇报|开会|发言)(?:要用|用)|说说|说一下|说下|讲讲|讲一下|介绍一下|介绍|概括一下|概括|总结一下|总结|汇报一下|汇报|(?:今天|明天|上午|下午|晚上|早上|中午|待会儿?|一会儿?|马上|周[一二三四五六日]|星期[一二三四五六日]|下周|这周|要|在|去|给)*(?:领导|书记|主任|区里|街道|上级|开会|会上|会议)+(?:用|要|看|上用|使用|要用|要看|来|检查|调研|讲)?(?:的)?|(?:今天|明天|上午|下午|晚上)(?:要用|用|要)")]
    private static partial Regex Around();

    [GeneratedRegex("请|麻烦|帮我|给我|帮忙|帮|出|写|来|做|要|生成|弄|整理|准备|拟|搞|一下|一份|一个|一篇|[个份篇]|关于|有关|方面|我们|咱们|咱|本|的|用|简单|简要|大概|整体|把|就|吧|呢|现在|目前|最新|情况|[，。,.！!？?、；; ]")]
    private static partial Regex Little();

    [GeneratedRegex("^(?:这个|那个|里面|简报里)?(?:第(?<n>[0-9一二三四五六七八九十]+)(?:个|项|处)?(?:数字|数据|数)?|(?:那个|这个)?(?<value>[0-9][0-9,.]*)(?:人|家|套|户|%)?(?:这个数|那个数)?)(?:是)?(?:哪来的|哪里来的|从哪来的|从哪里来的|怎么来的|怎么算的|怎么得来的|咋来的|来源|的来源|出处|的出处|什么口径|的口径|是什么口径|口径是什么|依据是什么|准吗|哪儿来的)[？?。]?$")]
    private static partial Regex WhichFigure();

    [GeneratedRegex("^(?:这些|这里的?|里面的?|简报的?|全部|所有|每个|各个)*(?:数字?|数据)?的?(?:都)?(?:来源|出处|口径|哪来的|依据|是哪来的|从哪来的|怎么来的)(?:都)?(?:列一下|列出来|给我|是什么|看看)?$")]
    private static partial Regex AllFigures();

    [GeneratedRegex("^(?:把)?(?:这个|这份|上面的?|它|简报)?(?:给我)?(?:导出|下载|导成|存成|生成|转成)(?:来|一份|一下|成|为|个|到)*(?:这份|这个)?(?:简报)?(?:的)?(?:word|Word|WORD|docx|文档|文件|wps|WPS)?(?:文档|文件|版)?$")]
    private static partial Regex TakeAlong();
}
