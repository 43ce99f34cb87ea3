using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Portal;

/// <summary>Counts who wants the same, each once.</summary>
internal sealed class Voting(VoiceWriter writer, VoterKeys keys, TimeProvider time)
{
    /// <param name="voice">The post.</param>
    /// <param name="voter">A hash of <see cref="VoterKeys"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False where it was counted before, or there is no such voice.</returns>
    public Task<bool> VoteAsync(int voice, byte[] voter, CancellationToken cancellationToken) => writer.WriteAsync(async (db, change) =>
        await FindAsync(db, voice, cancellationToken) is { } wanted && await CountAsync(db, wanted, voter, null, change, cancellationToken), cancellationToken);

    /// <summary>A vote by somebody of the house for a customer, who is added where nobody knows them yet.</summary>
    /// <returns>Null where there is no such voice or the name is none.</returns>
    public Task<bool?> VoteForAsync(int voice, string account, CancellationToken cancellationToken) => writer.WriteAsync<bool?>(async (db, change) =>
        await FindAsync(db, voice, cancellationToken) is { } wanted && await VoiceTargets.AccountAsync(db, account, cancellationToken) is { } customer
            ? await CountAsync(db, wanted, keys.OfAccount(customer.Id), customer.Id, change, cancellationToken)
            : null, cancellationToken);

    private static Task<Voice?> FindAsync(AppDb db, int voice, CancellationToken cancellationToken) =>
        db.Set<Voice>().SingleOrDefaultAsync(known => known.Id == voice && known.MergedIntoId == null, cancellationToken);

    private async Task<bool> CountAsync(AppDb db, Voice wanted, byte[] voter, int? account, long change, CancellationToken cancellationToken)
    {
        if (await db.Set<Vote>().AnyAsync(vote => vote.VoiceId == wanted.Id && vote.Voter == voter, cancellationToken))
            return false;
        db.Add(new Vote { VoiceId = wanted.Id, Voter = voter, AccountId = account, On = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) });
        wanted.Change = change;
        await db.SaveChangesAsync(cancellationToken);
        await VoiceWeight.SetAsync(db, wanted, cancellationToken);
        return true;
    }
}
