using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Which team answers for a service, and since when. Deployments, runs and incidents are counted with it.</summary>
internal sealed class ServiceOwners(IDbContextFactory<AppDb> records, TimelineWriter timelines, TimeProvider time)
{
    /// <summary>From an instant on the team owns the service; without one from now on, or ever since where nobody did.</summary>
    public Task<Outcome> OwnAsync(int service, int team, DateTimeOffset? at, Author author, CancellationToken cancellationToken) =>
        timelines.ChangeAsync(Of(service), author, null, before =>
        {
            if (at is null && before.Spells.Count == 0)
                return new(before.With(team, Validity.Ever));
            var from = at ?? time.GetUtcNow();
            return new(before.At(from)?.Value == team ? before : before.ChangedAt(from, team));
        }, cancellationToken);

    /// <summary>From an instant on nobody owns the service.</summary>
    public Task<Outcome> EndAsync(int id, DateTimeOffset at, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, null, stamp, author, (before, spell) => spell.Span.Contains(at) && at > spell.Span.Start
            ? new(before.Without(new Validity(at, spell.Span.Until)))
            : new(before, new Refused("outside")), cancellationToken);

    /// <summary>Gives a period other dates; neighbours that touched it still do.</summary>
    public Task<Outcome> CorrectAsync(
        int id, DateTimeOffset? since, DateTimeOffset? until, string? reason, string? stamp, Author author, CancellationToken cancellationToken) =>
        Validity.Between(since, until) is not { } span
            ? Task.FromResult(Outcome.Refuse("empty-span"))
            : ChangeAsync(id, reason, stamp, author, (before, spell) => new(before.Corrected(spell, spell.Value, span)), cancellationToken);

    /// <summary>Takes out a period that never was.</summary>
    public Task<Outcome> RemoveAsync(int id, string? reason, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, reason, stamp, author, (before, spell) => new(before.Without(spell.Span)), cancellationToken);

    /// <summary>Whether a period is one of the service.</summary>
    public async Task<bool> IsOfAsync(int id, int service, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<ServiceOwner>().AnyAsync(row => row.Id == id && row.ServiceId == service, cancellationToken);
    }

    private async Task<Outcome> ChangeAsync(
        int id, string? reason, string? stamp, Author author, Func<Timeline<int>, Spell<int>, TimelineAnswer<int>> change, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<ServiceOwner>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
            return Outcome.Refuse("no-owner");
        return await timelines.ChangeAsync(Of(row.ServiceId), author, reason, before =>
            before.At(row.Span().Start) is { } spell && spell.Value == row.TeamId && (stamp is null || stamp == Stamp.Of(row))
                ? change(before, spell)
                : new(before, new Refused("changed-meanwhile")), cancellationToken);
    }

    private static TimelineOf<ServiceOwner, int> Of(int service) => new()
    {
        Noun = "owner",
        Object = $"service:{service}",
        Rows = row => row.ServiceId == service,
        IdOf = row => row.Id,
        ValueOf = row => row.TeamId,
        Create = team => new ServiceOwner { ServiceId = service, TeamId = team },
        CountedAs = team => team,
        CheckAsync = async (db, _, difference, author, cancellationToken) =>
        {
            if (!author.MayWriteCatalogue)
                return new Refused("not-yours");
            if (!await db.Set<Service>().AnyAsync(known => known.Id == service, cancellationToken))
                return new Refused("no-service");
            foreach (var team in difference.Came.GroupBy(spell => spell.Value))
                if (await TeamPeriods.RefuseAsync(db, team.Key, team, cancellationToken) is { } refused)
                    return refused;
            return null;
        },
    };
}
