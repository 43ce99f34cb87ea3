using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>The journal in one SQLite file a UTC day. Every transaction touches one file only.</summary>
internal sealed class SqliteJournalStore : IJournalStore
{
    private const string Extension = ".db";

    private readonly string folder;
    private readonly FileStream claim;
    private readonly SortedDictionary<DateOnly, DayFile> open = [];
    private readonly Dictionary<DateOnly, KeyFilter?> filters = [];
    private readonly DriveInfo drive;
    private readonly long filterBytes;
    // What readers see; replaced as a whole by the writer.
    private ImmutableSortedSet<DateOnly> days;

    /// <exception cref="JournalStoreException">The files cannot be opened, or another process has them.</exception>
    public SqliteJournalStore(string folder, JournalOptions options)
    {
        this.folder = Path.GetFullPath(folder);
        filterBytes = options.FilterBytes;
        try
        {
            DataDirectory.CreatePrivate(this.folder);
            drive = new DriveInfo(this.folder);
            claim = new FileStream(Path.Combine(this.folder, "journal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            days = [.. Directory.EnumerateFiles(this.folder, "*" + Extension).Select(DayOf).OfType<DateOnly>()];
            FinishPruning();
            // A crash may have left the last days without a delivery.
            LastSeq = days.Reverse().Select(day => DayAt(day).LastSeq).FirstOrDefault(seq => seq > 0);
        }
        catch (Exception failure) when (SqliteErrors.Translate(failure, folder) is { } translated)
        {
            Dispose();
            throw translated;
        }
    }

    public long LastSeq { get; set; }
    public DateOnly LastDay => days.Count > 0 ? days.Max : DateOnly.MinValue;
    public long FreeBytes => drive.AvailableFreeSpace;

    public Dictionary<long, long> Find(IReadOnlyCollection<long> hashes) => Translated(() =>
    {
        var found = new Dictionary<long, long>();
        var room = filterBytes;
        foreach (var day in days.Reverse())
        {
            var filter = day == LastDay ? null : FilterOf(day, room);
            room -= filter?.SizeBytes ?? 0;
            var file = DayAt(day);
            foreach (var hash in hashes)
            {
                if (filter?.MayHold(hash) != false && file.TryFind(hash, out var content)) found[hash] = content;
            }
        }
        return found;
    });

    public void Write(JournalGroup group) => Translated(() =>
    {
        DayAt(group.Day).Write(group);
        return true;
    });

    public void Settle(IReadOnlyList<Settlement> settlements) => Translated(() =>
    {
        // A day may have been pruned since the delivery was read.
        foreach (var day in settlements.GroupBy(settlement => days.Contains(settlement.Row.Day) ? settlement.Row.Day : JournalDay.Kept))
            DayAt(day.Key).Settle(day);
        return true;
    });

    public IReadOnlyList<JournalRow> Read(long after, int rows, long bytes) => Translated(() =>
    {
        List<JournalRow> read = [];
        foreach (var day in Volatile.Read(ref days))
        {
            if (read.Count >= rows || read.Sum(row => (long)row.Body.Bytes.Length) >= bytes) break;
            At(day, reader => reader.Read(after, rows - read.Count, bytes, read));
        }
        return read;
    });

    public IReadOnlyList<JournalDay> Days() => Translated(() => (IReadOnlyList<JournalDay>)
        [.. Each(reader => reader.Extent(Files(reader.Day).Where(File.Exists).Sum(file => new FileInfo(file).Length))).Reverse()]);

    public void Prune(DateOnly day, IReadOnlySet<long> keep) => Translated(() =>
    {
        if (day == JournalDay.Kept)
        {
            DayAt(day).Drop(keep);
            return true;
        }
        using (var reader = new DayReader(PathOf(day), day)) DayAt(JournalDay.Kept).TakeOver(reader.Remains(keep), PrunedNote(day));
        Delete(day);
        return true;
    });

    public JournalRow? RowAt(long seq) => Translated(() => Each(reader => reader.Find(seq)).FirstOrDefault(row => row is not null));

    public IReadOnlyList<AsideRow> Asides(AsideFilter filter, AsidePlace? before, int count) => Translated(() =>
    {
        List<AsideRow> found = [];
        foreach (var day in Each(reader => reader.Asides(filter, before, count)))
        {
            found.AddRange(day.Take(count - found.Count));
            if (found.Count == count) break;
        }
        return found;
    });

    public IReadOnlyList<AsideCount> CountAsides() => Translated(() => (IReadOnlyList<AsideCount>)
    [
        .. Each(reader => reader.CountAsides()).SelectMany(counts => counts).GroupBy(count => count with { Count = 0 })
            .Select(same => same.Key with { Count = same.Sum(count => count.Count) }).OrderByDescending(count => count.Count),
    ]);

    public JournalSums Sums() => Translated(() =>
    {
        var (tallies, refusals, pending) = (new Dictionary<Entrance, Tally>(), new Dictionary<Refusal, long>(), new Dictionary<Entrance, long>());
        foreach (var day in Volatile.Read(ref days)) At(day, reader => reader.AddSums(tallies, refusals, pending));
        return new JournalSums(tallies, refusals, pending);
    });

    public void Dispose()
    {
        foreach (var file in open.Values) file.Dispose();
        open.Clear();
        claim?.Dispose();
    }

    /// <summary>Something of each day, latest first.</summary>
    private IEnumerable<T> Each<T>(Func<DayReader, T> read)
    {
        foreach (var day in Volatile.Read(ref days).Reverse())
        {
            List<T> found = [];
            At(day, reader => found.Add(read(reader)));
            foreach (var item in found) yield return item;
        }
    }

    private void At(DateOnly day, Action<DayReader> read)
    {
        try
        {
            using var reader = new DayReader(PathOf(day), day);
            read(reader);
        }
        catch (SqliteException) when (!Volatile.Read(ref days).Contains(day))
        {
            // Pruned while we came to it.
        }
    }

    private KeyFilter? FilterOf(DateOnly day, long room)
    {
        if (!filters.TryGetValue(day, out var filter)) filters[day] = filter = DayAt(day).Filter(room);
        return filter;
    }

    private DayFile DayAt(DateOnly day)
    {
        if (open.TryGetValue(day, out var file)) return file;
        open[day] = file = DayFile.Open(PathOf(day), day);
        Volatile.Write(ref days, days.Add(day));
        return file;
    }

    private static string PrunedNote(DateOnly day) => $"pruned {day:O}";

    private void FinishPruning()
    {
        if (!days.Contains(JournalDay.Kept)) return;
        foreach (var day in days.Where(day => DayAt(JournalDay.Kept).HasNote(PrunedNote(day)))) Delete(day);
    }

    private void Delete(DateOnly day)
    {
        // Out of the readers' sight first; those inside keep what they have open.
        Volatile.Write(ref days, days.Remove(day));
        if (open.Remove(day, out var file)) file.Dispose();
        filters.Remove(day);
        foreach (var path in Files(day)) File.Delete(path);
    }

    private string[] Files(DateOnly day) => [PathOf(day), PathOf(day) + "-wal", PathOf(day) + "-shm"];

    private T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (SqliteErrors.Translate(failure, folder) is { } translated)
        {
            throw translated;
        }
    }

    private string PathOf(DateOnly day) => Path.Combine(folder, day.ToString("O", CultureInfo.InvariantCulture) + Extension);

    private static DateOnly? DayOf(string path) =>
        DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(path), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
