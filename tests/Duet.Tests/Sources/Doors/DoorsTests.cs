using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Duet.Access;
using Duet.Cli;
using Duet.Engine.Facts;
using Duet.Sources;
using Duet.Sources.Doors;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Sources.Doors;

/// <summary>What the doors are for, over real HTTP.</summary>
public sealed class DoorsTests
{
    [Fact]
    public async Task Deployment_RunningThenDone_IsOneFact()
    {
        await using var bench = await DoorBench.StartAsync();
        const string start = """{"id":"1","deployment":"d","service":"shop","environment":"production","outcome":"running","started_at":"2026-11-02T09:00:00+01:00"}""";
        const string end = """{"id":"2","deployment":"d","service":"shop","environment":"production","outcome":"success","started_at":"2026-11-02T09:00:00+01:00","finished_at":"2026-11-02T08:10:00Z","sha":"abc","is_rework":true,"failed_at":"2026-11-02T08:30:00Z","recovered_at":"2026-11-02T08:40:00Z","repo":"shop","is_rollback":false}""";

        Assert.Equal(HttpStatusCode.Accepted, (await bench.SendAsync("/api/v1/deployments", start)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await bench.SendAsync("/api/v1/deployments/", end)).Status);

        var kept = await bench.FactsAsync(
            "SELECT key, service, environment, outcome, started_at, finished_at, repo, sha, is_rework, failed_at, recovered_at FROM deployment WHERE outcome = 'success'",
            row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))));
        Assert.Equal("d shop production success 11/02/2026 08:00:00 11/02/2026 08:10:00 shop abc True 11/02/2026 08:30:00 11/02/2026 08:40:00", Assert.Single(kept));
        Assert.Equal(1, Assert.Single(await bench.FactsAsync("SELECT count(*) FROM deployment", row => row.GetInt64(0))));
        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Incident_CausedByADeployment_LeadsToIt()
    {
        await using var bench = await DoorBench.StartAsync();
        await bench.SendAsync("/api/v1/deployments?source=ci", Messages.Deployment("d7"));
        await bench.SendAsync("/api/v1/incidents?source=ci", """
            {"id":"i1","incident":"INC-4","service":"shop","severity":"high","impact_at":"2026-11-02T09:20:00Z","detected_at":"2026-11-02T09:30:00Z","acknowledged_at":"2026-11-02T09:31:00Z","resolved_at":"2026-11-02T10:00:00Z","caused_by":"d7"}
            """);

        var cause = await bench.FactsAsync(
            "SELECT i.key, d.key, s.name FROM incident i JOIN deployment d ON d.id = i.caused_by JOIN source s ON s.id = i.source",
            row => (row.GetString(0), row.GetString(1), row.GetString(2)));

        Assert.Equal(("INC-4", "d7", "api/ci"), Assert.Single(cause));
    }

    [Fact]
    public async Task Builds_TwoAttemptsOfOne_AreTwoFacts()
    {
        await using var bench = await DoorBench.StartAsync();
        string Build(string id, int attempt, string outcome) => $$"""
            {"id":"{{id}}","build":"77","attempt":{{attempt}},"repo":"shop","pipeline":"build","outcome":"{{outcome}}","queued_at":"2026-11-02T08:59:00Z","started_at":"2026-11-02T09:00:00Z","finished_at":"2026-11-02T09:10:00Z","branch":"main","is_default_branch":true,"sha":"abc"}
            """;

        var reply = await bench.SendAsync("/api/v1/builds", $"[{Build("a", 1, "failure")},{Build("b", 2, "success")},{Build("c", 2, "success")}]");

        Assert.Equal((HttpStatusCode.Accepted, 3), (reply.Status, reply.Count("accepted")));
        var kept = await bench.FactsAsync("SELECT key, attempt, outcome FROM run ORDER BY key", row => (row.GetString(0), row.GetInt32(1), row.GetString(2)), 2);
        Assert.Equal([("77#1", 1, "failure"), ("77#2", 2, "success")], kept);
        await bench.AssertSoundAsync();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Measurements_CompressedBatch_AreInTheSeriesOfTheirName(string encoding)
    {
        await using var bench = await DoorBench.StartAsync();
        using var packed = new MemoryStream();
        await using (Stream packer = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await packer.WriteAsync(Encoding.UTF8.GetBytes(Messages.Batch([Messages.Measurement("a", "10"), Messages.Measurement("b", "20"), Messages.Measurement("c", "999", "other")])), DoorBench.Stop);

        var reply = await bench.SendAsync("/api/v1/measurements", packed.ToArray(), request => request.Content!.Headers.ContentEncoding.Add(encoding));

        Assert.Equal((HttpStatusCode.Accepted, 3), (reply.Status, reply.Count("accepted")));
        await bench.FactsAsync("SELECT 1 FROM measurement", row => row.GetInt32(0), 3);
        var series = await bench.GetAsync("/api/v1/metrics/measurement.value/series?from=2026-11-02&to=2026-11-09&where=name:orders");
        Assert.Equal(15, series.GetProperty("points")[0].GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task Batch_PartlySentBefore_SaysWhichItKnew()
    {
        await using var bench = await DoorBench.StartAsync();
        await bench.SendAsync("/api/v1/deployments", Messages.Batch(Messages.Deployments(3)));

        var reply = await bench.SendAsync("/api/v1/deployments", Messages.Batch(Messages.Deployments(5)));

        Assert.Equal((HttpStatusCode.Accepted, 2, 3, 0), (reply.Status, reply.Count("accepted"), reply.Count("duplicates"), reply.Count("quarantined")));
        Assert.Equal([0, 1, 2], reply.Body.GetProperty("report").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Delivery_UnderAKnownIdempotencyKey_IsADuplicate()
    {
        await using var bench = await DoorBench.StartAsync();
        Task<DoorReply> SendAsync() => bench.SendAsync(
            "/api/v1/deployments", Encoding.UTF8.GetBytes(Messages.Deployment("a")), request => request.Headers.Add("Idempotency-Key", "run-7"));

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync()).Status);

        await bench.AssertSoundAsync();
        Assert.Equal(1, Assert.Single(await bench.BalancesAsync()).Duplicate);
    }

    [Fact]
    public async Task Message_MendedAfterItWasRefused_IsTaken()
    {
        await using var bench = await DoorBench.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await bench.SendAsync("/api/v1/deployments", Messages.Deployment("a", startedAt: "now"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await bench.SendAsync("/api/v1/deployments", Messages.Batch([Messages.Deployment("b", startedAt: "now")]))).Status);

        Assert.Equal(1, (await bench.SendAsync("/api/v1/deployments", Messages.Deployment("a"))).Count("accepted"));
        Assert.Equal(1, (await bench.SendAsync("/api/v1/deployments", Messages.Deployment("b"))).Count("accepted"));

        await bench.AssertSoundAsync();
    }

    [Fact]
    public async Task Sources_OfOneKey_KeepTheirRowsApart()
    {
        await using var bench = await DoorBench.StartAsync(limits => limits with { Sources = 2 });
        foreach (var source in (string[])["", "?source=a", "?source=b.c-1"])
            Assert.Equal(1, (await bench.SendAsync("/api/v1/deployments" + source, Messages.Deployment("same"))).Count("accepted"));

        (await bench.SendAsync("/api/v1/deployments?source=one-more", Messages.Deployment("same"))).AssertRefused(HttpStatusCode.UnprocessableEntity, "too-many-sources");

        var sources = await bench.FactsAsync("SELECT s.name FROM deployment d JOIN source s ON s.id = d.source ORDER BY s.name", row => row.GetString(0), 3);
        Assert.Equal(["api", "api/a", "api/b.c-1"], sources);
        Assert.All(sources.Skip(1), source => Assert.False(SourceNames.IsGood(source)));
        Assert.Equal("api-2", SourceNames.From("/srv/git/api", new HashSet<string>()));
    }

    [Fact]
    public async Task Requests_AboveTheRate_AreToldWhenToComeAgain()
    {
        await using var bench = await DoorBench.StartAsync(limits => limits with { RequestsPerSecond = 10 });

        var replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => bench.SendAsync("/api/v1/deployments", Messages.Deployment($"d{i}"))));

        var refused = replies.Where(reply => reply.Status == HttpStatusCode.TooManyRequests).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, reply => Assert.InRange(reply.RetryAfter!.Value.TotalSeconds, 1, 10));
        Assert.All(refused, reply => reply.AssertRefused(HttpStatusCode.TooManyRequests, "too-many-requests"));
        await bench.AssertSoundAsync();
        Assert.Equal(refused.Length, Assert.Single(await bench.BalancesAsync()).RefusedBy["rate"]);
    }

    [Fact]
    public async Task Key_RevokedByTheCommandLineBesideTheServer_IsRefusedAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);
        var key = await DoorBench.AddKeyAsync(server, "ci", Scopes.EventsWrite);
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        async Task<HttpStatusCode> SendAsync(int number)
        {
            using var content = new StringContent(Messages.Deployment($"d{number}"), Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(new Uri("/api/v1/deployments", UriKind.Relative), content, DoorBench.Stop);
            return response.StatusCode;
        }
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.Accepted, await SendAsync(i));

        Assert.Equal(0, await Verbs.RunAsync(["key", "revoke", "ci", "--data", folder.Path], new StringWriter(), new StringWriter(), DoorBench.Stop));

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(99));
    }
}
