using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Metrics.Api;

/// <summary>What somebody with a key can subtract from what they are told.</summary>
public sealed class HiddenGroupsApiTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private const string Span = "from=2026-02-23&to=2026-03-02";

    private RunningServer server = null!;
    private Browser program = null!;
    private string key = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync(options => options with { Time = new FakeTimeProvider(Now) });
        program = server.Browse();
        key = (await server.Get<Keys>().AddAsync("test", Stop)).Text!;
        // Nine, six and two people, each with one change of their own.
        await server.Get<IFactStore>().WriteAsync(
            new FactBatch("test", "git").Append<ChangeFact>([.. Enumerable.Range(1, 17).Select(i => Change(i, i <= 9 ? "big" : i <= 15 ? "mid" : "small"))]), Stop);
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task GroupHiddenAsANeighbour_AskedInAnyWay_IsNotCounted()
    {
        foreach (var query in new[] { "where=service:mid", "where=service:mid&by=repo", "where=service:mid&by=service", "where=service:mid&where=service:big" })
        {
            var series = await SeriesAsync(query);

            Assert.Equal(JsonValueKind.Null, series.GetProperty("coverage").GetProperty("seen").ValueKind);
            Assert.Equal(JsonValueKind.Null, series.GetProperty("coverage").GetProperty("counted").ValueKind);
            Assert.Equal(0, series.GetProperty("exclusions").GetArrayLength());
            Assert.All(series.GetProperty("points").EnumerateArray(), point => Assert.True(IsHidden(point)));
            foreach (var format in new[] { "json", "csv" })
            {
                var rows = await GetAsync($"/api/v1/metrics/change.count/items?{Span}&{query}&format={format}");
                Assert.NotEqual(HttpStatusCode.OK, rows.Status);
                Assert.Equal("suppressed", JsonDocument.Parse(rows.Body).RootElement.GetProperty("code").GetString());
            }
        }
        var big = await SeriesAsync("where=service:big");
        Assert.Equal(9, big.GetProperty("coverage").GetProperty("counted").GetInt64());
    }

    [Fact]
    public async Task SomebodyWhomARuleCallsAProgram_IsNotHumansTakenFromAll()
    {
        var rules = server.Get<ActorRules>();
        await rules.AddAsync(new ActorRuleInput(ActorRuleField.Key, "p3@*", ActorKind.Bot), Author.Host, Stop);
        Assert.True(await server.Get<DimensionProjection>().RefreshAsync(Stop));

        Assert.Equal(17, (await SeriesAsync("")).GetProperty("totals")[0].GetProperty("n").GetInt64());
        foreach (var query in new[] { "by=author_kind", "where=author_kind:human", "where=author_kind:bot", "where=author_kind:human&by=repo" })
        {
            var series = await SeriesAsync(query);
            Assert.All(series.GetProperty("totals").EnumerateArray(), point => Assert.True(IsHidden(point)));
            if (query.StartsWith("where", StringComparison.Ordinal))
                Assert.Equal(JsonValueKind.Null, series.GetProperty("coverage").GetProperty("seen").ValueKind);
        }
    }

    [Fact]
    public async Task SomebodyWhoIsLinked_IsMadeNoProgramByAnyRule()
    {
        await using (var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext())
        {
            db.Add(new Person { Name = "Three", Mail = "p3@example.org", CreatedAt = Now });
            await db.SaveChangesAsync(Stop);
        }
        var rules = server.Get<ActorRules>();
        await rules.AddAsync(new ActorRuleInput(ActorRuleField.Key, "p3@*", ActorKind.Bot), Author.Host, Stop);
        Assert.True(await server.Get<DimensionProjection>().RefreshAsync(Stop));

        // Not even what leaves programs out by itself changes: not by who they are, not by how many they are.
        Assert.Equal(17, (await SeriesAsync("where=author_kind:human")).GetProperty("totals")[0].GetProperty("n").GetInt64());
        Assert.Equal("human", Assert.Single((await SeriesAsync("by=author_kind")).GetProperty("totals").EnumerateArray()).GetProperty("group").GetString());
        Assert.Equal("linked-person", (await rules.OverrideAsync(new("mail", "p3@example.org"), ActorKind.Agent, Author.Host, Stop)).Refused!.Code);
        Assert.Empty((await rules.PreviewAsync(new ActorRuleInput(ActorRuleField.Key, "p3@*", ActorKind.Bot), Stop)).Caught);
    }

    private static ChangeFact Change(int person, string service) => new()
    {
        Repo = "shop",
        Id = $"c{person}",
        Title = "Change",
        Author = new Actor("mail", $"p{person}@example.org", $"P{person}", ActorKind.Human),
        AuthorKind = ActorKind.Human,
        Method = ChangeMethod.Merge,
        OpenedAt = Now.AddDays(-5),
        MergedAt = Now.AddDays(-5).AddHours(1),
        Service = service,
    };

    private static bool IsHidden(JsonElement point) =>
        point.GetProperty("suppressed").GetBoolean() && point.GetProperty("value").ValueKind == JsonValueKind.Null && point.GetProperty("n").GetInt64() == 0;

    private async Task<JsonElement> SeriesAsync(string query)
    {
        var answer = await GetAsync($"/api/v1/metrics/change.count/series?{Span}&{query}".TrimEnd('&'));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    private Task<Answer> GetAsync(string path) => program.OpenAsync(path, request => request.Headers.Authorization = new("Bearer", key));
}
