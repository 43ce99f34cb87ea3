using Deque.AxeCore.Playwright;
using Duet.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Duet.BrowserTests;

/// <summary>The pages of surveys, feedback and what goes with them, as an owner sees them over the sample organisation.</summary>
[Trait("speed", "slow")]
public sealed class ListeningPagesTests(BrowserFixture browsers)
{
    private const string Password = "correct horse battery";

    private static readonly string[] Pages =
    [
        "/feedback?state=tell", "/feedback/add", "/feedback/themes", "/feedback/accounts", "/feedback/boards", "/feedback/mailbox", "/settings/messages", "/sources/hooks",
        "/tooling", "/loop", "/surveys/instruments", "/surveys/1/plan", "/surveys/1/waves/4",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_OnAPhoneAndInTheDark_HaveNothingForAxeToFind()
    {
        await using var server = await Served.OwnSampleAsync(Stop);
        var token = await server.Services.GetRequiredService<SetupLinks>().IssueAsync(Stop);
        await server.Services.GetRequiredService<Accounts>().CreateOwnerAsync(token!, new NewAccount("ada@example.org", "Ada", Password), Stop);
        await using var context = await browsers.OpenAsync(server.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("[name='Input.Mail']").FillAsync("ada@example.org");
        await page.Locator("[name='Input.Password']").FillAsync(Password);
        await page.Locator("form:has([name='Input.Password']) button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToHaveTextAsync("Sign in");

        List<string> found = [];
        foreach (var path in Pages)
        {
            // Loaded once: what differs are width and colours.
            await page.SetViewportSizeAsync(390, 844);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            if ((await page.GotoAsync(path))!.Status != 200)
                found.Add($"{path} is not there");
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is > 390 and var width)
                found.Add($"{path} is {width} px wide");
            await FindAsync(path);
            await page.SetViewportSizeAsync(1280, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await FindAsync($"{path}, dark");
        }
        Assert.Empty(found);

        async Task FindAsync(string what) => found.AddRange((await page.RunAxe()).Violations.Select(violation =>
            $"{what}: {violation.Id} at {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
