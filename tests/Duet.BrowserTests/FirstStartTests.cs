using Deque.AxeCore.Playwright;
using Duet.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Duet.BrowserTests;

/// <summary>From the link in the log to an empty board, and in again.</summary>
[Trait("speed", "slow")]
public sealed class FirstStartTests(BrowserFixture browsers)
{
    private const string Mail = "ada@example.org";
    private const string Password = "correct horse battery";

    [Fact]
    public async Task FirstStart_LinkMakesTheOwner_WhoSeesWhatToConnect()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var server = await Served.EmptyAsync(stop);
        var token = await server.Services.GetRequiredService<SetupLinks>().IssueAsync(stop);
        await using var context = await browsers.OpenAsync(server.Address);
        var page = await context.NewPageAsync();

        await page.GotoAsync($"{SetupLinks.Path}?token={token}");
        Assert.Empty((await page.RunAxe()).Violations);
        await page.GetByLabel("Name").FillAsync("Ada");
        await page.GetByLabel("Mail").FillAsync(Mail);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator(".lede")).ToContainTextAsync("Nothing is connected yet");
        Assert.Empty((await page.RunAxe()).Violations);

        await context.ClearCookiesAsync();
        await page.GotoAsync("/metrics");
        await page.GetByLabel("Mail").FillAsync(Mail);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Metrics");
    }
}
