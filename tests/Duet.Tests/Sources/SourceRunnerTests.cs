using System.Net;
using Duet.Platform.Records;
using Duet.Sources;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Duet.Tests.Sources;

public sealed class SourceRunnerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sources_Many_RunAtMostTwoAtATime()
    {
        var held = new HeldSource();
        await using var server = await StartAsync(held);
        for (var number = 0; number < 5; number++)
            await server.Get<KnownSources>().AddAsync("git", $"https://example.org/r{number}.git", "host", Stop);

        await UntilAsync(() => held.Started == SourceRunner.AtOnce);
        held.LetEnd(5);
        await UntilAsync(() => held.Started == 5);

        Assert.Equal(SourceRunner.AtOnce, held.MostAtOnce);
    }

    [Fact]
    public async Task Source_WhileItRuns_ShowsWhereItStandsAndIsNotStartedAgain()
    {
        var held = new HeldSource();
        await using var server = await StartAsync(held);
        using var browser = await server.BrowseAsOwnerAsync();
        await server.Get<KnownSources>().AddAsync("git", "https://me:secret@example.org/shop.git", "host", Stop);
        await UntilAsync(() => held.Started == 1);
        await server.Get<KnownSources>().RunAsync("shop", Stop);

        var page = await browser.OpenAsync("/sources");

        Assert.Contains("Reading the history, 5 of 10", page.Body, StringComparison.Ordinal);
        Assert.Contains("<progress max=\"10\" value=\"5\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Body, StringComparison.Ordinal);
        Assert.Equal(1, held.Started);
        held.LetEnd(2);
        await UntilAsync(() => held.Started == 2);
    }

    [Fact]
    public async Task Source_ThatFails_IsNamedOnEveryPageWithWhatHelps()
    {
        var held = new HeldSource();
        await using var server = await StartAsync(held);
        using var browser = await server.BrowseAsOwnerAsync();
        held.LetEnd();
        await server.Get<KnownSources>().AddAsync("git", "https://example.org/broken.git", "host", Stop);
        await UntilAsync(async () => (await BoardAsync(server))[0].State is SourceState.Broken);

        Assert.Contains("The source broken is broken.", (await browser.OpenAsync("/settings")).Body, StringComparison.Ordinal);
        Assert.Contains("Check the path.", (await browser.OpenAsync("/sources")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CutOffByTheEndOfTheProgram_IsStartedAgain()
    {
        using var folder = new TemporaryFolder();
        var first = new HeldSource();
        await using (var server = await StartAsync(first, folder.Path))
        {
            await server.Get<KnownSources>().AddAsync("git", "https://example.org/shop.git", "host", Stop);
            await UntilAsync(() => first.Started == 1);
        }
        var second = new HeldSource();
        await using var again = await StartAsync(second, folder.Path);

        await UntilAsync(() => second.Started == 1);
        await using var db = again.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var outcomes = await db.Set<SourceRun>().OrderBy(run => run.StartedAt).Select(run => run.Outcome).ToListAsync(Stop);
        Assert.Equal([RunOutcome.Interrupted, RunOutcome.Running], outcomes);
    }

    [Fact]
    public async Task Remove_WhileItRuns_EndsTheRunAndTakesFolderAndRecordsAway()
    {
        using var folder = new TemporaryFolder();
        var held = new HeldSource();
        await using var server = await StartAsync(held, folder.Path);
        using var browser = await server.BrowseAsOwnerAsync();
        await server.Get<KnownSources>().AddAsync("git", "https://example.org/shop.git", "host", Stop);
        await UntilAsync(() => held.Started == 1);
        var form = Browser.FormsOf((await browser.OpenAsync("/sources?remove=shop")).Body)[0];

        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/sources/shop/remove", [.. form])).Status);

        Assert.Empty(await BoardAsync(server));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "sources", "shop")));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/sources/shop/run", [.. form])).Status);
    }

    [Fact]
    public async Task Form_WithABadAddress_KeepsItAndSaysWhatHelps()
    {
        await using var server = await StartAsync(new HeldSource());
        using var browser = await server.BrowseAsOwnerAsync();

        var answer = await browser.SubmitAsync("/sources", "add-source", ("Input.Location", "bad:<place>"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Use a good one.", answer.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"bad:&lt;place&gt;\"", answer.Body, StringComparison.Ordinal);
        Assert.Empty(await BoardAsync(server));
    }

    [Fact]
    public async Task Add_TheSamePlaceTwice_IsOneSource_TwoPlacesOfOneName_AreTwo()
    {
        await using var server = await StartAsync(new HeldSource());
        var sources = server.Get<KnownSources>();

        Assert.Equal("shop", (await sources.AddAsync("git", "https://example.org/shop.git", "host", Stop)).Name);
        Assert.True((await sources.AddAsync("git", " https://example.org/shop.git ", "host", Stop)).WasKnown);
        Assert.Equal("shop-2", (await sources.AddAsync("git", "https://example.com/Shop", "host", Stop)).Name);
        Assert.Equal("unknown-kind", (await sources.AddAsync("svn", "https://example.com/Shop", "host", Stop)).Problem!.Code);
    }

    [Fact]
    public async Task Changes_OfASource_AreAuditedWithoutItsCredentials()
    {
        await using var server = await StartAsync(new HeldSource());
        using var browser = await server.BrowseAsOwnerAsync();
        await browser.SubmitAsync("/sources", "add-source", ("Input.Location", "https://me:secret@example.org/shop.git?token=secret"));
        var actor = $"account:{(await server.AccountAsync(RunningServer.OwnerMail)).Id}";
        var sources = server.Get<KnownSources>();

        var name = Assert.Single(await BoardAsync(server)).Name;
        await sources.EnableAsync(name, false, actor, Stop);
        await sources.RemoveAsync(name, actor, Stop);

        var told = await server.AuditedAsync("source");
        Assert.Equal(["source.remove", "source.change", "source.add"], told.Select(record => record.Action));
        Assert.All(told, record => Assert.Equal((actor, $"source:{name}"), (record.Actor, record.Object)));
        Assert.Equal([null, "off", "git from example.org"], told.Select(record => record.After));
        Assert.DoesNotContain("secret", string.Join(' ', told.Select(record => $"{record.Object} {record.After}")), StringComparison.Ordinal);
    }

    private static Task<RunningServer> StartAsync(HeldSource source, string? folder = null) => RunningServer.StartAsync(
        options => options with { Configure = services => services.Replace(ServiceDescriptor.Singleton<ISource>(source)) }, folder);

    private static async Task<IReadOnlyList<SourceView>> BoardAsync(RunningServer server)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SourceBoard>().ListAsync(Stop);
    }

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 3_000, "It did not happen within a minute.");
            await Task.Delay(20, Stop);
        }
    }
}
