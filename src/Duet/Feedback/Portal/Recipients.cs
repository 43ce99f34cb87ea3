using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Portal;

/// <summary>Whom a message about voices goes to: each person once, however many of the voices are theirs.</summary>
/// <param name="Silent">How many of those who asked left no address that works.</param>
internal sealed record Recipients(IReadOnlyList<Recipient> Reached, int Silent)
{
    /// <summary>Everyone who asked for one of the voices and wants to hear of it.</summary>
    public static async Task<Recipients> OfVoicesAsync(AppDb db, IReadOnlyCollection<int> voices, CancellationToken cancellationToken) => await OfAsync(
        db, await db.Set<Asker>().Where(asker => voices.Contains(asker.VoiceId) && asker.StoppedAt == null).OrderBy(asker => asker.Id).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>The person who asked, once for each voice that one mail told them of.</summary>
    public static async Task<IReadOnlyList<Asker>> ToldTogetherAsync(AppDb db, Asker asker, CancellationToken cancellationToken)
    {
        if (asker.ToldAt is not { } at)
            return [asker];
        var told = await db.Set<Asker>().Where(other => other.ToldAt == at).OrderBy(other => other.Id).ToListAsync(cancellationToken);
        return (await OfAsync(db, told, cancellationToken)).Reached.FirstOrDefault(person => person.Askers.Any(other => other.Id == asker.Id))?.Askers ?? [asker];
    }

    private static async Task<Recipients> OfAsync(AppDb db, List<Asker> askers, CancellationToken cancellationToken)
    {
        var people = askers.Select(asker => asker.PersonId).OfType<int>().ToHashSet();
        var accounts = askers.Select(asker => asker.AccountId).OfType<Guid>().ToHashSet();
        // Whoever left or may not sign in any more is no part of the house.
        var mailOfPerson = await db.Set<Person>().Where(person => people.Contains(person.Id) && person.LeftAt == null && person.Mail != null)
            .ToDictionaryAsync(person => person.Id, person => person.Mail!, cancellationToken);
        var mailOfAccount = await db.Set<Account>().Where(account => accounts.Contains(account.Id) && account.DisabledAt == null)
            .ToDictionaryAsync(account => account.Id, account => account.Mail, cancellationToken);
        string? MailOf(Asker asker) =>
            asker.BouncedAt is not null ? null
            // An address that nobody answered from is somebody's claim.
            : asker is { Mail: { } own, IsConfirmed: true } ? own
            : asker.PersonId is { } person ? mailOfPerson.GetValueOrDefault(person)
            : asker.AccountId is { } account ? mailOfAccount.GetValueOrDefault(account)
            : null;
        var reached = askers.Select(asker => (Asker: asker, Mail: MailOf(asker))).Where(one => one.Mail is not null).ToList();
        return new Recipients(
            [.. reached.GroupBy(one => one.Mail!, StringComparer.OrdinalIgnoreCase).Select(one => new Recipient(one.Key, [.. one.Select(of => of.Asker)]))],
            askers.Count - reached.Count);
    }
}

/// <param name="Askers">The person, once for each voice.</param>
internal sealed record Recipient(string Mail, IReadOnlyList<Asker> Askers);
