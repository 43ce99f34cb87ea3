using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Tests.Access;
using Microsoft.Extensions.Time.Testing;
using CommitFact = Duet.Engine.Facts.CommitFact;
using FactBatch = Duet.Engine.Facts.FactBatch;
using IFactStore = Duet.Engine.Facts.IFactStore;
using Actor = Duet.Engine.Facts.Actor;
using ActorKind = Duet.Engine.Facts.ActorKind;

namespace Duet.Tests.Metrics.Api;

public sealed class MetricsApiTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private RunningServer server = null!;
    private Browser program = null!;
    private string key = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync(options => options with { Time = new FakeTimeProvider(Now) });
        program = server.Browse();
        key = (await server.Get<Keys>().AddAsync("test", Stop)).Text!;
        // Three commits on Monday 2 March, one a week before.
        await server.Get<IFactStore>().WriteAsync(
            new FactBatch("test", "git").Append<CommitFact>(
            [
                Commit("a", Now.AddDays(-2)), Commit("b", Now.AddDays(-2)), Commit("c", Now.AddDays(-2)), Commit("d", Now.AddDays(-9)),
            ]),
            Stop);
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Catalogue_HasAllMetricsWithLowerSnakeWords()
    {
        var metrics = (await AskAsync("/api/v1/metrics")).GetProperty("metrics").EnumerateArray().ToList();

        Assert.True(metrics.Count > 40);
        Assert.All(metrics, metric => Assert.Matches("^[a-z_]+$", metric.GetProperty("concept").GetString()!));
        Assert.Contains(metrics, metric => metric.GetProperty("key").GetString() == "commit.count");
    }

    [Fact]
    public async Task Definition_HasWhatThePageSays()
    {
        var metric = await AskAsync("/api/v1/metrics/commit.count");

        Assert.Equal("commit", metric.GetProperty("fact").GetString());
        Assert.Equal("count", metric.GetProperty("aggregate").GetString());
        Assert.NotEmpty(metric.GetProperty("text").GetString()!);
        Assert.Equal(JsonValueKind.Null, metric.GetProperty("measure").ValueKind);
    }

    [Fact]
    public async Task Series_AskedWithNothing_IsThirteenCompleteWeeksAndTheOpenOne()
    {
        var series = await AskAsync("/api/v1/metrics/commit.count/series");
        var points = series.GetProperty("points").EnumerateArray().ToList();

        Assert.Equal(14, points.Count);
        Assert.Equal("2025-12-01T00:00:00Z", points[0].GetProperty("period").GetString());
        Assert.Equal("week", series.GetProperty("grain").GetString());
        Assert.True(points[^1].GetProperty("provisional").GetBoolean());
        Assert.False(points[^2].GetProperty("provisional").GetBoolean());
        Assert.Equal(3, points[^1].GetProperty("value").GetDouble());
        Assert.Equal(1, points[^2].GetProperty("n").GetInt64());
        Assert.Equal(0, points[0].GetProperty("value").GetDouble());
        Assert.Equal(
            ["period", "periodEnd", "group", "value", "n", "low", "high", "provisional", "suppressed", "open"],
            points[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ["key", "version", "unit", "grain", "by", "points", "totals", "coverage", "exclusions"],
            series.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("from=2026-03-02&to=2026-03-04&grain=day", 2)]
    [InlineData("from=2026-03-02T00:00:00%2B01:00&to=2026-03-04T00:00:00Z&grain=day", 3)]
    [InlineData("from=2026-01-01&grain=month", 3)]
    [InlineData("by=repo&from=2026-03-02&to=2026-03-09", 1)]
    [InlineData("where=repo:shop&where=repo:till&from=2026-03-02&to=2026-03-09&calendar=wall", 1)]
    public async Task Series_WithParameters_HasItsPoints(string query, int points) =>
        Assert.Equal(points, (await AskAsync($"/api/v1/metrics/commit.count/series?{query}")).GetProperty("points").GetArrayLength());

    [Theory]
    [InlineData("series?grain=year", 400, "bad-grain")]
    [InlineData("series?grain=1", 400, "bad-grain")]
    [InlineData("series?from=yesterday", 400, "bad-period")]
    [InlineData("series?from=2026-03-02&to=2026-03-02", 400, "bad-period")]
    [InlineData("series?from=0001-01-01", 400, "bad-period")]
    [InlineData("series?by=repo,repo", 400, "bad-by")]
    [InlineData("series?by=nothing", 400, "unknown-dimension")]
    [InlineData("series?where=repo", 400, "bad-where")]
    [InlineData("series?calendar=moon", 400, "bad-calendar")]
    [InlineData("series?grian=day", 400, "unknown-parameter")]
    [InlineData("items?limit=501", 400, "bad-limit")]
    [InlineData("items?offset=-1", 400, "bad-offset")]
    [InlineData("items?format=xml", 400, "bad-format")]
    public async Task Request_NotUnderstood_IsRefusedWithACode(string request, int status, string code)
    {
        var answer = await GetAsync($"/api/v1/metrics/commit.count/{request}");

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(code, JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/api/v1/metrics/nothing.here")]
    [InlineData("/api/v1/metrics/nothing.here/series")]
    [InlineData("/api/v1/metrics/nothing.here/items")]
    public async Task Metric_Unknown_IsNotFound(string path)
    {
        var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("unknown-metric", JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Items_ListTheRowsThatTheSeriesCounts_PageByPage()
    {
        var first = await AskAsync("/api/v1/metrics/commit.count/items?limit=3");

        Assert.Equal(4, first.GetProperty("total").GetInt64());
        Assert.Equal(3, first.GetProperty("rows").GetArrayLength());
        Assert.Equal(3, first.GetProperty("next").GetInt32());
        Assert.All(first.GetProperty("rows").EnumerateArray(), row => Assert.Equal(first.GetProperty("columns").GetArrayLength(), row.GetArrayLength()));
        Assert.DoesNotContain("ann", first.GetRawText(), StringComparison.OrdinalIgnoreCase);

        var last = await AskAsync("/api/v1/metrics/commit.count/items?limit=3&offset=3");
        Assert.Equal(1, last.GetProperty("rows").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("?format=csv", null)]
    [InlineData("?limit=1", "text/csv")]
    public async Task Items_AsAFile_HoldAllRows(string query, string? accept)
    {
        var file = await program.OpenAsync($"/api/v1/metrics/commit.count/items{query}", request =>
        {
            request.Headers.Authorization = new("Bearer", key);
            if (accept is not null)
                request.Headers.Accept.ParseAdd(accept);
        });

        Assert.Equal("text/csv", file.ContentType);
        var lines = file.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.Contains("committed_at", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Contains("'=Add a shelf", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Description_ForPrograms_IsAsReviewed() =>
        Snapshot.Match("openapi.json", (await GetAsync("/openapi/v1.json")).Body);

    private static CommitFact Commit(string sha, DateTimeOffset at) => new()
    {
        Repo = "shop",
        Sha = sha,
        Subject = "=Add a shelf",
        Author = new Actor("ann@example.org", "Ann", "ann@example.org", ActorKind.Human),
        AuthorKind = ActorKind.Human,
        AuthoredAt = at,
        CommittedAt = at,
        IsMerge = false,
    };

    private Task<Answer> GetAsync(string path) =>
        program.OpenAsync(path, request => request.Headers.Authorization = new("Bearer", key));

    private async Task<JsonElement> AskAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}
