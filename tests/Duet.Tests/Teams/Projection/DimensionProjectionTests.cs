using System.Diagnostics;
using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Teams.Projection;

public sealed class DimensionProjectionTests(ITestOutputHelper output)
{
    // Two seconds on an idle machine; tests share theirs with all others.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facts_OfALargeOrganisation_KnowAChangeSoon()
    {
        await using var server = await RunningServer.StartAsync();
        await LargeOrganisation.WriteFactsAsync(server);
        await LargeOrganisation.WriteRecordsAsync(server);
        var projection = server.Get<DimensionProjection>();

        var first = Stopwatch.StartNew();
        Assert.True(await projection.RefreshAsync(Stop));
        output.WriteLine($"first pass: {first.ElapsedMilliseconds} ms");
        var aliases = await server.Get<IFactStore>().AliasesAsync(Stop);
        Assert.Equal(LargeOrganisation.People * LargeOrganisation.AliasesOfAPerson, aliases.Count);
        Assert.Equal(LargeOrganisation.People, aliases.Select(alias => alias.Person).Distinct().Count());

        var next = Stopwatch.StartNew();
        await server.Get<Memberships>().MoveAsync(17, 42, null, false, Author.Host, Stop);
        Assert.True(await projection.RefreshAsync(Stop));
        output.WriteLine($"after a change: {next.ElapsedMilliseconds} ms");

        Assert.True(next.Elapsed < Soon, $"{next.ElapsedMilliseconds} ms");
        var team = await server.Get<IFactStore>().ReadAsync(
            new FactSql("SELECT team FROM membership WHERE person = $1 ORDER BY since DESC LIMIT 1", (long)PersonNumber.Of(17)), row => row.GetInt32(0), Stop);
        Assert.Equal([42], team);
    }

    [Fact]
    public async Task Aliases_ThatAnImportBrings_AreJudgedByTheRulesWithoutBeingAsked()
    {
        await using var server = await RunningServer.StartAsync();
        await using (var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext())
        {
            db.Add(new ActorRule { Position = 1, Field = ActorRuleField.Key, Pattern = "*+UPDATES@*", Kind = ActorKind.Bot });
            await db.SaveChangesAsync(Stop);
        }
        Assert.True(await server.Get<DimensionProjection>().RefreshAsync(Stop));

        await server.Get<IFactStore>().WriteAsync(new FactBatch("one", "test").Append([Commit("ci+updates@example.org", "1"), Commit("ada@example.org", "2")]), Stop);

        await UntilAsync(async () => (await KindsAsync(server)).Contains(ActorKind.Bot));
        Assert.Equal([ActorKind.Bot, ActorKind.Human], (await KindsAsync(server)).Order(Comparer<ActorKind>.Create((one, two) => two.CompareTo(one))));
    }

    [Fact]
    public async Task Projection_OfContradictions_IsShownAndMendsItself()
    {
        await using var server = await RunningServer.StartAsync();
        var projection = server.Get<DimensionProjection>();
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var (team, person) = (new Team { Name = "One", Key = "one", CreatedAt = default }, new Person { Name = "Ada", CreatedAt = default });
        db.AddRange(team, person);
        await db.SaveChangesAsync(Stop);
        db.AddRange(
            new Membership { PersonId = person.Id, TeamId = team.Id, IsPrimary = true },
            new Membership { PersonId = person.Id, TeamId = team.Id, IsPrimary = true });
        await db.SaveChangesAsync(Stop);

        Assert.False(await projection.RefreshAsync(Stop));
        Assert.NotNull(projection.Problem);

        await db.Set<Membership>().OrderBy(row => row.Id).Take(1).ExecuteDeleteAsync(Stop);
        await UntilAsync(() => Task.FromResult(projection.Problem is null));
    }

    private static async Task<IReadOnlyList<ActorKind>> KindsAsync(RunningServer server) =>
        [.. (await server.Get<IFactStore>().AliasesAsync(Stop)).Select(alias => alias.Kind)];

    private static CommitFact Commit(string mail, string sha) => new()
    {
        Repo = "shop",
        Sha = sha.PadLeft(40, '0'),
        Subject = "Work",
        Author = new Actor("mail", mail, mail, ActorKind.Human),
        AuthorKind = ActorKind.Human,
        AuthoredAt = TimeProvider.System.GetUtcNow(),
        CommittedAt = TimeProvider.System.GetUtcNow(),
        IsMerge = false,
    };

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50, Stop))
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "It did not happen within a minute.");
    }
}
