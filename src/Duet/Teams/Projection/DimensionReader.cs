using Duet.Engine.Facts;
using Duet.Engine.Time;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Projection;

/// <summary>Reads the organisation from the records, as facts need it.</summary>
internal sealed class DimensionReader(IDbContextFactory<AppDb> records, IdentityReader identities)
{
    public async Task<Dimensions> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // One look at all tables: two that do not belong together would be refused, or worse, not.
        await OneView.BeginAsync(db, cancellationToken);
        var services = await db.Set<Service>().AsNoTracking().ToDictionaryAsync(service => service.Id, cancellationToken);
        var products = await db.Set<Product>().AsNoTracking().ToDictionaryAsync(product => product.Id, product => product.Name, cancellationToken);
        return new Dimensions
        {
            Links = await identities.LinksAsync(db, cancellationToken),
            Teams = [.. (await db.Set<Team>().AsNoTracking().ToListAsync(cancellationToken))
                .Select(team => new TeamRow(team.Id, team.Name, team.ParentId, Calendar(team.Calendar)))],
            Memberships = [.. (await db.Set<Membership>().AsNoTracking().Where(row => row.IsPrimary).ToListAsync(cancellationToken))
                .Select(row => new MembershipRow(PersonNumber.Of(row.PersonId), row.TeamId, row.Span().Start, row.Span().End))],
            Disciplines = [.. (await db.Set<DisciplinePeriod>().AsNoTracking().ToListAsync(cancellationToken))
                .Select(row => new DisciplineRow(PersonNumber.Of(row.PersonId), row.Discipline, row.Span().Start, row.Span().End))],
            Services = [.. services.Values.Select(service => new ServiceRow(
                service.Name, service.ProductId is { } product ? products[product] : null))],
            Owners = [.. (await db.Set<ServiceOwner>().AsNoTracking().ToListAsync(cancellationToken))
                .Select(row => new ServiceOwnerRow(services[row.ServiceId].Name, row.TeamId, row.Span().Start, row.Span().End))],
            RepoServices = [.. (await db.Set<RepoService>().AsNoTracking().ToListAsync(cancellationToken))
                .Select(row => new RepoServiceRow(row.Repo, row.Path, services[row.ServiceId].Name))],
        };
    }

    // A zone that this machine does not know any more must not keep numbers from being told.
    private static WorkingCalendar? Calendar(TeamCalendar? calendar) =>
        calendar is not null && TimeZoneInfo.TryFindSystemTimeZoneById(calendar.Zone, out var zone) && calendar.End > calendar.Start
            ? new WorkingCalendar(zone, calendar.Start, calendar.End, calendar.Days, calendar.Holidays)
            : null;
}
