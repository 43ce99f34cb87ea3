using Duet.Feedback.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>Deletes voices for good.</summary>
internal sealed class VoiceErasing(VoiceWriter writer, VoiceMerges merges)
{
    public Task EraseAsync(int id, CancellationToken cancellationToken) => writer.WriteAsync(async (db, change) =>
    {
        if (await db.Set<Voice>().FindAsync([id], cancellationToken) is not { } voice)
            return false;
        // What was merged into it belongs to others: it becomes a voice of its own again, with its votes.
        foreach (var merge in await db.Set<Merge>().Where(merge => merge.IntoId == id && merge.UndoneAt == null)
            .OrderByDescending(merge => merge.Id).ToListAsync(cancellationToken))
            await merges.UnmergeAsync(db, merge, Author.Host, change, cancellationToken);
        if (voice.ExternalId is { } externalId && VoiceTaking.KeyHash(voice.Source, externalId) is var key
            && !await db.Set<Erased>().AnyAsync(erased => erased.KeyHash == key, cancellationToken))
            db.Add(new Erased { KeyHash = key });
        var whole = voice.MergedIntoId is { } into ? await db.Set<Voice>().FindAsync([into], cancellationToken) : null;
        db.Remove(voice);
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""INSERT INTO gone_voices ("Id", "Change") VALUES ({id}, {change})""", cancellationToken);
        if (whole is not null)
        {
            whole.Change = change;
            await VoiceWeight.SetAsync(db, whole, cancellationToken);
        }
        return true;
    }, cancellationToken);
}
