using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>The numbers of erased voices, for those who keep something of voices elsewhere and read on by <see cref="Records.Voice.Change"/>.</summary>
internal static class GoneVoices
{
    /// <param name="db">The records.</param>
    /// <param name="change">Up to here the reader knows already; -1 for nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<int>> SinceAsync(AppDb db, long change, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM gone_voices WHERE "Change" > {change}""").ToListAsync(cancellationToken);
}
