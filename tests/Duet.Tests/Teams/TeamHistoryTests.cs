using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Duet.Tests.Access;
using Duet.Tests.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Teams;

/// <summary>
/// The promise of dated teams, over the real server: people move, and the numbers of before stay with the team of that day;
/// only a correction of the past moves them, says which, and is logged.
/// </summary>
public abstract class TeamHistoryTests
{
    private const int PeopleOfATeam = 8;
    private const int ChangesOfAMonth = 3;
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<string?> RecordsAsync();

    [Fact]
    public async Task Numbers_OfLastMonth_StayWhenPeopleMoveAndFollowACorrection()
    {
        var connection = await RecordsAsync();
        await using var server = await RunningServer.StartAsync(options => options with { Time = new FakeTimeProvider(Now), Records = connection });
        using var program = server.Browse();
        var key = (await server.Get<Keys>().AddAsync(new KeyRequest("directory", [Scopes.CatalogRead, Scopes.CatalogWrite, Scopes.MetricsRead]), Caller.Host, Stop)).Text!;
        var people = await PeopleAsync(server);
        await FactsAsync(server);
        var shop = Id(await SendAsync(program, key, HttpMethod.Post, "/api/v1/teams", """{"name":"Shop"}""", HttpStatusCode.Created));
        var pay = Id(await SendAsync(program, key, HttpMethod.Post, "/api/v1/teams", """{"name":"Pay"}""", HttpStatusCode.Created));
        for (var number = 0; number < people.Count; number++)
            await SendAsync(
                program, key, HttpMethod.Post, $"/api/v1/teams/{(number < PeopleOfATeam ? shop : pay)}/members", $$"""{"person":{{people[number]}}}""", HttpStatusCode.Created);
        var all = PeopleOfATeam * ChangesOfAMonth;

        var before = await SeriesAsync(program, key);
        Assert.Equal([("2026-04", "Pay", all), ("2026-04", "Shop", all), ("2026-05", "Pay", all), ("2026-05", "Shop", all), ("2026-06", "Pay", all), ("2026-06", "Shop", all)], before);

        // Somebody moves at the start of this month: what happened before stays where it was.
        var moved = await SendAsync(
            program, key, HttpMethod.Post, $"/api/v1/teams/{pay}/members", $$"""{"person":{{people[0]}},"since":"2026-06-01"}""", HttpStatusCode.Created);
        var after = await SeriesAsync(program, key);
        Assert.Equal(before.Take(4), after.Take(4));
        Assert.Equal([("2026-06", "Pay", all + ChangesOfAMonth), ("2026-06", "Shop", all - ChangesOfAMonth)], after.Skip(4));

        // It turns out that it was a month earlier: May moves, April does not, and the answer says so.
        var corrected = await SendAsync(
            program, key, HttpMethod.Put, $"/api/v1/teams/{pay}/members/{Id(moved)}", """{"since":"2026-05-01","until":null,"reason":"the move was in May"}""", HttpStatusCode.OK);
        Assert.Equal("2026-05-01T00:00:00+00:00", corrected.GetProperty("moves").GetProperty("since").GetString());
        Assert.Equal("2026-06-01T00:00:00+00:00", corrected.GetProperty("moves").GetProperty("until").GetString());
        var rewritten = await SeriesAsync(program, key);
        Assert.Equal(before.Take(2), rewritten.Take(2));
        Assert.Equal([("2026-05", "Pay", all + ChangesOfAMonth), ("2026-05", "Shop", all - ChangesOfAMonth)], rewritten.Skip(2).Take(2));
        Assert.Equal(after.Skip(4), rewritten.Skip(4));

        var noted = (await server.Get<Audit>().ListAsync(new AuditFilter("membership.correct"), Stop))[0];
        Assert.Equal(("key:directory", $"person:{people[0]}", "the move was in May"), (noted.Actor, noted.Object, noted.Reason));
        Assert.Equal($"team:{shop} ../2026-06-01T00:00Z, team:{pay} 2026-06-01T00:00Z/..", noted.Before);
        Assert.Equal($"team:{shop} ../2026-05-01T00:00Z, team:{pay} 2026-05-01T00:00Z/..", noted.After);
        Assert.True((await server.Get<Audit>().VerifyAsync(Stop)).Holds);
    }

    private static async Task<List<int>> PeopleAsync(RunningServer server)
    {
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var people = Enumerable.Range(0, 2 * PeopleOfATeam).Select(number => new Person { Name = $"Person {number}", Mail = Mail(number), CreatedAt = Now }).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync(Stop);
        return [.. people.OrderBy(person => person.Mail, StringComparer.Ordinal).Select(person => person.Id)];
    }

    private static Task<BatchOutcome> FactsAsync(RunningServer server) => server.Get<IFactStore>().WriteAsync(
        new FactBatch("history", "test").Append(
            (from person in Enumerable.Range(0, 2 * PeopleOfATeam)
             from month in new[] { 4, 5, 6 }
             from change in Enumerable.Range(1, ChangesOfAMonth)
             let at = new DateTimeOffset(2026, month, 2 + change, 9, 0, 0, TimeSpan.Zero)
             select new ChangeFact
             {
                 Repo = "shop",
                 Id = string.Create(CultureInfo.InvariantCulture, $"{person}.{month}.{change}"),
                 Title = "Work",
                 Author = new Actor("mail", Mail(person), $"Person {person}", ActorKind.Human),
                 AuthorKind = ActorKind.Human,
                 OpenedAt = at,
                 MergedAt = at.AddHours(5),
                 Commits = 1,
                 IsRevert = false,
                 Method = ChangeMethod.GitHub,
             }).ToList()),
        Stop);

    private static string Mail(int person) => $"person{person:00}@example.org";

    private static int Id(JsonElement written) => written.GetProperty("id").GetInt32();

    private static async Task<List<(string Month, string Team, int Changes)>> SeriesAsync(Browser program, string key)
    {
        var answer = await SendAsync(
            program, key, HttpMethod.Get, "/api/v1/metrics/change.count/series?from=2026-04-01&to=2026-07-01&grain=month&by=team", null, HttpStatusCode.OK);
        return [.. answer.GetProperty("points").EnumerateArray().Select(point => (
            point.GetProperty("period").GetString()![..7],
            point.GetProperty("group").GetString()!,
            (int)point.GetProperty("value").GetDouble())).Order()];
    }

    private static async Task<JsonElement> SendAsync(
        Browser program, string key, HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await program.SendAsync(request);
        Assert.True(answer.Status == expected, $"{method} {path} answers {(int)answer.Status}: {answer.Body}");
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}

public sealed class SqliteTeamHistoryTests : TeamHistoryTests
{
    private protected override Task<string?> RecordsAsync() => Task.FromResult<string?>(null);
}

public sealed class PostgresTeamHistoryTests(PostgresServer postgres) : TeamHistoryTests
{
    private protected override async Task<string?> RecordsAsync() => await postgres.NewDatabaseAsync();
}
