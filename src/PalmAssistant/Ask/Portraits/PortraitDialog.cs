using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// 精准画像: “咱社区画个像”, “和谐小区啥情况” show a place; “介绍下3号楼2单元501这家”, “张三家都有谁”, “这户啥情况” a house with who lives there;
/// “张三啥情况”, “这家公司怎么样” the profile of one. Only what names a place, a room or somebody is taken; anything else goes on.
/// </summary>
public sealed partial class PortraitDialog(IReader reader, CatalogSource catalogs, AskData ask, PlacePortrait places, HouseOf houses, Audit audit) : IDialog
{
    public string Name => "portrait";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0 || turn.Text.Length is 0 or > 60) return null;
        var text = Plain.Of(turn.Text);
        var before = state.Get<AskContext>(AskContext.Key)?.Plans;
        if (Pointed().Match(text) is { Success: true } pointed && await Pointing(pointed, text, turn, before, state, ct) is { } shown) return shown;
        if (Wanted(text) is not { } who || AsksWho().IsMatch(text) && !OfHome().IsMatch(who)) return null;
        var catalog = await catalogs.Current(ct);
        if (await PlaceNamed(who, turn, catalog, ct) is { } place)
        {
            if (place.Any(p => p.Room is { Length: > 0 })) return await ask.Shown(turn, House(place), state, ct);
            var (reply, answers) = await places.Of(place, turn, ct);
            await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
            if (answers.Count > 0) state.Set(AskContext.Key, new AskContext([answers[0].Scoped.Plan]));
            return reply;
        }
        if (OfHome().Match(who) is { Success: true } home && await Somebody(home.Groups["name"].Value, turn, catalog, ct) is { } owner)
            return await houses.Of(owner, turn, catalog, ct) is { } house ? await ask.Shown(turn, House([house]), state, ct) : await ask.Shown(turn, owner, state, ct);
        return await Somebody(who, turn, catalog, ct) is { } plan ? await ask.Shown(turn, plan, state, ct) : null;
    }

    private static QueryPlan House(IReadOnlyList<Place> places) => new() { Record = "house", Measure = new(MeasureKind.Profile), Places = places };

    /// <summary>Who or where a portrait is asked of; "" = one's own region.</summary>
    private static string? Wanted(string text)
    {
        if (Lead().Match(text) is { Success: true } lead && Tail().Match(text) is var end)
            return Trim(end.Success ? text[lead.Length..end.Index] : text[lead.Length..]);
        if (Portray().Match(text) is { Success: true } portray) return Trim(Portray().Replace(text, ""));
        return Tail().Match(text) is { Success: true } tail ? Trim(text[..tail.Index]) : null;
    }

    private static string Trim(string who) => This().Replace(Little().Replace(who, ""), "");

    /// <summary>Places and nothing else; null where more than a place is named.</summary>
    private async Task<IReadOnlyList<Place>?> PlaceNamed(string who, Turn turn, Catalog catalog, CancellationToken ct)
    {
        if (who.Length == 0) return [];
        var read = await reader.Read(new Question(who + "有多少居民", turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog)), ct);
        return read is Understood { Plans: [{ Record: "person", Where: All { Parts.Count: 0 }, GroupBy.Count: 0, Population: null } plan] } ? plan.Places : null;
    }

    /// <summary>One person, business or venue looked up by name or number.</summary>
    private async Task<QueryPlan?> Somebody(string who, Turn turn, Catalog catalog, CancellationToken ct) =>
        who.Length >= 2 && await reader.Read(new Question("查一下" + who, turn.Today, catalog.Words, [], ScopedPlan.Home(turn.Account, catalog)), ct) is Understood { Plans: [{ Measure.Kind: MeasureKind.Profile } plan] } ? plan with { Show = [] } : null;

    /// <summary>这户, 他家, 这家公司: what the last answer was about.</summary>
    private async Task<Reply?> Pointing(Match pointed, string text, Turn turn, IReadOnlyList<QueryPlan>? before, DialogState state, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var last = before is [var one] ? one : null;
        if (pointed.Groups["firm"].Success)
            return last is { Record: "entity" or "venue", Measure.Kind: MeasureKind.Profile } ? await ask.Shown(turn, last with { Show = [] }, state, ct)
                : Asked("您说的是哪一家？请说出名称，例如“云湖超市啥情况”。");
        if (last is { Places: [{ Room.Length: > 0 }] }) return await ask.Shown(turn, House(last.Places), state, ct);
        if (last is { Record: "person", Measure.Kind: MeasureKind.Profile }) return await houses.Of(last, turn, catalog, ct) is { } house ? await ask.Shown(turn, House([house]), state, ct) : null;
        return Asked("您说的是哪一户？请说出楼栋、单元和房号，例如“3号楼2单元501啥情况”，或者说“张三家都有谁”。");

        static Reply Asked(string question) => Reply.Clarify(question, []) with { Card = "ask/clarify", CardData = new { question, options = Array.Empty<PalmOption>() } };
    }

    [GeneratedRegex("^(?:请|麻烦|帮我|给我|能不能|可以)*(?:介绍一下|介绍下|介绍|说说|讲讲|聊聊|了解一下|了解下|看看)")]
    private static partial Regex Lead();

    [GeneratedRegex("(?:谁|哪些人|哪几个人)(?:啊|呀|呢)?$")]
    private static partial Regex AsksWho();

    [GeneratedRegex("(?:画(?:一)?个像|画一下像|做个画像|的?(?:精准)?画像(?:给我|看看|看一下)?)")]
    private static partial Regex Portray();

    [GeneratedRegex("(?:现在|目前|最近)?(?:都)?(?:是)?(?:个)?(?:啥|什么|啥子|咋个)(?:样的)?(?:情况|状况|个情况)(?:啊|呀|呢)?$|(?:的)?情况(?:咋样|怎么样|怎样|如何)(?:了)?$|(?:咋样|怎么样)(?:啊|呢)?$|(?:的)?(?:基本)?情况$|(?:里)?(?:都)?(?:有|住着?|住了)(?:谁|哪些人|哪几个人|几口人)$")]
    private static partial Regex Tail();

    [GeneratedRegex("^(?:请|麻烦|帮我|给我|给|把|替|对|为)+|(?:[做出来])$")]
    private static partial Regex Little();

    [GeneratedRegex("(?:那|这)(?:一)?(?:家|户|家人|户人家|家子|套房子?|套)(?:人)?$")]
    private static partial Regex This();

    [GeneratedRegex("^(?:查|看|介绍|说说|讲讲)?(?:一下|下|看)?(?:(?<firm>(?:这|那)(?:家|个)(?:公司|企业|店|商户|单位|场所|厂))|(?:这|那|该)(?:一)?(?:户|家|户人家|家人|套房子?)|(?:他|她)(?:们)?家)(?:里)?(?:现在|目前)?(?:的)?(?:都)?(?:是)?(?:啥|什么|咋样|怎么样|情况|有谁|有哪些人|住着?谁|住了谁|谁在住|几口人|画像|画个像).{0,4}$")]
    private static partial Regex Pointed();

    [GeneratedRegex(@"^(?<name>[\p{IsCJKUnifiedIdeographs}·]{2,12}?)(?:他|她)?(?:们)?(?:家里|家)$")]
    private static partial Regex OfHome();
}
