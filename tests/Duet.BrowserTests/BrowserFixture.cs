using Duet.BrowserTests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Duet.BrowserTests;

/// <summary>One browser for all tests; null where this machine has none.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string Program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
            return;
        // A machine may be busy with other things: what comes late is not what is tested here.
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A context of its own: no cookies of other tests.</summary>
    public async Task<IBrowserContext> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        Assert.SkipUnless(browser is not null, $"NO BROWSER: {Program} does not exist. Install chromium, or name one in CHROMIUM.");
        options ??= new();
        options.BaseURL = address.ToString();
        // Colours that are still on their way to others have a contrast that nobody gets to see.
        options.ReducedMotion = ReducedMotion.Reduce;
        return await browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
