using Duet.Access;
using Duet.Teams.Records;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>Twenty simulated organisations on one server, each with a wave that was answered and released, and an account of each role.</summary>
public sealed class CrawledServer : IAsyncLifetime
{
    private const int Organisations = 20;

    internal SqliteSurveyServer Surveys { get; } = new();
    internal Cast Cast { get; private set; } = null!;
    internal IReadOnlyList<CrawledOrganisation> All { get; } = [.. Enumerable.Range(0, Organisations).Select(seed => new CrawledOrganisation(seed))];

    /// <summary>Of whom lead and member are.</summary>
    internal string OwnTeam { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Surveys.StartAsync();
        foreach (var organisation in All)
            await organisation.RunAsync(Surveys);
        await Surveys.LookAsync();
        Cast = new Cast(Surveys.Server);
        OwnTeam = All[0].Teams.Keys.Order(StringComparer.Ordinal).First();
        await using var db = Surveys.Open();
        var own = All[0].Teams[OwnTeam];
        var people = await db.Set<Membership>().Where(row => row.TeamId == own).OrderBy(row => row.PersonId).Take(2).ToListAsync();
        people[0].IsLead = true;
        await db.SaveChangesAsync();
        foreach (var role in Enum.GetValues<Role>())
            await Cast.AccountAsync(role, role switch { Role.TeamLead => people[0].PersonId, Role.Member => people[1].PersonId, _ => null });
    }

    public ValueTask DisposeAsync() => Surveys.DisposeAsync();
}
