using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Tells whoever manages accounts who is in the directory.</summary>
internal sealed class PeopleDirectory(IDbContextFactory<AppDb> records) : IPeopleDirectory
{
    public async Task<DirectoryPerson?> FindAsync(int id, CancellationToken cancellationToken) =>
        (await FindAsync([id], cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<DirectoryPerson>> FindAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Person>().Where(person => ids.Contains(person.Id))
            .Select(person => new DirectoryPerson(person.Id, person.Name, person.Mail)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DirectoryPerson>> SearchAsync(string text, int most, CancellationToken cancellationToken)
    {
        text = text.Trim();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var here = await db.Set<Person>().Where(person => person.LeftAt == null).OrderBy(person => person.Name)
            .Select(person => new DirectoryPerson(person.Id, person.Name, person.Mail)).ToListAsync(cancellationToken);
        // Looked through here: SQLite takes only plain letters for equal in both cases.
        return [.. here.Where(person => Has(person.Name) || (person.Mail is { } mail && Has(mail))).Take(most)];

        bool Has(string words) => words.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
