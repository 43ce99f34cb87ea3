using System.Globalization;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>Where people work and since when they are here: written by those who keep the directory.</summary>
internal sealed class PersonAttributes(IDbContextFactory<AppDb> records, OrganisationLog log)
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>All sites that somebody works at, by name.</summary>
    public async Task<IReadOnlyList<string>> SitesAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var sites = await db.Set<PersonAttribute>().Where(row => row.Name == PersonAttribute.Site).Select(row => row.Value).Distinct().ToListAsync(cancellationToken);
        return [.. sites.Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Writes both anew; what is empty is not known any more.</summary>
    public async Task<Outcome> SetAsync(int person, string? site, string? hiredOn, Author author, CancellationToken cancellationToken)
    {
        (site, hiredOn) = (Names.Clean(site), hiredOn?.Trim() ?? "");
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        if (site.Length > PersonAttribute.LongestValue || site.Any(char.IsControl))
            return Outcome.Refuse("bad-site");
        if (hiredOn.Length > 0 && !IsDay(hiredOn))
            return Outcome.Refuse("bad-start-day");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (!await db.Set<Person>().AnyAsync(known => known.Id == person, cancellationToken))
            return Outcome.Refuse("no-person");
        await WriteAsync(db, person, PersonAttribute.Site, site, cancellationToken);
        await WriteAsync(db, person, PersonAttribute.HiredOn, hiredOn, cancellationToken);
        if (!db.ChangeTracker.HasChanges())
            return Outcome.Unchanged(person);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("person.attributes", $"person:{person}"));
        return Outcome.Changed(person);
    }

    /// <summary>A day as <c>yyyy-MM-dd</c>, within what anybody can have come on.</summary>
    public static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= Latest;

    /// <summary>Tracked, not saved yet; an empty value takes the attribute away.</summary>
    public static async Task WriteAsync(AppDb db, int person, string name, string value, CancellationToken cancellationToken)
    {
        var known = await db.Set<PersonAttribute>().FindAsync([person, name], cancellationToken);
        if (value.Length == 0)
        {
            if (known is not null)
                db.Remove(known);
        }
        else if (known is null)
            db.Add(new PersonAttribute { PersonId = person, Name = name, Value = value });
        else
            known.Value = value;
    }
}
