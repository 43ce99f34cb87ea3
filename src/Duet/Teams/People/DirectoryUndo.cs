using System.Text.Json.Serialization.Metadata;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>Takes a change of the directory back, row by row, where nothing that came later builds on it.</summary>
internal static class DirectoryUndo
{
    internal static readonly Refused Later = new("later-change");

    /// <summary>Null where the rows are, in <paramref name="db"/> and not saved yet, as they were before the change.</summary>
    public static async Task<Refused?> RevertAsync(AppDb db, DirectoryDelta delta, CancellationToken cancellationToken)
    {
        if (await StrangersAsync(db, delta, cancellationToken))
            return Later;
        return await RevertAsync(db, delta.People, row => [row.Id], DeltaJson.Default.Person, cancellationToken)
            ?? await RevertAsync(db, delta.Links, row => [row.Realm, row.Key], DeltaJson.Default.IdentityLink, cancellationToken)
            ?? await RevertAsync(db, delta.Memberships, row => [row.Id], DeltaJson.Default.Membership, cancellationToken)
            ?? await RevertAsync(db, delta.Disciplines, row => [row.Id], DeltaJson.Default.DisciplinePeriod, cancellationToken)
            ?? await RevertAsync(db, delta.Attributes, row => [row.PersonId, row.Name], DeltaJson.Default.PersonAttribute, cancellationToken)
            ?? await RevertAsync(db, delta.Accounts, cancellationToken)
            ?? await MissingAsync(db, delta, cancellationToken);
    }

    private static async Task<Refused?> RevertAsync<T>(
        AppDb db, IReadOnlyList<RowChange<T>> changes, Func<T, object[]> keyOf, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        foreach (var (before, after) in changes)
        {
            var now = await db.Set<T>().FindAsync(keyOf(before ?? after!), cancellationToken);
            if (!DirectoryDelta.Same(now, after, type))
                return Later;
            if (now is null)
                db.Add(before!);
            else if (before is null)
                db.Remove(now);
            else
                db.Entry(now).CurrentValues.SetValues(before);
        }
        return null;
    }

    private static async Task<Refused?> RevertAsync(AppDb db, IReadOnlyList<RowChange<AccountPerson>> changes, CancellationToken cancellationToken)
    {
        foreach (var (before, after) in changes)
        {
            var account = await db.Set<Account>().FindAsync([(before ?? after)!.Id], cancellationToken);
            // An account that is gone has nobody to be.
            if (account is null)
                continue;
            if (account.PersonId != after?.PersonId)
                return Later;
            account.PersonId = before?.PersonId;
        }
        return null;
    }

    // Somebody whom the change brought goes again: nothing else may have become theirs.
    private static async Task<bool> StrangersAsync(AppDb db, DirectoryDelta delta, CancellationToken cancellationToken)
    {
        var going = delta.People.Where(change => change.Before is null).Select(change => change.After!.Id).ToList();
        if (going.Count == 0)
            return false;
        var links = delta.Links.Select(change => change.After).OfType<IdentityLink>().Select(link => (link.Realm, link.Key)).ToHashSet();
        var memberships = delta.Memberships.Select(change => change.After?.Id).ToHashSet();
        var disciplines = delta.Disciplines.Select(change => change.After?.Id).ToHashSet();
        var attributes = delta.Attributes.Select(change => change.After).OfType<PersonAttribute>().Select(row => (row.PersonId, row.Name)).ToHashSet();
        var accounts = delta.Accounts.Select(change => change.After?.Id).ToHashSet();
        var image = await DirectoryImage.ReadAsync(db, new ImageScope(going, []), cancellationToken);
        return image.Links.Any(link => !links.Contains((link.Realm, link.Key)))
            || image.Memberships.Any(row => !memberships.Contains(row.Id))
            || image.Disciplines.Any(row => !disciplines.Contains(row.Id))
            || image.Attributes.Any(row => !attributes.Contains((row.PersonId, row.Name)))
            || image.Accounts.Any(row => !accounts.Contains(row.Id));
    }

    // What is brought back must find its person and team, and nobody else may have taken address or id.
    private static async Task<Refused?> MissingAsync(AppDb db, DirectoryDelta delta, CancellationToken cancellationToken)
    {
        var here = db.ChangeTracker.Entries<Person>().Where(entry => entry.State != EntityState.Deleted).Select(entry => entry.Entity.Id).ToHashSet();
        foreach (var person in Owners(delta).Distinct())
            if (!here.Contains(person) && !await db.Set<Person>().AnyAsync(known => known.Id == person, cancellationToken))
                return Later;
        foreach (var team in delta.Memberships.Select(change => change.Before?.TeamId).OfType<int>().Distinct())
            if (!await db.Set<Team>().AnyAsync(known => known.Id == team, cancellationToken))
                return new Refused("team-gone");
        var changed = delta.People.Select(change => (change.Before ?? change.After)!.Id).ToList();
        foreach (var person in delta.People.Select(change => change.Before).OfType<Person>())
            if (await db.Set<Person>().AnyAsync(
                    other => !changed.Contains(other.Id)
                        && ((person.Mail != null && other.Mail == person.Mail) || (person.ExternalId != null && other.ExternalId == person.ExternalId)),
                    cancellationToken))
                return new Refused("taken-meanwhile");
        return null;
    }

    private static IEnumerable<int> Owners(DirectoryDelta delta) =>
        delta.Links.Select(change => change.Before?.PersonId)
            .Concat(delta.Memberships.Select(change => change.Before?.PersonId))
            .Concat(delta.Disciplines.Select(change => change.Before?.PersonId))
            .Concat(delta.Attributes.Select(change => change.Before?.PersonId))
            .Concat(delta.Accounts.Select(change => change.Before?.PersonId))
            .OfType<int>();
}
