using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Inbox;

/// <summary>Counts voices on their links.</summary>
internal sealed class Demand(IDbContextFactory<AppDb> records) : IDemand
{
    public async Task<IReadOnlyDictionary<int, int>> CountAsync(LinkTarget target, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await (
            from link in db.Set<VoiceLink>()
            where link.Target == target && link.TargetId != null
            join voice in db.Set<Voice>() on link.VoiceId equals voice.Id
            where voice.MergedIntoId == null && voice.ClosedAs != VoiceEnd.Spam && voice.ClosedAs != VoiceEnd.Withdrawn
            group link by link.TargetId!.Value into one
            select new { one.Key, Count = one.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancellationToken);
    }
}
