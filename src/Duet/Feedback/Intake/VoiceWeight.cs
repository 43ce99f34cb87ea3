using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>
/// How much a voice weighs: 1 for itself and for each one merged into it, 1 for each vote, and the points of each customer
/// account that stands behind it.
/// </summary>
internal static class VoiceWeight
{
    public const int SmallAccount = 1;
    public const int MediumAccount = 3;
    public const int LargeAccount = 6;
    public const long MediumRevenueCents = 10_000_00;
    public const long LargeRevenueCents = 100_000_00;

    /// <summary>The points of an account by its revenue of a year; one whose revenue nobody entered is a small one.</summary>
    public static int PointsOf(long? revenueCents) => revenueCents switch
    {
        >= LargeRevenueCents => LargeAccount,
        >= MediumRevenueCents => MediumAccount,
        _ => SmallAccount,
    };

    /// <summary>Counts votes and weight anew from what is in the records.</summary>
    public static async Task SetAsync(AppDb db, Voice voice, CancellationToken cancellationToken)
    {
        List<int> family = [voice.Id];
        for (var i = 0; i < family.Count; i++)
        {
            var id = family[i];
            family.AddRange(await db.Set<Voice>().Where(part => part.MergedIntoId == id).Select(part => part.Id).ToListAsync(cancellationToken));
        }
        var votes = await db.Set<Vote>().Where(vote => vote.VoiceId == voice.Id).Select(vote => vote.AccountId).ToListAsync(cancellationToken);
        var parts = family.Skip(1).ToList();
        var accounts = (await db.Set<Voice>().Where(part => parts.Contains(part.Id)).Select(part => part.AccountId).ToListAsync(cancellationToken))
            .Concat(votes).Append(voice.AccountId).OfType<int>().Distinct().ToList();
        var revenues = await db.Set<CustomerAccount>().Where(account => accounts.Contains(account.Id)).Select(account => account.RevenueCents).ToListAsync(cancellationToken);
        voice.Votes = votes.Count;
        voice.Weight = family.Count + votes.Count + revenues.Sum(PointsOf);
    }
}
