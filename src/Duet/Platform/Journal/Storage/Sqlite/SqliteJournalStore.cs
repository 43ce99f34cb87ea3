using System.Collections.Immutable;
using System.Globalization;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>The journal in one SQLite file a UTC day. Every transaction touches one file only.</summary>
internal sealed class SqliteJournalStore : IJournalStore
{
    private const string Extension = ".db";

    private readonly string folder;
    private readonly FileStream claim;
    private readonly SortedDictionary<DateOnly, DayFile> open = [];
    private readonly DriveInfo drive;
    // What readers see; replaced as a whole by the writer.
    private ImmutableSortedSet<DateOnly> days;

    /// <exception cref="JournalStoreException">The files cannot be opened, or another process has them.</exception>
    public SqliteJournalStore(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        try
        {
            DataDirectory.CreatePrivate(this.folder);
            drive = new DriveInfo(this.folder);
            claim = new FileStream(Path.Combine(this.folder, "journal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            days = [.. Directory.EnumerateFiles(this.folder, "*" + Extension).Select(DayOf).OfType<DateOnly>()];
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
        foreach (var day in days.Reverse())
        {
            var file = DayAt(day);
            foreach (var hash in hashes)
            {
                if (file.TryFind(hash, out var content)) found[hash] = content;
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
        foreach (var day in settlements.GroupBy(settlement => settlement.Row.Day)) DayAt(day.Key).Settle(day);
        return true;
    });

    public IReadOnlyList<JournalRow> Read(long after, int rows, long bytes) => Translated(() =>
    {
        List<JournalRow> read = [];
        foreach (var day in Volatile.Read(ref days))
        {
            using var reader = new DayReader(PathOf(day), day);
            reader.Read(after, rows - read.Count, bytes, read);
            if (read.Count >= rows || read.Sum(row => (long)row.Body.Bytes.Length) >= bytes) break;
        }
        return read;
    });

    public JournalSums Sums() => Translated(() =>
    {
        var (tallies, refusals, pending) = (new Dictionary<Entrance, Tally>(), new Dictionary<Refusal, long>(), new Dictionary<Entrance, long>());
        foreach (var day in Volatile.Read(ref days))
        {
            using var reader = new DayReader(PathOf(day), day);
            reader.AddSums(tallies, refusals, pending);
        }
        return new JournalSums(tallies, refusals, pending);
    });

    public void Dispose()
    {
        foreach (var file in open.Values) file.Dispose();
        open.Clear();
        claim?.Dispose();
    }

    private DayFile DayAt(DateOnly day)
    {
        if (open.TryGetValue(day, out var file)) return file;
        open[day] = file = DayFile.Open(PathOf(day), day);
        Volatile.Write(ref days, days.Add(day));
        return file;
    }

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
