using System.Globalization;
using System.Text;
using Duet.Engine.Metrics;
using Duet.Platform.Records;
using Duet.Teams.Imports.Csv;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Imports.People;

/// <summary>
/// The directory as our own CSV: one line a person and period, and one for each team. Imported again it changes nothing.
/// </summary>
internal sealed class PeopleExport(IDbContextFactory<AppDb> records, Func<Installation> installation)
{
    public async IAsyncEnumerable<string> LinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var teams = await db.Set<Team>().AsNoTracking().OrderBy(team => team.Key).ToListAsync(cancellationToken);
        var names = teams.ToDictionary(team => team.Id);
        var memberships = (await db.Set<Membership>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(row => row.PersonId);
        var disciplines = (await db.Set<DisciplinePeriod>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(row => row.PersonId);
        var links = (await db.Set<IdentityLink>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(link => link.PersonId);
        var attributes = (await db.Set<PersonAttribute>().AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(row => (row.PersonId, row.Name), row => row.Value);
        yield return Line(PeopleColumns.All);
        foreach (var team in teams)
            yield return Line([
                "", "", team.Name, team.ParentId is { } parent ? names[parent].Name : "", .. Enumerable.Repeat("", PeopleColumns.All.Count - 4),
            ]);
        await foreach (var person in db.Set<Person>().AsNoTracking().OrderBy(person => person.Name).ThenBy(person => person.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            string?[] known = [attributes.GetValueOrDefault((person.Id, PersonAttribute.Site)), attributes.GetValueOrDefault((person.Id, PersonAttribute.HiredOn))];
            foreach (var line in Lines(person, [.. memberships[person.Id]], [.. disciplines[person.Id]], links[person.Id], known, names))
                yield return line;
        }
    }

    private IEnumerable<string> Lines(
        Person person, IReadOnlyList<Membership> memberships, IReadOnlyList<DisciplinePeriod> disciplines, IEnumerable<IdentityLink> links,
        string?[] attributes, Dictionary<int, Team> teams)
    {
        var identities = Several.Join(links.Where(link => link.Realm != "mail" || link.Key != person.Mail)
            .OrderBy(link => link.Realm, StringComparer.Ordinal).ThenBy(link => link.Key, StringComparer.Ordinal).Select(link => $"{link.Realm}:{link.Key}"));
        // One line for every span in which nothing changes: between two of the instants at which something does.
        var cuts = memberships.Cast<IDated>().Concat(disciplines).SelectMany(row => new[] { row.Span().Start, row.Span().End })
            .Append(DateTimeOffset.MinValue).Append(DateTimeOffset.MaxValue).Distinct().Order().ToList();
        var written = false;
        foreach (var (start, end) in cuts.Zip(cuts.Skip(1)))
        {
            var now = memberships.Where(row => row.Span().Contains(start)).ToList();
            var primary = now.Find(row => row.IsPrimary);
            var discipline = disciplines.FirstOrDefault(period => period.Span().Contains(start))?.Discipline;
            if (now.Count == 0 && discipline is null && (written || end != DateTimeOffset.MaxValue))
                continue;
            written = true;
            var team = primary is null ? null : teams[primary.TeamId];
            yield return Line(
            [
                person.Name, person.Mail, team?.Name, team?.ParentId is { } parent ? teams[parent].Name : "", discipline,
                primary is null ? "" : primary.IsLead ? "yes" : "no", Text(start), Text(end),
                Several.Join(now.Where(row => !row.IsPrimary).Select(row => teams[row.TeamId].Name + (row.IsLead ? PeopleColumns.LeadMark : "")).Order(StringComparer.Ordinal)),
                identities, person.LeftAt is { } left ? Text(left) : "", .. attributes,
            ]);
        }
    }

    // A midnight of the installation's is a date; anything else keeps its instant.
    private string Text(DateTimeOffset instant)
    {
        if (instant == DateTimeOffset.MinValue || instant == DateTimeOffset.MaxValue)
            return "";
        var local = TimeZoneInfo.ConvertTime(instant, installation().Zone);
        return local.TimeOfDay == TimeSpan.Zero
            ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    private static string Line(IEnumerable<string?> cells) =>
        new StringBuilder().AppendJoin(',', cells.Select(CsvCell.Of)).Append("\r\n").ToString();
}
