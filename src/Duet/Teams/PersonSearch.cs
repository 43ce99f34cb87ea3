using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Finds the person that somebody typed: by mail address, or by name where only one has it.</summary>
internal sealed class PersonSearch(IDbContextFactory<AppDb> records)
{
    public const int MostOffered = 200;

    /// <summary>The person, or why it is not clear who is meant.</summary>
    public async Task<(int Id, Refused? Refused)> FindAsync(string? typed, CancellationToken cancellationToken)
    {
        var words = Names.Clean(typed);
        // A suggestion reads "Ada Linden (ada@example.org)".
        var mail = words is [.., ')'] && words.LastIndexOf('(') is > 0 and var open ? words[(open + 1)..^1].ToLowerInvariant() : words.ToLowerInvariant();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Person>().Where(person => person.Mail == mail).Select(person => (int?)person.Id).SingleOrDefaultAsync(cancellationToken) is { } known)
            return (known, null);
        // Compared here: the databases' own lower case leaves letters beyond ASCII as they are.
        var named = (await db.Set<Person>().Select(person => new { person.Id, person.Name }).ToListAsync(cancellationToken))
            .Where(person => string.Equals(person.Name, words, StringComparison.OrdinalIgnoreCase)).Select(person => person.Id).Take(2).ToList();
        return named.Count switch
        {
            1 => (named[0], null),
            0 => (0, new Refused("unknown-person", words)),
            _ => (0, new Refused("many-persons", words)),
        };
    }

    /// <summary>What an input may offer; empty where there are too many people to send along with a page.</summary>
    public async Task<IReadOnlyList<string>> OffersAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var people = await db.Set<Person>().Where(person => person.LeftAt == null).OrderBy(person => person.Name)
            .Select(person => new { person.Name, person.Mail }).Take(MostOffered + 1).ToListAsync(cancellationToken);
        return people.Count > MostOffered ? [] : [.. people.Select(person => person.Mail is null ? person.Name : $"{person.Name} ({person.Mail})")];
    }
}
