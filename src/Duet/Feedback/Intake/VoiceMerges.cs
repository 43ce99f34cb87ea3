using System.Text.Json;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>Makes one voice of several that say the same, and takes it back.</summary>
internal sealed class VoiceMerges(VoiceWriter writer, Audit audit, TimeProvider time)
{
    public async Task<VoiceRefusal?> MergeAsync(int from, int into, Author author, CancellationToken cancellationToken)
    {
        if (from == into)
            return VoiceRefusal.Itself;
        var refusal = await writer.WriteAsync(async (db, change) =>
        {
            var (part, whole) = (await db.Set<Voice>().FindAsync([from], cancellationToken), await db.Set<Voice>().FindAsync([into], cancellationToken));
            if (part is null || whole is null)
                return VoiceRefusal.NoSuchVoice;
            if (!VoiceChanges.MayTriage(author, part) || !VoiceChanges.MayTriage(author, whole))
                return VoiceRefusal.NotYours;
            if (part.MergedIntoId is not null)
                return VoiceRefusal.AlreadyMerged;
            if (whole.MergedIntoId is not null)
                return await LeadsToAsync(db, whole, from, cancellationToken) ? VoiceRefusal.Circle : VoiceRefusal.AlreadyMerged;
            var now = time.GetUtcNow();
            var moved = await MoveAsync(db, from, into, cancellationToken);
            db.Add(new Merge { FromId = from, IntoId = into, At = now, By = author.AccountId, Moved = JsonSerializer.Serialize(moved) });
            (part.MergedIntoId, part.ClosedAs, part.ClosedAt) = (into, VoiceEnd.Duplicate, now);
            part.TriagedAt ??= now;
            whole.TriagedAt ??= now;
            (part.Change, whole.Change) = (change, change);
            await db.SaveChangesAsync(cancellationToken);
            await VoiceWeight.SetAsync(db, part, cancellationToken);
            await VoiceWeight.SetAsync(db, whole, cancellationToken);
            return (VoiceRefusal?)null;
        }, cancellationToken);
        if (refusal is null)
            await audit.RecordAsync(new AuditEntry(author.Name, "voice.merge", $"voice:{from}", After: $"into voice:{into}"), cancellationToken);
        return refusal;
    }

    public async Task<bool> UnmergeAsync(int merge, Author author, CancellationToken cancellationToken)
    {
        var undone = await writer.WriteAsync(async (db, change) =>
        {
            var known = await db.Set<Merge>().FindAsync([merge], cancellationToken);
            return known is not null && await UnmergeAsync(db, known, author, change, cancellationToken) ? known : null;
        }, cancellationToken);
        if (undone is not null)
            await audit.RecordAsync(new AuditEntry(author.Name, "voice.unmerge", $"voice:{undone.FromId}", After: $"out of voice:{undone.IntoId}"), cancellationToken);
        return undone is not null;
    }

    /// <summary>Gives back what moved. Of merges one upon the other the last one is undone first.</summary>
    public async Task<bool> UnmergeAsync(AppDb db, Merge merge, Author author, long change, CancellationToken cancellationToken)
    {
        var (part, whole) = (await db.Set<Voice>().FindAsync([merge.FromId], cancellationToken), await db.Set<Voice>().FindAsync([merge.IntoId], cancellationToken));
        if (merge.UndoneAt is not null || part is null || whole is null || part.MergedIntoId != whole.Id || whole.MergedIntoId is not null
            || !VoiceChanges.MayTriage(author, part) || !VoiceChanges.MayTriage(author, whole))
            return false;
        var moved = JsonSerializer.Deserialize<MovedParts>(merge.Moved)!;
        var votes = await db.Set<Vote>().Where(vote => vote.VoiceId == whole.Id).ToListAsync(cancellationToken);
        foreach (var vote in votes.Where(vote => moved.Votes.Contains(Convert.ToBase64String(vote.Voter))))
            Move(db, vote, part.Id);
        foreach (var asker in await db.Set<Asker>().Where(asker => asker.VoiceId == whole.Id && moved.Askers.Contains(asker.Id)).ToListAsync(cancellationToken))
            asker.VoiceId = part.Id;
        foreach (var link in await db.Set<VoiceLink>().Where(link => link.VoiceId == whole.Id && moved.Links.Contains(link.Id)).ToListAsync(cancellationToken))
            link.VoiceId = part.Id;
        var comments = moved.Comments ?? [];
        foreach (var comment in await db.Set<VoiceComment>().Where(comment => comment.VoiceId == whole.Id && comments.Contains(comment.Id)).ToListAsync(cancellationToken))
            comment.VoiceId = part.Id;
        (part.MergedIntoId, part.ClosedAs, part.ClosedAt, merge.UndoneAt) = (null, null, null, time.GetUtcNow());
        (part.Change, whole.Change) = (change, change);
        await db.SaveChangesAsync(cancellationToken);
        await VoiceWeight.SetAsync(db, part, cancellationToken);
        await VoiceWeight.SetAsync(db, whole, cancellationToken);
        return true;
    }

    // Who voted, asked or is linked in both places stays where they are, and counts once.
    private static async Task<MovedParts> MoveAsync(AppDb db, int from, int into, CancellationToken cancellationToken)
    {
        var votes = await db.Set<Vote>().Where(vote => vote.VoiceId == from || vote.VoiceId == into).ToListAsync(cancellationToken);
        var voters = votes.Where(vote => vote.VoiceId == into).Select(vote => Convert.ToBase64String(vote.Voter)).ToHashSet();
        var movedVotes = votes.Where(vote => vote.VoiceId == from && !voters.Contains(Convert.ToBase64String(vote.Voter))).ToList();
        var askers = await db.Set<Asker>().Where(asker => asker.VoiceId == from || asker.VoiceId == into).ToListAsync(cancellationToken);
        var movedAskers = askers.Where(asker => asker.VoiceId == from && !askers.Any(other => other.VoiceId == into && IsSame(asker, other))).ToList();
        var links = await db.Set<VoiceLink>().Where(link => link.VoiceId == from || link.VoiceId == into).ToListAsync(cancellationToken);
        var movedLinks = links.Where(link => link.VoiceId == from
            && !links.Any(other => other.VoiceId == into && (other.Target, other.TargetId, other.TargetKey) == (link.Target, link.TargetId, link.TargetKey))).ToList();
        foreach (var vote in movedVotes)
            Move(db, vote, into);
        movedAskers.ForEach(asker => asker.VoiceId = into);
        movedLinks.ForEach(link => link.VoiceId = into);
        var comments = await db.Set<VoiceComment>().Where(comment => comment.VoiceId == from).ToListAsync(cancellationToken);
        comments.ForEach(comment => comment.VoiceId = into);
        return new MovedParts(
            [.. movedVotes.Select(vote => Convert.ToBase64String(vote.Voter))], [.. movedAskers.Select(asker => asker.Id)], [.. movedLinks.Select(link => link.Id)],
            [.. comments.Select(comment => comment.Id)]);
    }

    // The voice is part of a vote's key.
    private static void Move(AppDb db, Vote vote, int to)
    {
        db.Remove(vote);
        db.Add(new Vote { VoiceId = to, Voter = vote.Voter, AccountId = vote.AccountId, On = vote.On });
    }

    private static bool IsSame(Asker one, Asker other) =>
        one.Mail is not null ? one.Mail == other.Mail
        : one.PersonId is not null ? one.PersonId == other.PersonId
        : one.AccountId is not null && one.AccountId == other.AccountId;

    private static async Task<bool> LeadsToAsync(AppDb db, Voice voice, int to, CancellationToken cancellationToken)
    {
        for (var at = voice; at?.MergedIntoId is { } next; at = await db.Set<Voice>().FindAsync([next], cancellationToken))
            if (next == to)
                return true;
        return false;
    }

    /// <param name="Comments">Null in merges from before comments moved.</param>
    private sealed record MovedParts(IReadOnlyList<string> Votes, IReadOnlyList<int> Askers, IReadOnlyList<int> Links, IReadOnlyList<int>? Comments);
}
