using System.Net;
using Duet.Demo;

namespace Duet.Tests.Ui;

/// <summary>Every page, over no facts at all and over the sample organisation.</summary>
public sealed class ServedPagesTests
{
    private const int MostBytes = 150_000;

    private static readonly string[] Pages =
        ["/", "/?weeks=52", "/delivery", "/metrics", "/metrics?q=review&lens=devex", "/metrics/change.lead_time", "/metrics/build.duration?grain=month&by=repo", "/explore"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_WithAndWithoutFacts_AnswerWithinTheirBudget(bool withFacts)
    {
        await using var server = await RunningServer.StartAsync(options => options with { GuestReadOnly = true });
        if (withFacts)
            await SampleHistory.WriteAsync(
                new SampleHistory(SampleOrganisation.Create(), TimeProvider.System).Tell(), server.Get<Engine.Facts.IFactStore>(), "sample",
                TestContext.Current.CancellationToken);
        using var browser = server.Browse();
        foreach (var path in Pages)
        {
            var answer = await browser.OpenAsync(path);
            Assert.True(answer.Status == HttpStatusCode.OK, $"{path} answers {(int)answer.Status}");
            Assert.True(answer.Body.Length < MostBytes, $"{path} has {answer.Body.Length} characters");
        }
    }

    [Fact]
    public async Task Metric_NobodyKnows_IsNotFound()
    {
        await using var server = await RunningServer.StartAsync(options => options with { GuestReadOnly = true });
        using var browser = server.Browse();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/metrics/no.such")).Status);
    }

    [Fact]
    public async Task Overview_OfAHistoryThatEndedLongAgo_ShowsItsLastWeeks()
    {
        await using var server = await RunningServer.StartAsync(options => options with { GuestReadOnly = true });
        var then = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(-300));
        await SampleHistory.WriteAsync(
            new SampleHistory(SampleOrganisation.Create(), then).Tell(), server.Get<Engine.Facts.IFactStore>(), "sample", TestContext.Current.CancellationToken);
        using var browser = server.Browse();

        var page = (await browser.OpenAsync("/")).Body;

        Assert.Contains("Nothing newer has arrived", page, StringComparison.Ordinal);
        Assert.Contains("Half of all", page, StringComparison.Ordinal);
    }
}
