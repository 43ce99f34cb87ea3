using Duet.Access;
using Duet.Demo;
using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Access;

/// <summary>The sample organisation with its people in their teams, and an account of each role that is somebody of the Checkout team.</summary>
public sealed class PeopledServer : IAsyncLifetime
{
    public const string OwnTeam = "Checkout";
    public const string OtherTeam = "Search";

    private DemoData data = null!;

    internal RunningServer Server { get; private set; } = null!;
    internal Cast Cast { get; private set; } = null!;
    internal IReadOnlyDictionary<string, int> Teams { get; private set; } = null!;
    internal IReadOnlyList<Actor> People { get; } = [.. SampleOrganisation.Create().People];

    /// <summary>Of the own team, in the order of <see cref="Role"/>.</summary>
    internal IReadOnlyList<int> OwnPeople { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        data = await DemoData.CreateAsync(7, TimeProvider.System, TestContext.Current.CancellationToken);
        Server = await RunningServer.StartAsync(dataFolder: data.Folder);
        Cast = new Cast(Server);
        await using (var db = await Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            Teams = await db.Set<Team>().ToDictionaryAsync(team => team.Name, team => team.Id);
            OwnPeople = await PeopleAsync(db);
        }
        await Server.Get<DimensionProjection>().RefreshAsync(TestContext.Current.CancellationToken);
        foreach (var role in Enum.GetValues<Role>())
            await Cast.AccountAsync(role, OwnPeople[(int)role]);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        data.Dispose();
    }

    private async Task<List<int>> PeopleAsync(AppDb db)
    {
        List<int> own = [];
        await db.Set<Membership>().ExecuteDeleteAsync();
        await db.Set<IdentityLink>().ExecuteDeleteAsync();
        await db.Set<Person>().ExecuteDeleteAsync();
        foreach (var team in SampleOrganisation.Create().Teams)
            foreach (var member in team.Members)
            {
                var person = new Person { Name = member.Name, Mail = member.Key, CreatedAt = DateTimeOffset.UnixEpoch };
                db.Add(person);
                await db.SaveChangesAsync();
                db.Add(new IdentityLink
                {
                    Realm = member.Realm,
                    Key = member.Key,
                    Name = member.Name,
                    PersonId = person.Id,
                    Method = LinkMethod.Exact,
                    Confidence = 1,
                    LinkedAt = DateTimeOffset.UnixEpoch,
                });
                db.Add(new Membership
                {
                    PersonId = person.Id,
                    TeamId = Teams[team.Name],
                    IsPrimary = true,
                    IsLead = team.Name == OwnTeam && own.Count == (int)Role.TeamLead,
                });
                if (team.Name == OwnTeam)
                    own.Add(person.Id);
            }
        await db.SaveChangesAsync();
        return own;
    }
}
