using Microsoft.Playwright;

namespace PalmAssistant.Browser.Tests;

/// <summary>Chromium as Debian ships it, headless, without a word to the outside.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser chromium = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PALM_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A person at a desk (1280×860) or with a phone (390×780).</summary>
    public async Task<Person> NewPerson(Uri service, bool phone = false)
    {
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = service.ToString(), Locale = "zh-CN", ViewportSize = phone ? new() { Width = 390, Height = 780 } : new() { Width = 1280, Height = 860 }, IsMobile = phone, HasTouch = phone,
        });
        return new Person(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }
}
