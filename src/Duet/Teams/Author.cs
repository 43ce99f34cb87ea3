using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Who changes the organisation, and which teams they may change.</summary>
/// <param name="name">As the audit log names them.</param>
/// <param name="mayWrite">Whether a team is theirs to change; null asks for what belongs to no team.</param>
internal sealed class Author(string name, Func<int?, CancellationToken, Task<bool>> mayWrite)
{
    /// <summary>The program itself: the command line, the demonstration.</summary>
    public static Author Host { get; } = new("host", (_, _) => Task.FromResult(true));

    public string Name => name;

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
