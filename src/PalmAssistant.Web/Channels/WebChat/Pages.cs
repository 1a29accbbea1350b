using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using PalmAssistant.Access;

namespace PalmAssistant.Web.Channels.WebChat;

/// <summary>The channel's HTML pages: files with <c>{{name}}</c> places, everything put in is encoded.</summary>
public sealed class Pages
{
    private const int MostAccountsOfRole = 24;
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public IResult Chat(Account account, string nonce) => Page("chat.html", 200,
        ("nonce", nonce), ("name", account.Name), ("role", account.Role.Name()), ("region", Where(account)), ("account", account.Id));

    public IResult Message(string title, string text, int status) => Page("message.html", status, ("title", title), ("text", text));

    /// <summary>Demo accounts by role, those that match <paramref name="search"/> when anything is searched.</summary>
    public IResult SignIn(IReadOnlyList<Account> accounts, string search, string? preparing, string nonce)
    {
        var found = accounts.Where(a => Matches(a, search)).ToList();
        var groups = new StringBuilder();
        foreach (var role in found.GroupBy(a => a.Role).OrderBy(g => g.Key)) Group(groups, role.Key, [.. role]);
        if (found.Count == 0) groups.Append($"<p class=\"empty\">{Html.Encode(Nothing(accounts.Count, search, preparing))}</p>");
        var refresh = preparing is null ? "" : "<meta http-equiv=\"refresh\" content=\"3\">";
        return Render("signin.html", 200, [("nonce", Html.Encode(nonce)), ("search", Html.Encode(search)), ("groups", groups.ToString()), ("refresh", refresh),
            ("count", accounts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
    }

    private static string Nothing(int all, string search, string? preparing) =>
        preparing ?? (all == 0 ? "还没有账号。请先导入数据：./palm import 目录" : $"没有找到“{search}”。可以按账号、姓名、角色或地区查找。");

    private static void Group(StringBuilder html, Role role, List<Account> accounts)
    {
        html.Append($"<section><h2>{Html.Encode(role.Name())}<span>{accounts.Count}</span></h2><div class=\"accounts\">");
        foreach (var account in accounts.Take(MostAccountsOfRole))
            html.Append($"<button name=\"account\" value=\"{Html.Encode(account.Id)}\"><b>{Html.Encode(account.Name)}</b><span>{Html.Encode(Where(account))}</span><small>{Html.Encode(account.Id)}</small></button>");
        html.Append("</div>");
        if (accounts.Count > MostAccountsOfRole) html.Append($"<p class=\"more\">还有 {accounts.Count - MostAccountsOfRole} 个，请在上方查找</p>");
        html.Append("</section>");
    }

    private static bool Matches(Account account, string search) => search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
        $"{account.Id} {account.Name} {account.Role.Name()} {account.RegionName} {account.Department}".Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string Where(Account account) => account.Department is { Length: > 0 } department ? $"{account.RegionName} · {department}" : account.RegionName;

    private static IResult Page(string file, int status, params (string Name, string Value)[] places) =>
        Render(file, status, [.. places.Select(p => (p.Name, Html.Encode(p.Value)))]);

    private static IResult Render(string file, int status, (string Name, string Html)[] places)
    {
        using var stream = typeof(Pages).Assembly.GetManifestResourceStream($"PalmAssistant.Web.Channels.WebChat.Pages.{file}")!;
        using var reader = new StreamReader(stream);
        var html = new StringBuilder(reader.ReadToEnd());
        foreach (var (name, value) in places) html.Replace("{{" + name + "}}", value);
        return Results.Content(html.ToString(), "text/html; charset=utf-8", statusCode: status);
    }
}
