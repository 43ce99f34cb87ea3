using System.Collections.Concurrent;
using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Projection;

/// <summary>
/// Runs maps apart from the projector, so that one that throws or never ends costs its own delivery only. A thread whose map
/// hangs is left behind: it cannot be stopped, only counted.
/// </summary>
internal sealed class MapFence(IEnumerable<IDeliveryMap> maps, ProjectionOptions options)
{
    private const int LongestDetail = 500;

    private readonly Dictionary<string, IDeliveryMap> maps = maps.ToDictionary(map => map.Door, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> hanging = new(StringComparer.Ordinal);

    /// <summary>A mapping for each delivery, in their order.</summary>
    public async Task<IReadOnlyList<Mapping>> MapAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellationToken)
    {
        List<Mapping> mappings = new(rows.Count);
        while (mappings.Count < rows.Count)
        {
            var run = new Run(this, rows, mappings.Count);
            mappings.AddRange(await run.EndAsync(options.MapLimit, cancellationToken).ConfigureAwait(false));
        }
        return mappings;
    }

    private Mapping Map(JournalRow row)
    {
        if (!maps.TryGetValue(row.Door, out var map)) return new Mapping(row, [], MapProblems.NoMap, $"Nothing reads the door '{row.Door}'.", 0);
        if (hanging.GetValueOrDefault(row.Door) >= options.Hanging)
            return new Mapping(row, [], MapProblems.MapTimeout, "Not tried: too many deliveries of this door hang.", 0);

        StoredDelivery delivery;
        try
        {
            delivery = row.Unpack();
        }
        catch (InvalidDataException damage)
        {
            return new Mapping(row, [], MapProblems.Damaged, damage.Message);
        }
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new Mapping(row, Checked(map.Map(delivery), row.States.Length), Tries: tries);
            }
            catch (Exception failure) when (tries >= options.Tries)
            {
                return new Mapping(row, [], MapProblems.MapFailed, Shortened($"{failure.GetType().Name}: {failure.Message}"), tries);
            }
            catch (Exception)
            {
                // Tried again: memory may have been short.
            }
        }
    }

    private static IReadOnlyList<MappedItem> Checked(IReadOnlyList<MappedItem> items, int count)
    {
        var seen = new HashSet<int>();
        return items.FirstOrDefault(item => item.Index < 0 || item.Index >= count || !seen.Add(item.Index)) is { } stray
            ? throw new InvalidOperationException($"The map names item {stray.Index} of {count}, or names it twice.")
            : items;
    }

    private static string Shortened(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail];

    /// <summary>Maps one delivery after the other on a thread, until all are mapped or one hangs.</summary>
    private sealed class Run
    {
        private readonly MapFence fence;
        private readonly IReadOnlyList<JournalRow> rows;
        private readonly List<Mapping> done = [];
        private readonly Lock gate = new();
        private readonly Task work;
        private bool left;

        public Run(MapFence fence, IReadOnlyList<JournalRow> rows, int first)
        {
            (this.fence, this.rows) = (fence, rows);
            work = Task.Factory.StartNew(() => Work(first), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public async Task<IReadOnlyList<Mapping>> EndAsync(TimeSpan limit, CancellationToken cancellationToken)
        {
            for (var seen = 0; ;)
            {
                await Task.WhenAny(work, Task.Delay(limit, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                if (work.IsCompleted) return done;
                lock (gate)
                {
                    if (done.Count > seen)
                    {
                        seen = done.Count;
                        continue;
                    }
                    return LeaveBehind(limit);
                }
            }
        }

        private List<Mapping> LeaveBehind(TimeSpan limit)
        {
            left = true;
            var row = rows[rows.Count - Remaining];
            fence.hanging.AddOrUpdate(row.Door, 1, (_, count) => count + 1);
            _ = work.ContinueWith(_ => fence.hanging.AddOrUpdate(row.Door, 0, (_, count) => count - 1), TaskScheduler.Default);
            return [.. done, new Mapping(row, [], MapProblems.MapTimeout, $"Not mapped within {limit.TotalSeconds:0.#} s.")];
        }

        private int Remaining { get; set; }

        private void Work(int first)
        {
            for (var i = first; i < rows.Count; i++)
            {
                lock (gate)
                {
                    if (left) return;
                    Remaining = rows.Count - i;
                }
                var mapping = fence.Map(rows[i]);
                lock (gate)
                {
                    if (left) return;
                    done.Add(mapping);
                }
            }
        }
    }
}
