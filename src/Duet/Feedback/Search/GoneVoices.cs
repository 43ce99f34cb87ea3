using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>How far voices have changed, and the numbers of erased ones, for those who keep something of voices elsewhere and read on by <see cref="Records.Voice.Change"/>.</summary>
internal static class GoneVoices
{
    /// <summary>The number of the last change of any voice.</summary>
    public static async Task<long> LastChangeAsync(AppDb db, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<long>($"""SELECT "Last" AS "Value" FROM voice_counter""").ToListAsync(cancellationToken))[0];

    /// <param name="db">The records.</param>
    /// <param name="change">Up to here the reader knows already; -1 for nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<int>> SinceAsync(AppDb db, long change, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM gone_voices WHERE "Change" > {change}""").ToListAsync(cancellationToken);
}
