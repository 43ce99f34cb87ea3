using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>
/// The keys of all voices that are no part of another, in memory: to count and to order tens of thousands takes a database longer than all
/// the rest of a page. Read on before each question from where it was, so that whatever node or process wrote a voice, the next question
/// knows it. Some eighty bytes a voice.
/// </summary>
internal sealed class VoiceShelf(IDbContextFactory<AppDb> records) : IDisposable
{
    private const int Block = 64;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<int, int> places = [];
    private readonly List<VoiceKey> keys = [];
    private long read = -1;

    /// <summary>How many voices fit, and the first of them in an order.</summary>
    /// <param name="fits">What is asked for.</param>
    /// <param name="among">Only these; null for all.</param>
    /// <param name="by">Which of two comes first; never 0 for two voices.</param>
    /// <param name="behind">The place behind which they begin; null for the beginning. Those before it are counted all the same.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<(long Total, IReadOnlyList<VoiceKey> First)> FirstAsync(
        Func<VoiceKey, bool> fits, IReadOnlyCollection<int>? among, Comparison<VoiceKey> by, VoiceKey? behind, int most, CancellationToken cancellationToken) =>
        AskAsync(() =>
        {
            var total = 0L;
            // The last of those kept goes first.
            PriorityQueue<VoiceKey, VoiceKey> first = new(Math.Min(most, keys.Count) + 1, Comparer<VoiceKey>.Create((one, other) => by(other, one)));
            foreach (var key in Among(among))
            {
                if (!fits(key))
                    continue;
                total++;
                if (behind is { } place && by(key, place) <= 0)
                    continue;
                if (first.Count < most)
                    first.Enqueue(key, key);
                else if (by(key, first.Peek()) < 0)
                    first.EnqueueDequeue(key, key);
            }
            var sorted = first.UnorderedItems.Select(item => item.Element).ToList();
            sorted.Sort(by);
            return (total, (IReadOnlyList<VoiceKey>)sorted);
        }, cancellationToken);

    /// <summary>How many voices that fit each filter holds.</summary>
    public Task<IReadOnlyDictionary<VoiceFilter, long>> CountAsync(Func<VoiceKey, bool> fits, CancellationToken cancellationToken) => AskAsync(() =>
    {
        var filters = Enum.GetValues<VoiceFilter>();
        var counts = new long[filters.Length];
        foreach (var key in keys)
            if (fits(key))
                for (var at = 0; at < filters.Length; at++)
                    counts[at] += key.Is(filters[at]) ? 1 : 0;
        return (IReadOnlyDictionary<VoiceFilter, long>)filters.Zip(counts).ToDictionary(pair => pair.First, pair => pair.Second);
    }, cancellationToken);

    /// <summary>How many posts each board of the portal shows.</summary>
    public Task<IReadOnlyDictionary<int, int>> CountPostsAsync(CancellationToken cancellationToken) => AskAsync(() =>
    {
        Dictionary<int, int> posts = [];
        foreach (var key in keys)
            if (key.ShownOn is { } board)
                posts[board] = posts.GetValueOrDefault(board) + 1;
        return (IReadOnlyDictionary<int, int>)posts;
    }, cancellationToken);

    /// <summary>Reads the voices before anybody asks: the first question should not wait for all of them.</summary>
    public Task WarmAsync(CancellationToken cancellationToken) => AskAsync(() => true, cancellationToken);

    public void Dispose() => turn.Dispose();

    // All of them block by block, the blocks scattered: in the order of their arrival each voice could be before the one before it, and the first
    // ones be found anew all the time.
    private IEnumerable<VoiceKey> Among(IReadOnlyCollection<int>? among)
    {
        if (among is null)
            return Scattered();
        return Few(among);

        IEnumerable<VoiceKey> Scattered()
        {
            var blocks = (keys.Count + Block - 1) / Block;
            var step = Math.Max(1, (int)(blocks * 0.618));
            while (Divisor(step, blocks) > 1)
                step++;
            for (int i = 0, block = 0; i < blocks; i++, block = (int)(((long)block + step) % blocks))
                for (var at = block * Block; at < Math.Min(keys.Count, (block + 1) * Block); at++)
                    yield return keys[at];
        }

        IEnumerable<VoiceKey> Few(IEnumerable<int> ids)
        {
            foreach (var id in ids)
                if (places.TryGetValue(id, out var place))
                    yield return keys[place];
        }
    }

    private static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);

    private async Task<T> AskAsync<T>(Func<T> ask, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await turn.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(db, cancellationToken);
            return ask();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task CatchUpAsync(AppDb db, CancellationToken cancellationToken)
    {
        var until = await GoneVoices.LastChangeAsync(db, cancellationToken);
        if (until == read)
            return;
        foreach (var gone in await GoneVoices.SinceAsync(db, read, cancellationToken))
            Remove(gone);
        await foreach (var row in db.Set<Voice>().AsNoTracking().Where(voice => voice.Change > read).Select(voice => new
        {
            IsPart = voice.MergedIntoId != null,
            voice.Id,
            voice.Weight,
            voice.CapturedAt,
            voice.Kind,
            voice.ClosedAs,
            IsLinked = voice.LinkedAt != null,
            IsReleased = voice.ReleasedAt != null,
            IsTold = voice.ToldAt != null,
            voice.TeamId,
            voice.Service,
            ShownOn = voice.IsPublic && voice.Shown != PublicState.InReview
                && (voice.ClosedAs == null || voice.ClosedAs == VoiceEnd.Done || voice.ClosedAs == VoiceEnd.Declined) ? voice.BoardId : null,
            voice.Shown,
            voice.Votes,
        }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            if (row.IsPart)
                Remove(row.Id);
            else
                Put(new VoiceKey(
                    row.Id, row.Weight, row.CapturedAt.UtcTicks, row.Kind, row.ClosedAs, row.IsLinked, row.IsReleased, row.IsTold, row.TeamId,
                    row.Service is null ? null : string.Intern(row.Service), row.ShownOn, row.Shown, row.Votes));
        read = until;
    }

    private void Put(VoiceKey key)
    {
        if (places.TryGetValue(key.Id, out var place))
        {
            keys[place] = key;
            return;
        }
        places.Add(key.Id, keys.Count);
        keys.Add(key);
    }

    // Their order says nothing: the last one fills the gap.
    private void Remove(int id)
    {
        if (!places.Remove(id, out var place))
            return;
        var last = keys[^1];
        keys.RemoveAt(keys.Count - 1);
        if (last.Id == id)
            return;
        (keys[place], places[last.Id]) = (last, place);
    }
}
