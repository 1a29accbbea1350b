using Microsoft.Playwright;

namespace PalmAssistant.Browser.Tests;

/// <summary>Somebody at the chat page: signs in, says, presses, reads.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public Person(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.SetDefaultTimeout(30_000);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => { if (message.Type == "error" && !IsHarmless(message.Text)) complaints.Add(message.Text); };
    }

    public IPage Page { get; }

    /// <summary>What the browser's console complained about.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public ILocator Input => Page.Locator("[data-id='webchat-sendbox-input']");

    /// <summary>The newest message of the assistant.</summary>
    public ILocator Said(string text) => Page.Locator(".webchat__bubble__content, .ac-adaptiveCard").Filter(new() { HasText = text }).Last;

    public async Task SignIn(string account)
    {
        await Page.GotoAsync("/");
        await Page.Locator($"button[value='{account}']").ClickAsync();
        await Said("我是掌上社区助手").WaitForAsync(new() { Timeout = 60_000 });   // the first greeting of a service that just started
    }

    public async Task Say(string text)
    {
        await Input.FillAsync(text);
        await Page.Keyboard.PressAsync("Enter");
    }

    public Task Hear(string text) => Said(text).WaitForAsync();

    public Task Press(string button) => Page.Locator(".ac-pushButton", new() { HasText = button }).Last.ClickAsync();

    /// <summary>Kept under artifacts/screens for people to look at.</summary>
    public Task Photograph(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(RunningService.Root(), "artifacts", "screens", name + ".png") });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    /// <summary>Web Chat sets one empty inline style, which the policy refuses and nobody misses; a connection that a test cuts is reported too.</summary>
    private static bool IsHarmless(string complaint) =>
        complaint.Contains("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", StringComparison.Ordinal) || complaint.Contains("net::ERR_", StringComparison.Ordinal);
}
