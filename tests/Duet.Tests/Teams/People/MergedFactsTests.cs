using System.Globalization;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Projection;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Teams.People;

/// <summary>Joining people changes whom the facts count for, and taking it back leaves every table of the facts as it was.</summary>
public sealed class MergedFactsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merge_OfTwoWithWorkAndTeams_IsSeenInTheFactsUntilItIsUndone()
    {
        await using var server = await RunningServer.StartAsync();
        var (people, teams) = (server.Get<KnownPeople>(), server.Get<KnownTeams>());
        var jane = (await people.AddAsync(new PersonInput("Jane Doe", "jane@corp.example"), Author.Host, Stop)).Id;
        var janes = (await people.AddAsync(new PersonInput("J. Doe", "jd@home.example"), Author.Host, Stop)).Id;
        foreach (var (person, team) in new[] { (jane, "Red"), (janes, "Blue") })
            await server.Get<Memberships>().JoinAsync(person, (await teams.AddAsync(new TeamInput(team), Author.Host, Stop)).Id, null, null, MembershipKind.Primary, Author.Host, Stop);
        await PeopleBench.WriteAsync(server.Get<IFactStore>(), server.Get<TimeProvider>().GetUtcNow().AddDays(-3),
            [new("mail", "jane@corp.example", "Jane Doe", ActorKind.Human), new("mail", "jd@home.example", "J. Doe", ActorKind.Human)]);
        var before = await DumpAsync(server);

        Assert.Null((await server.Get<IdentityLinks>().MergeAsync(jane, janes, Author.Host, Stop)).Refused);
        var merged = await DumpAsync(server);
        var change = (await server.Get<IdentityHistory>().NewestAsync(1, Stop))[0].Id;
        Assert.Null((await server.Get<IdentityHistory>().UndoAsync(change, Author.Host, Stop)).Refused);

        Assert.NotEqual(before, merged);
        Assert.Equal(before, await DumpAsync(server));
    }

    private static async Task<List<string>> DumpAsync(RunningServer server)
    {
        await server.Get<DimensionProjection>().RefreshAsync(Stop);
        var facts = server.Get<IFactStore>();
        List<string> dump = [];
        foreach (var table in await TextsAsync(facts, "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"))
        {
            dump.Add(table);
            dump.AddRange(await TextsAsync(facts, $"SELECT * FROM \"{table}\" ORDER BY ALL"));
        }
        return dump;
    }

    private static Task<IReadOnlyList<string>> TextsAsync(IFactStore facts, string sql) => facts.ReadAsync(
        new FactSql(sql), row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(column => Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture))), Stop);
}
