using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Duet.BrowserTests;

/// <summary>The pages over the sample organisation, in a real browser.</summary>
[Trait("speed", "slow")]
public sealed class PagesTests(BrowserFixture browsers)
{
    private static readonly string[] Pages =
    [
        "/", "/delivery", "/metrics", "/metrics/change.lead_time", "/metrics/change.time_to_first_review?weeks=52",
        "/explore?metric=build.duration&by=repo", "/sources", "/settings", "/people", "/people/1", "/people/suggestions", "/people/identities", "/people/rules", "/teams", "/teams/4", "/products", "/services/1",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_InLightAndDark_HaveNothingForAxeToFind()
    {
        await using var server = await Served.SampleAsync(Stop);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var context = await browsers.OpenAsync(server.Address, new() { ColorScheme = scheme });
            var page = await context.NewPageAsync();
            foreach (var path in Pages)
            {
                await page.GotoAsync(path);
                var found = (await page.RunAxe()).Violations;
                Assert.True(found.Length == 0, $"{scheme} {path}: " + string.Join("; ", found.Select(violation =>
                    $"{violation.Id} at {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}")));
            }
        }
    }

    [Fact]
    public async Task Pages_OnAPhone_DoNotScrollSideways()
    {
        await using var server = await Served.SampleAsync(Stop);
        await using var context = await browsers.OpenAsync(server.Address, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await context.NewPageAsync();
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 390, $"{path} is {width} px wide");
        }
    }

    [Fact]
    public async Task Pages_WithoutJavaScript_ShowChartsAndFilter()
    {
        await using var server = await Served.SampleAsync(Stop);
        await using var context = await browsers.OpenAsync(server.Address, new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();

        await page.GotoAsync("/");
        await page.Locator("select[name=weeks]").SelectOptionAsync("26");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        Assert.Contains("weeks=26", page.Url, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
        Assert.Contains("weeks=26", page.Url, StringComparison.Ordinal);

        await page.GotoAsync("/explore?metric=build.duration");
        Assert.True(await page.Locator(".plain-chart .plot svg").First.IsVisibleAsync());
    }

    [Fact]
    public async Task MetricPage_ReadsValuesByKeyboard_KeepsTheThemeAndSurvivesNavigation()
    {
        await using var server = await Served.SampleAsync(Stop);
        await using var context = await browsers.OpenAsync(server.Address);
        var page = await context.NewPageAsync();
        List<string> errors = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Time to first review" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Time to first review");
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));

        await page.Locator("[data-plot]").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("weekly median");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator(".reading")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Link, new() { Name = "Month" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-chart] .legend").First).ToContainTextAsync("monthly median");
        await page.Locator("[data-plot]").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("monthly median");

        await page.ReloadAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Explore_SharedAddress_DrawsTheSameQuestion()
    {
        await using var server = await Served.SampleAsync(Stop);
        await using var context = await browsers.OpenAsync(server.Address);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/explore?metric=build.duration&grain=month&by=repo");
        await Assertions.Expect(page.Locator("explore-chart[drawn]")).ToHaveCountAsync(1);
        Assert.True(await page.Locator("explore-chart").EvaluateAsync<int>("e => e.shadowRoot.querySelectorAll('svg path').length") > 10);
        await Assertions.Expect(page.Locator("select[name=by]")).ToHaveValueAsync("repo");

        // Another question by the form: the address follows, the chart is drawn anew.
        await page.Locator("select[name=metric]").SelectOptionAsync("change.count");
        await page.WaitForURLAsync("**metric=change.count**");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("Changes merged");
        await Assertions.Expect(page.Locator("explore-chart[drawn]")).ToHaveCountAsync(1);
        Assert.Contains("grain=month", page.Url, StringComparison.Ordinal);
    }
}
