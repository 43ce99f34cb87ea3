using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Who changes the organisation, and what of it they may change. Use cases ask before they write.</summary>
/// <param name="name">As the audit log names them.</param>
/// <param name="mayWrite">Whether a team is theirs to change; null asks for what belongs to no team.</param>
/// <param name="mayWriteCatalogue">Products, services and their code are theirs to change.</param>
internal sealed class Author(string name, Func<int?, CancellationToken, Task<bool>> mayWrite, bool mayWriteCatalogue)
{
    /// <summary>The program itself: the command line, the demonstration.</summary>
    public static Author Host { get; } = Of(Caller.Host);

    public string Name => name;
    public bool MayWriteCatalogue => mayWriteCatalogue;

    /// <summary>People, identities and rules are theirs to change.</summary>
    public bool MayWriteDirectory { get; private init; }

    /// <summary>Of what people say, developers' voices are theirs to handle and no others.</summary>
    public bool TriagesDevelopersOnly { get; private init; }

    /// <summary>The account behind it; null for keys, imports and the program itself.</summary>
    public Guid? AccountId { get; private init; }

    public static Author Of(Caller caller) => new(
        caller.AuditName,
        async (team, cancellationToken) => team is { } id
            ? await caller.CanAsync(Permission.TeamWrite, id, cancellationToken)
            : caller.Reach(Permission.TeamWrite) is Grant.Yes,
        caller.Can(Permission.CatalogueWrite))
    {
        MayWriteDirectory = caller.Can(Permission.DirectoryWrite),
        TriagesDevelopersOnly = caller.Role == Role.DevexLead,
        AccountId = caller.AccountId,
    };

    public Task<bool> MayWriteAsync(int? team, CancellationToken cancellationToken) => mayWrite(team, cancellationToken);

    /// <summary>Whether somebody is in a team that is theirs to change, or everything is.</summary>
    public async Task<bool> MayWriteOfAsync(AppDb db, int person, CancellationToken cancellationToken)
    {
        if (await MayWriteAsync(null, cancellationToken))
            return true;
        var teams = await db.Set<Membership>().Where(row => row.PersonId == person && row.IsPrimary && row.Until == null)
            .Select(row => row.TeamId).ToListAsync(cancellationToken);
        foreach (var team in teams)
            if (await MayWriteAsync(team, cancellationToken))
                return true;
        return false;
    }
}
