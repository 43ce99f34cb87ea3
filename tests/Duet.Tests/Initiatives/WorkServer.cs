using Duet.Access;
using Duet.Engine.Facts;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Teams;
using Duet.Tests.Access;

namespace Duet.Tests.Initiatives;

/// <summary>One server for a class of tests, with a product, a team that is led by somebody, and changes in one repository.</summary>
public sealed class WorkServer : IAsyncLifetime
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    internal RunningServer Server { get; private set; } = null!;
    internal Cast Cast { get; private set; } = null!;
    internal int Product { get; private set; }
    internal int Team { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        Cast = new Cast(Server);
        Product = (await Server.Get<Products>().AddAsync("Shop", Author.Host, Stop)).Id;
        Team = (await Server.Get<KnownTeams>().AddAsync(new TeamInput("Payments", null), Author.Host, Stop)).Id;
        var author = new Actor("git", "ada@example.org", "Ada", ActorKind.Human);
        await Server.Get<IFactStore>().WriteAsync(
            new FactBatch("work", "test")
                .Upsert<ChangeFact>([Change("a1", 7, "MP-1182: export all rows", author, deployed: Monday.AddDays(3)), Change("b2", 8, "Colours", author, deployed: null)])
                .Upsert<DeploymentFact>([Deployment("d1", "export", Monday.AddDays(3)), Deployment("d2", "export", Monday.AddDays(5))])
                .Upsert<ReleaseFact>([Release("v1.4", Monday.AddDays(2))]), Stop);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal async Task<int> InitiativeAsync(string name, InitiativeState state = InitiativeState.Started, string? code = null, int? team = null)
    {
        var outcome = await Server.Get<KnownInitiatives>().AddAsync(new InitiativeInput(name, state, code, Team: team), Caller.Host, Stop);
        Assert.Null(outcome.Refused);
        return outcome.Id;
    }

    internal static ChangeFact Change(string id, int number, string title, Actor author, DateTimeOffset? deployed) => new()
    {
        Repo = "shop",
        Id = id,
        Number = number,
        Title = title,
        Author = author,
        AuthorKind = ActorKind.Human,
        Method = ChangeMethod.GitHub,
        FirstCommitAt = Monday,
        OpenedAt = Monday.AddHours(4),
        MergedAt = deployed is null ? null : Monday.AddDays(1),
        DeployedAt = deployed,
    };

    internal static DeploymentFact Deployment(string id, string service, DateTimeOffset at) => new()
    {
        Id = id,
        Service = service,
        Environment = "production",
        Repo = "shop",
        StartedAt = at.AddMinutes(-5),
        FinishedAt = at,
        Outcome = Engine.Facts.Outcome.Success,
    };

    private static ReleaseFact Release(string tag, DateTimeOffset at) =>
        new() { Repo = "shop", Tag = tag, Sha = "a1", At = at, Prerelease = false, Kind = ReleaseKind.Minor };
}
