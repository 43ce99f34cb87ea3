using Duet.Teams.Imports.Plans;

namespace Duet.Teams.Imports.DevLake;

/// <summary>What several of DevLake's tables say about one user.</summary>
internal sealed class DevLakePerson(string externalId, Spot spot)
{
    private readonly List<(TeamRef Team, Spot Spot)> teams = [];

    public string? Name { get; set; }
    public string? Mail { get; set; }
    public List<PlannedIdentity> Identities { get; } = [];

    /// <summary>A table of users had the person; other tables only name the id.</summary>
    public bool IsNamed => Name is not null || Mail is not null;

    public void Join(TeamRef team, Spot at)
    {
        if (!teams.Exists(known => known.Team.ExternalId == team.ExternalId))
            teams.Add((team, at));
    }

    /// <summary>A person without a name is one that an earlier import brought.</summary>
    public PlannedPerson Plan() => new()
    {
        Name = Name ?? Mail ?? "",
        Mail = Mail,
        ExternalId = externalId,
        Identities = [.. Identities.DistinctBy(identity => (identity.Realm, identity.Key))],
        Stays = [.. teams.Select((team, index) => new PlannedStay { Team = team.Team, IsPrimary = index == 0, Spot = team.Spot })],
        ListsAllSecondary = teams.Count > 0,
        Spot = spot,
    };
}
