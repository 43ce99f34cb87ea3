namespace Duet.Access;

/// <summary>Which teams are a person's own; answered by the organisation, which knows who is where today.</summary>
internal interface ITeamsOfPerson
{
    /// <summary>The teams of today's memberships, primary or not, and all teams below them; empty for an unknown person.</summary>
    Task<IReadOnlyList<OwnTeam>> OfAsync(int person, CancellationToken cancellationToken);
}

/// <param name="Id">The team.</param>
/// <param name="Leads">The person leads it, or one above it.</param>
internal readonly record struct OwnTeam(int Id, bool Leads);
