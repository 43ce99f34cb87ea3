using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Initiatives;

/// <summary>What holds for initiatives, features and tools alike: who may change them, and what they may belong to.</summary>
internal static class WorkRules
{
    /// <summary>Team leads change what belongs to their own teams; what belongs to none is for those who may change everything.</summary>
    public static async Task<bool> MayAsync(Caller caller, int? team, CancellationToken cancellationToken) =>
        caller.Reach(Permission.InitiativeWrite) is Grant.Yes
        || (team is { } id && await caller.CanAsync(Permission.InitiativeWrite, id, cancellationToken));

    /// <summary>Null where name, description and what they belong to are good.</summary>
    public static async Task<Refused?> CheckAsync(
        AppDb db, string name, string? description, int? owner, int? team, int? product, CancellationToken cancellationToken)
    {
        if (Names.Check(name, Records.Initiative.LongestName) is { } bad)
            return bad;
        if (description?.Length > Records.Initiative.LongestDescription)
            return new Refused("long-description", Records.Initiative.LongestDescription);
        if (owner is not null && !await db.Set<Person>().AnyAsync(row => row.Id == owner, cancellationToken))
            return new Refused("no-person");
        if (team is not null && !await db.Set<Team>().AnyAsync(row => row.Id == team, cancellationToken))
            return new Refused("no-team");
        if (product is not null && !await db.Set<Product>().AnyAsync(row => row.Id == product, cancellationToken))
            return new Refused("no-product");
        return null;
    }

    public static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
