using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Access;

public sealed class AuditPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_AfterAChange_ShowsItAndThatTheLogHolds()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        await browser.SubmitAsync(
            "/settings", "settings", ("Input.Zone", "UTC"), ("Input.WorkStart", "09:00"), ("Input.WorkEnd", "17:00"),
            ("Input.Days[Monday]", "true"), ("Input.Floor", "7"), ("Input.OpenTeams", "true"));

        var page = await browser.OpenAsync("/settings/audit?action=settings");

        Assert.Contains("settings.change", page.Body, StringComparison.Ordinal);
        Assert.Contains("floor 7; open teams yes", WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
        Assert.Contains("are as they were written", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningServer.OwnerMail, page.Body, StringComparison.Ordinal);
        Assert.True(server.Get<IOpenTeams>().OpenTeams);
    }

    [Fact]
    public async Task Page_OfABrokenLog_NamesTheRecordAndHealthSaysDegraded()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await RunningServer.StartAsync(dataFolder: folder.Path))
        {
            for (var number = 1; number <= 3; number++)
                await server.Get<Audit>().RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);
            await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER audit_no_update; UPDATE audit SET \"Object\" = 'key:9' WHERE \"Number\" = 2", Stop);
        }

        await using var again = await RunningServer.StartAsync(dataFolder: folder.Path);
        using var browser = await again.BrowseAsOwnerAsync();
        Assert.Contains("broken at record 2", (await browser.OpenAsync("/settings/audit")).Body, StringComparison.Ordinal);
        await again.Get<AuditHealth>().ExecuteTask!;
        var health = await browser.OpenAsync("/health/ready");
        Assert.Equal((HttpStatusCode.OK, "Degraded"), (health.Status, health.Body));
    }

    [Fact]
    public async Task Api_Paged_ListsEveryRecordOnce()
    {
        await using var server = await RunningServer.StartAsync();
        for (var number = 1; number <= 7; number++)
            await server.Get<Audit>().RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);
        using var program = server.Browse();
        var key = await new Cast(server).KeyAsync(null, [Scopes.AuditRead]);
        List<long> numbers = [];
        long? before = null;
        do
        {
            var answer = await program.OpenAsync(
                $"/api/v1/audit?limit=3{(before is { } number ? $"&before={number}" : "")}", request => request.Headers.Authorization = new("Bearer", key));
            var page = JsonDocument.Parse(answer.Body).RootElement;
            numbers.AddRange(page.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("number").GetInt64()));
            before = page.GetProperty("next").ValueKind is JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }
        while (before is not null);

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], numbers);
    }
}
