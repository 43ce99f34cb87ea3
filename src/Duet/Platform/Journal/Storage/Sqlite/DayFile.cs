using Microsoft.Data.Sqlite;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>One day of the journal, as the writer has it open.</summary>
internal sealed class DayFile : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand addDelivery;
    private readonly SqliteCommand addKey;
    private readonly SqliteCommand findKey;
    private readonly SqliteCommand addAside;
    private readonly SqliteCommand addTally;
    private readonly SqliteCommand addRefusal;
    private readonly SqliteCommand findStates;
    private readonly SqliteCommand setStates;
    private readonly SqliteCommand dropAside;
    private readonly SqliteCommand closeAside;

    private DayFile(DateOnly day, SqliteConnection connection)
    {
        (Day, this.connection) = (day, connection);
        addDelivery = connection.Prepare("INSERT INTO delivery VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", 12);
        addKey = connection.Prepare("INSERT INTO known_key VALUES ($1, $2)", 2);
        findKey = connection.Prepare("SELECT content FROM known_key WHERE hash = $1", 1);
        addAside = connection.Prepare("INSERT OR REPLACE INTO aside VALUES ($1, $2, $3, $4, $5, $6, NULL)", 6);
        addTally = connection.Prepare("""
            INSERT INTO tally VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO UPDATE SET received = received + $3,
            journaled = journaled + $4, duplicate = duplicate + $5, items = items + $6, mapped = mapped + $7, ignored = ignored + $8,
            duplicate_items = duplicate_items + $9, quarantined = quarantined + $10
            """, 10);
        addRefusal = connection.Prepare("INSERT INTO refusal VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET count = count + $4", 4);
        findStates = connection.Prepare("SELECT coalesce(o.states, d.states) FROM delivery d LEFT JOIN outcome o ON o.seq = d.seq WHERE d.seq = $1", 1);
        setStates = connection.Prepare("INSERT OR REPLACE INTO outcome VALUES ($1, $2)", 2);
        dropAside = connection.Prepare("DELETE FROM aside WHERE seq = $1 AND item = $2", 2);
        closeAside = connection.Prepare("UPDATE aside SET closed = $3 WHERE seq = $1 AND item = $2", 3);
    }

    public DateOnly Day { get; }
    public long LastSeq => connection.Command("SELECT max(seq) FROM delivery").ExecuteScalar() is long last ? last : 0;

    public static DayFile Open(string path, DateOnly day)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            // Another process that holds the file is no reason to let senders wait.
            DefaultTimeout = 2,
        }.ConnectionString);
        try
        {
            connection.Open();
            connection.Run("PRAGMA journal_mode = WAL");
            // FULL: a commit is on the disk before it is acknowledged. The pages of a busy hour stay in memory.
            connection.Run("PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 33554432");
            DaySchema.Make(connection);
            return new DayFile(day, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What is kept of the day's keys in memory once the day is over; null where that would take more than so many bytes.</summary>
    public KeyFilter? Filter(long bytes)
    {
        var keys = (long)connection.Command("SELECT count(*) FROM known_key").ExecuteScalar()!;
        if (KeyFilter.SizeFor(keys) > bytes) return null;
        // Kept with the number of keys it was made of: a day that was begun again has more.
        var note = $"filter of {keys}";
        if (connection.Command("SELECT value FROM note WHERE name = $1", note).ExecuteScalar() is byte[] kept && KeyFilter.Read(kept) is { } known)
            return known;
        var made = KeyFilter.Of(connection.Rows("SELECT hash FROM known_key", r => r.GetInt64(0)), keys);
        connection.Run("DELETE FROM note WHERE name LIKE 'filter of %'");
        connection.Run("INSERT INTO note VALUES ($1, $2)", note, made.ToBytes());
        return made;
    }

    public bool TryFind(long hash, out long content)
    {
        var found = findKey.With(hash).ExecuteScalar();
        content = found as long? ?? 0;
        return found is long;
    }

    public void Write(JournalGroup group) => InTransaction(() =>
    {
        foreach (var row in group.Rows) Add(row);
        foreach (var key in group.Keys) addKey.With(key.Hash, key.Content).ExecuteNonQuery();
        foreach (var aside in group.Asides) Add(aside);
        foreach (var (entrance, tally) in group.Tallies) Add(entrance, tally);
        foreach (var (refusal, count) in group.Refusals)
            addRefusal.With(refusal.Door, refusal.Source, refusal.Reason, count).ExecuteNonQuery();
    });

    /// <summary>Takes over what is left of another day, once: the note is written with it.</summary>
    public void TakeOver(DayRemains remains, string note) => InTransaction(() =>
    {
        if (HasNote(note)) return;
        foreach (var row in remains.Rows) Add(row);
        foreach (var aside in remains.Asides) Add(aside);
        foreach (var (entrance, tally) in remains.Tallies) Add(entrance, tally);
        foreach (var (refusal, count) in remains.Refusals)
            addRefusal.With(refusal.Door, refusal.Source, refusal.Reason, count).ExecuteNonQuery();
        connection.Run("INSERT INTO note VALUES ($1, NULL)", note);
    });

    /// <summary>Drops the deliveries in which nothing waits, but for those named.</summary>
    public void Drop(IReadOnlySet<long> keep) => InTransaction(() =>
    {
        var done = connection.Rows(
            "SELECT seq FROM delivery WHERE seq NOT IN (SELECT seq FROM aside WHERE closed IS NULL)", r => r.GetInt64(0));
        foreach (var seq in done.Where(seq => !keep.Contains(seq)))
        {
            foreach (var table in (string[])["delivery", "outcome", "aside"]) connection.Run($"DELETE FROM {table} WHERE seq = $1", seq);
        }
    });

    public bool HasNote(string name) => connection.Command("SELECT count(*) FROM note WHERE name = $1", name).ExecuteScalar() is > 0L;

    public void Settle(IEnumerable<Settlement> settlements) => InTransaction(() =>
    {
        var changes = new Dictionary<Entrance, Tally>();
        foreach (var settlement in settlements)
        {
            var (states, change, left) = settlement.Over(StatesOf(settlement.Row));
            setStates.With(settlement.Row.Seq, states).ExecuteNonQuery();
            foreach (var item in left)
            {
                if (settlement.Note is { } note) closeAside.With(settlement.Row.Seq, item, note).ExecuteNonQuery();
                else dropAside.With(settlement.Row.Seq, item).ExecuteNonQuery();
            }
            foreach (var aside in settlement.Asides) Add(aside);
            if (!changes.TryAdd(settlement.Row.Entrance, change)) changes[settlement.Row.Entrance].Add(change);
        }
        foreach (var (entrance, change) in changes) Add(entrance, change);
    });

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[
            addDelivery, addKey, findKey, addAside, addTally, addRefusal, findStates, setStates, dropAside, closeAside]) command.Dispose();
        connection.Dispose();
    }

    private byte[] StatesOf(JournalRow row)
    {
        if (findStates.With(row.Seq).ExecuteScalar() is byte[] states) return states;
        Add(row);
        return row.States;
    }

    private void Add(JournalRow row) => addDelivery.With(
        row.Seq, row.Door, row.Source, row.DeliveryId, row.ReceivedAt.ToUnixTimeMilliseconds(), row.ContentType, row.CanBeFetchedAgain,
        (long)row.Body.Codec, row.Body.Size, row.States, row.Spans, row.Body.Bytes).ExecuteNonQuery();

    private void Add(Aside aside) =>
        addAside.With(aside.Seq, aside.Item, aside.Reason, aside.Detail, aside.Tries, aside.At.ToUnixTimeMilliseconds()).ExecuteNonQuery();

    private void Add(Entrance entrance, Tally tally) => addTally.With(
        entrance.Door, entrance.Source, tally.Received, tally.Journaled, tally.Duplicate, tally.Items, tally.Mapped, tally.Ignored,
        tally.DuplicateItems, tally.Quarantined).ExecuteNonQuery();

    private void InTransaction(Action work)
    {
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            work();
            connection.Run("COMMIT");
        }
        catch
        {
            Undo();
            throw;
        }
    }

    private void Undo()
    {
        try
        {
            connection.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Rolled back already by the failure; what went wrong first is what the caller must hear.
        }
    }
}
