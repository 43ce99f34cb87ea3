using Deque.AxeCore.Playwright;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Surveys;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Duet.BrowserTests;

/// <summary>A wave from its opening to its results, answered on a phone.</summary>
public sealed class SurveyFormTests(BrowserFixture browsers)
{
    private const int People = 8;
    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wave_OnAPhoneWithoutScripts_IsAnsweredClosedAndPublished()
    {
        await using var server = await Served.EmptyAsync(Stop);
        var (survey, wave, codes) = await OpenAsync(server.Services);
        await using var plain = await browsers.OpenAsync(server.Address, new() { ViewportSize = Phone, JavaScriptEnabled = false });
        var page = await plain.NewPageAsync();
        List<string> elsewhere = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };

        foreach (var code in codes.Take(6))
        {
            await page.GotoAsync(Path(survey));
            Assert.True(await page.GetByText("cannot be exported or erased per person").IsVisibleAsync());
            await page.GetByLabel("Your code").FillAsync(code.ToLowerInvariant());
            await page.GetByRole(AriaRole.Button, new() { Name = "Open the form" }).ClickAsync();
            Assert.InRange((await page.Locator("main").BoundingBoxAsync())!.Width, 1, 390);
            await Answer(page, "I am satisfied with how fast builds and tests answer.", "Agree");
            await Answer(page, "I have enough time to focus.", "Strongly agree");
            await page.GetByRole(AriaRole.Textbox, new() { Name = "What should change first?" }).FillAsync("Ask me@staff.example");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
            Assert.True(await page.GetByRole(AriaRole.Heading, new() { Name = "A text names somebody" }).IsVisibleAsync());
            await page.GetByRole(AriaRole.Textbox, new() { Name = "What should change first?" }).FillAsync("The build cache.");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
            Assert.True(await page.GetByText("Your answers are counted").IsVisibleAsync());
        }
        Assert.Empty(elsewhere);
        Assert.Empty(await plain.CookiesAsync());

        var services = server.Services;
        Assert.Null(await services.GetRequiredService<IWaves>().CloseAsync(wave, Caller.Host, Stop));
        await services.GetRequiredService<IReleases>().ReleaseAsync(wave, Stop);
        await using var db = services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        var share = await db.Set<ReleasedCell>().SingleAsync(cell => cell.WaveId == wave && cell.Cell == "" && cell.Measure == "build_speed" && cell.Form == CellForm.Share, Stop);
        Assert.Null(share.Hidden);
        // All agreed: told as less than all, so that nobody's answer is certain.
        Assert.InRange(share.Value!.Value, 0.75, 0.95);
        await page.GotoAsync(Path(survey));
        Assert.True(await page.GetByRole(AriaRole.Heading, new() { Name = "This survey is over" }).IsVisibleAsync());
    }

    [Fact]
    public async Task Form_InLightAndDark_HasNothingForAxeToFind()
    {
        await using var server = await Served.EmptyAsync(Stop);
        var (survey, _, codes) = await OpenAsync(server.Services);
        List<string> found = [];
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var context = await browsers.OpenAsync(server.Address, new() { ViewportSize = Phone, ColorScheme = scheme });
            var page = await context.NewPageAsync();
            await CheckAsync("code");
            // The link of an invitation: the code is taken out of the address before it goes anywhere.
            await page.GotoAsync($"{Path(survey)}#{codes[0]}");
            await page.WaitForSelectorAsync("fieldset");
            Assert.DoesNotContain(codes[0], page.Url, StringComparison.Ordinal);
            await FindAsync("sheet");
            await page.GetByRole(AriaRole.Textbox, new() { Name = "What should change first?" }).FillAsync("Ask me@staff.example");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
            await FindAsync("warning");
            await page.GotoAsync("/survey/promise");
            await FindAsync("promise");

            async Task CheckAsync(string what)
            {
                await page.GotoAsync(Path(survey));
                await FindAsync(what);
            }

            async Task FindAsync(string what)
            {
                var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
                if (width > 390)
                    found.Add($"{what} is {width} px wide");
                found.AddRange((await page.RunAxe()).Violations.Select(violation => $"{what}, {scheme}: {violation.Id} {string.Join(' ', violation.Nodes.Select(node => node.Html))}"));
            }
        }

        Assert.Empty(found);
    }

    private static async Task Answer(IPage page, string question, string answer) =>
        await page.GetByRole(AriaRole.Group, new() { Name = question }).GetByLabel(answer, new() { Exact = true }).CheckAsync();

    private static string Path(int survey) => FormattableString.Invariant($"/survey/{survey}");

    private static async Task<(int Survey, int Wave, IReadOnlyList<string> Codes)> OpenAsync(IServiceProvider services)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var db = services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        db.AddRange(Enumerable.Range(1, People).Select(number => new Person { Name = $"Person {number}", CreatedAt = now }));
        var survey = new Survey
        {
            Title = "Developer experience",
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            Kind = SurveyKind.Wave,
            Lens = SurveyLens.Devex,
            Plan = new SurveyPlan { Channels = [SurveyChannel.Codes] },
            CreatedAt = now,
        };
        db.Add(survey);
        await db.SaveChangesAsync(Stop);
        var opening = await services.GetRequiredService<IWaves>().OpenAsync(survey.Id, Caller.Host, Stop);
        Assert.Null(opening.Refusal);
        return (survey.Id, opening.Wave!.Value, [.. opening.Codes.SelectMany(group => group.Codes)]);
    }
}
