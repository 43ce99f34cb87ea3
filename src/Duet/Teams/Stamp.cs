using System.Security.Cryptography;
using System.Text;
using Duet.Teams.Records;

namespace Duet.Teams;

/// <summary>Short words that change with a row: a form carries the one of the row it was filled from, so that nobody overwrites what they did not see.</summary>
internal static class Stamp
{
    public static string Of(Team team) => Of(
        team.Name, team.ParentId, team.ExternalId, team.EndedAt?.UtcTicks,
        team.Calendar is { } calendar ? string.Join(' ', calendar.Zone, calendar.Start.Ticks, calendar.End.Ticks, string.Join(',', calendar.Days), string.Join(',', calendar.Holidays.Select(day => day.DayNumber))) : null);

    public static string Of(Person person) => Of(person.Name, person.Mail, person.ExternalId, person.LeftAt?.UtcTicks);

    public static string Of(Product product) => Of(product.Name, product.ExternalId);

    public static string Of(Service service) => Of(service.Name, service.ProductId, service.Description, service.ExternalId);

    public static string Of(Membership membership) =>
        Of(membership.PersonId, membership.TeamId, membership.Since?.UtcTicks, membership.Until?.UtcTicks, membership.IsPrimary, membership.IsLead);

    public static string Of(DisciplinePeriod period) => Of(period.PersonId, period.Discipline, period.Since?.UtcTicks, period.Until?.UtcTicks);

    public static string Of(ServiceOwner owner) => Of(owner.ServiceId, owner.TeamId, owner.Since?.UtcTicks, owner.Until?.UtcTicks);

    private static string Of(params IEnumerable<object?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts.Select(part => part ?? "\0")))))[..16];
}
