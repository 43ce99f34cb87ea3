using Duet.Engine.Voices;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>
/// The open voices as an index of words in memory, read on from where it was before each question. Whatever node or process
/// wrote a voice, the next question knows it.
/// </summary>
internal sealed class VoiceLikeness(IDbContextFactory<AppDb> records) : IDisposable
{
    /// <summary>From here on two voices are suggested to be the same.</summary>
    public const double Least = 0.35;

    private const int ReadAtOnce = 5_000;

    private readonly SemaphoreSlim turn = new(1);
    private readonly VoiceIndex index = new();
    private long read = -1;

    public async Task<IReadOnlyList<Alike>> AlikeAsync(int voice, int most, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        IReadOnlyList<(int Id, double Likeness)> found;
        await turn.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(db, cancellationToken);
            // Those that somebody said are not the same are left out below.
            found = index.LikeText(voice, most + 20, Least);
        }
        finally
        {
            turn.Release();
        }
        var not = await db.Set<NotSame>().Where(pair => pair.FirstId == voice || pair.SecondId == voice)
            .Select(pair => pair.FirstId == voice ? pair.SecondId : pair.FirstId).ToListAsync(cancellationToken);
        var shown = found.Where(like => !not.Contains(like.Id)).Take(most).ToList();
        var ids = shown.Select(like => like.Id).ToList();
        var titles = await db.Set<Voice>().Where(known => ids.Contains(known.Id)).Select(known => new { known.Id, known.Title })
            .ToDictionaryAsync(known => known.Id, known => known.Title, cancellationToken);
        return [.. shown.Where(like => titles.ContainsKey(like.Id)).Select(like => new Alike(like.Id, titles[like.Id], like.Likeness))];
    }

    /// <summary>Reads the voices before anybody asks: the first question should not wait for all of them.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await turn.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(db, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task CatchUpAsync(AppDb db, CancellationToken cancellationToken)
    {
        // One change may be of many voices: the number alone is no place to go on from.
        var until = await GoneVoices.LastChangeAsync(db, cancellationToken);
        if (until == read)
            return;
        foreach (var gone in await GoneVoices.SinceAsync(db, read, cancellationToken))
            index.Remove(gone);
        for (var after = 0; ;)
        {
            var rows = await db.Set<Voice>().AsNoTracking().Where(voice => voice.Change > read && voice.Id > after).OrderBy(voice => voice.Id).Take(ReadAtOnce)
                .Select(voice => new { voice.Id, voice.SearchText, IsOpen = voice.ClosedAs == null && voice.MergedIntoId == null }).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var end = row.SearchText.IndexOf('\n', StringComparison.Ordinal);
                if (row.IsOpen)
                    index.Put(row.Id, row.SearchText[..end], row.SearchText[(end + 1)..]);
                else
                    index.Remove(row.Id);
            }
            if (rows.Count < ReadAtOnce)
                break;
            after = rows[^1].Id;
        }
        read = until;
    }
}
