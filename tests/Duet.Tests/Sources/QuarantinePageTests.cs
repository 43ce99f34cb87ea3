using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Tests.Sources.Doors;

namespace Duet.Tests.Sources;

public sealed partial class QuarantinePageTests
{
    [Fact]
    public async Task Sources_WithWhatProgramsSend_SayHowItAddsUp()
    {
        await using var bench = await FilledAsync();
        using var owner = await bench.Server.BrowseAsOwnerAsync();

        var page = (await owner.OpenAsync("/sources")).Body;

        Assert.Contains("2 received: 2 kept", page, StringComparison.Ordinal);
        Assert.Contains("4 kept: 2 in the facts, 2 in quarantine", page, StringComparison.Ordinal);
        Assert.Contains("2 items wait in quarantine", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_BeforeAnythingWasSent_SayWhatToDo()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();

        Assert.Contains("duet key add ci --scope events:write", (await owner.OpenAsync("/sources")).Body, StringComparison.Ordinal);
        Assert.Contains("Nothing waits", (await owner.OpenAsync("/sources/quarantine")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.OpenAsync("/sources/quarantine/1.0")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.OpenAsync("/sources/quarantine/nonsense")).Status);
    }

    [Fact]
    public async Task Item_Opened_ShowsItsBytesForAReasonThatIsRecorded()
    {
        await using var bench = await FilledAsync();
        using var owner = await bench.Server.BrowseAsOwnerAsync();
        var item = await ItemAsync(owner, "clock");
        Assert.DoesNotContain("of-tomorrow", (await owner.OpenAsync(item)).Body, StringComparison.Ordinal);

        var opened = await owner.SubmitAsync(item, "open", ("Input.Reason", "asked by the sender"));

        Assert.Contains("of-tomorrow", opened.Body, StringComparison.Ordinal);
        var record = Assert.Single(await bench.Server.Get<Audit>().ListAsync(new AuditFilter("raw.read"), DoorBench.Stop));
        Assert.Equal("asked by the sender", record.Reason);
    }

    [Fact]
    public async Task Item_TriedAgainOrLeftOut_WaitsNoMore()
    {
        await using var bench = await FilledAsync();
        using var owner = await bench.Server.BrowseAsOwnerAsync();

        var replayed = await owner.SubmitAsync(await ItemAsync(owner, "clock"), "replay");
        var discarded = await owner.SubmitAsync(await ItemAsync(owner, "missing-member"), "discard", ("Input.Reason", "a test"));

        Assert.EndsWith("?done=replayed", replayed.Location, StringComparison.Ordinal);
        Assert.EndsWith("?done=discarded", discarded.Location, StringComparison.Ordinal);
        Assert.Contains("Nothing waits", (await owner.OpenAsync("/sources/quarantine")).Body, StringComparison.Ordinal);
        await bench.FactsAsync("SELECT 1 FROM deployment WHERE key = 'of-tomorrow'", row => row.GetInt32(0));
        Assert.Equal(2, (await bench.Server.Get<Audit>().ListAsync(new AuditFilter("quarantine"), DoorBench.Stop)).Count);
        await bench.AssertSoundAsync();
    }

    private static async Task<DoorBench> FilledAsync()
    {
        var bench = await DoorBench.StartAsync();
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await bench.SendAsync("/api/v1/deployments", Encoding.UTF8.GetBytes(Messages.Deployment("of-tomorrow", startedAt: tomorrow)));
        await bench.SendAsync("/api/v1/deployments", Messages.Batch([.. Messages.Deployments(2), """{"id":"x","service":"shop"}"""]));
        await bench.AssertSoundAsync();
        return bench;
    }

    private static async Task<string> ItemAsync(Browser browser, string reason)
    {
        var page = (await browser.OpenAsync($"/sources/quarantine?reason={reason}")).Body;
        return Item().Match(page).Value;
    }

    [GeneratedRegex(@"/sources/quarantine/[0-9]+\.[0-9]+")]
    private static partial Regex Item();
}
