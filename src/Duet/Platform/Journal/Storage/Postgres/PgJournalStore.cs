using Duet.Platform.Records;
using Npgsql;
using NpgsqlTypes;

namespace Duet.Platform.Journal.Storage.Postgres;

/// <summary>The journal in PostgreSQL, partitioned by day, beside the records. One process writes it: it holds an advisory lock.</summary>
internal sealed class PgJournalStore : IJournalStore
{
    private readonly NpgsqlDataSource readers;
    private readonly NpgsqlDataSource writers;
    private readonly HashSet<int> days = [];
    private NpgsqlConnection? writer;

    /// <param name="connection">Where the records are.</param>
    /// <exception cref="JournalStoreException">The database cannot be reached, or another process writes this journal.</exception>
    public PgJournalStore(string connection)
    {
        var reading = PgPool.Of(connection, PgPool.Readers);
        reading.ApplicationName = "duet journal reader";
        readers = NpgsqlDataSource.Create(reading);
        // A server that does not answer is no reason to let senders wait; the lock ends with the connection.
        writers = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = "duet journal",
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 15,
        });
        try
        {
            Translated(Writer);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public long LastSeq { get; set; }
    public DateOnly LastDay => DateOnly.FromDayNumber(days.DefaultIfEmpty(0).Max());
    public long FreeBytes => long.MaxValue;

    public Dictionary<long, long> Find(IReadOnlyCollection<long> hashes) => Translated(() => hashes.Count == 0 ? [] : Writer().Rows(
        "SELECT hash, content FROM journal.known_key WHERE hash = ANY($1)", r => (r.GetInt64(0), r.GetInt64(1)), hashes.ToArray()).ToDictionary());

    public void Write(JournalGroup group) => InTransaction(connection =>
    {
        Begin(connection, group.Day.DayNumber);
        if (group.Rows.Count > 0) connection.Copy("delivery", copy => group.Rows.ForEach(row => Add(copy, row, group.Day.DayNumber)));
        if (group.Keys.Count > 0)
            connection.Copy("known_key", copy =>
            {
                foreach (var key in group.Keys)
                {
                    copy.StartRow();
                    copy.Write(key.Hash, NpgsqlDbType.Bigint);
                    copy.Write(key.Content, NpgsqlDbType.Bigint);
                    copy.Write(group.Day.DayNumber, NpgsqlDbType.Integer);
                }
            });
        foreach (var aside in group.Asides) Add(connection, aside);
        foreach (var (entrance, tally) in group.Tallies) Add(connection, entrance, tally);
        foreach (var (refusal, count) in group.Refusals)
            connection.Run(
                "INSERT INTO journal.refusal AS r VALUES ($1, $2, $3, $4) ON CONFLICT (door, source, reason) DO UPDATE SET count = r.count + $4",
                refusal.Door, refusal.Source, refusal.Reason, count);
    });

    public void Settle(IReadOnlyList<Settlement> settlements) => InTransaction(connection =>
    {
        var current = CurrentOf(connection, settlements);
        var (places, changes) = (new Dictionary<(long Seq, int Day), byte[]>(), new Dictionary<Entrance, Tally>());
        foreach (var settlement in settlements)
        {
            var (day, before) = current[settlement.Row.Seq];
            var (states, change, left) = settlement.Over(before);
            places[(settlement.Row.Seq, day)] = states;
            current[settlement.Row.Seq] = (day, states);
            foreach (var item in left)
            {
                if (settlement.Note is { } note)
                    connection.Run("UPDATE journal.aside SET closed = $3 WHERE seq = $1 AND item = $2", settlement.Row.Seq, item, note);
                else connection.Run("DELETE FROM journal.aside WHERE seq = $1 AND item = $2", settlement.Row.Seq, item);
            }
            foreach (var aside in settlement.Asides) Add(connection, aside);
            if (!changes.TryAdd(settlement.Row.Entrance, change)) changes[settlement.Row.Entrance].Add(change);
        }
        connection.Run(
            """
            INSERT INTO journal.outcome SELECT * FROM unnest($1::bigint[], $2::int[], $3::bytea[])
            ON CONFLICT (seq, day) DO UPDATE SET states = excluded.states
            """,
            places.Keys.Select(place => place.Seq).ToArray(), places.Keys.Select(place => place.Day).ToArray(), places.Values.ToArray());
        foreach (var (entrance, change) in changes) Add(connection, entrance, change);
    });

    public void Prune(DateOnly day, IReadOnlySet<long> keep) => InTransaction(connection =>
    {
        const string Waiting = "(d.seq IN (SELECT seq FROM journal.aside WHERE closed IS NULL) OR d.seq = ANY($1))";
        var (kept, number) = (keep.ToArray(), day.DayNumber);
        if (day == JournalDay.Kept)
        {
            connection.Run($"DELETE FROM journal.delivery d WHERE d.day = 0 AND NOT {Waiting}", kept);
            connection.Run("DELETE FROM journal.outcome o WHERE o.day = 0 AND NOT EXISTS (SELECT FROM journal.delivery d WHERE d.seq = o.seq)");
        }
        else
        {
            Begin(connection, JournalDay.Kept.DayNumber);
            connection.Run(
                $"""
                INSERT INTO journal.delivery SELECT d.seq, 0, d.door, d.source, d.delivery_id, d.received_at, d.content_type, d.fetchable, d.codec,
                d.size, coalesce(o.states, d.states), d.spans, d.body FROM journal.delivery_{number} d
                LEFT JOIN journal.outcome_{number} o ON o.seq = d.seq WHERE {Waiting}
                """, kept);
            PgSchema.Drop(connection, number);
            days.Remove(number);
            connection.Run("DELETE FROM journal.known_key WHERE day = $1", number);
        }
        connection.Run("DELETE FROM journal.aside a WHERE NOT EXISTS (SELECT FROM journal.delivery d WHERE d.seq = a.seq)");
    });

    public IReadOnlyList<JournalRow> Read(long after, int rows, long bytes) => Reading(reader => reader.Read(after, rows, bytes));

    public JournalRow? RowAt(long seq) => Reading(reader => reader.RowAt(seq));

    public IReadOnlyList<AsideRow> Asides(AsideFilter filter, AsidePlace? before, int count) => Reading(reader => reader.Asides(filter, before, count));

    public IReadOnlyList<AsideCount> CountAsides() => Reading(reader => reader.CountAsides());

    public IReadOnlyList<JournalDay> Days() =>
        Reading(reader => (IReadOnlyList<JournalDay>)[.. reader.Partitions().Select(day => reader.Day(day))]);

    public JournalSums Sums() => Reading(reader => reader.Sums());

    public void Dispose()
    {
        writer?.Dispose();
        writers.Dispose();
        readers.Dispose();
    }

    private NpgsqlConnection Writer()
    {
        if (writer is { FullState: System.Data.ConnectionState.Open }) return writer;
        writer?.Dispose();
        writer = null;
        var connection = writers.OpenConnection();
        try
        {
            connection.Run("SET synchronous_commit = on");
            if (connection.Command(PgSchema.Claim).ExecuteScalar() is not true)
                throw new JournalStoreException(RefusalReasons.Unavailable, "Another server writes the journal in this PostgreSQL database.");
            PgSchema.Make(connection);
            days.Clear();
            days.UnionWith(connection.Partitions());
            LastSeq = Math.Max(LastSeq, (long)connection.Command("SELECT coalesce(max(seq), 0) FROM journal.delivery").ExecuteScalar()!);
            return writer = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Begin(NpgsqlConnection connection, int day)
    {
        if (days.Contains(day)) return;
        PgSchema.Begin(connection, day);
        days.Add(day);
    }

    private Dictionary<long, (int Day, byte[] States)> CurrentOf(NpgsqlConnection connection, IReadOnlyList<Settlement> settlements)
    {
        var current = connection.Rows(
            """
            SELECT d.seq, d.day, coalesce(o.states, d.states) FROM journal.delivery d
            LEFT JOIN journal.outcome o ON o.seq = d.seq AND o.day = d.day WHERE d.seq = ANY($1)
            """,
            r => (Seq: r.GetInt64(0), Day: r.GetInt32(1), States: r.GetFieldValue<byte[]>(2)),
            settlements.Select(settlement => settlement.Row.Seq).ToArray()).ToDictionary(row => row.Seq, row => (row.Day, row.States));
        // From the archive, or of a day that was pruned since it was read.
        foreach (var row in settlements.Select(settlement => settlement.Row).DistinctBy(row => row.Seq).Where(row => !current.ContainsKey(row.Seq)))
        {
            Begin(connection, JournalDay.Kept.DayNumber);
            connection.Copy("delivery", copy => Add(copy, row, JournalDay.Kept.DayNumber));
            current[row.Seq] = (JournalDay.Kept.DayNumber, row.States);
        }
        return current;
    }

    private static void Add(NpgsqlBinaryImporter copy, JournalRow row, int day)
    {
        copy.StartRow();
        copy.Write(row.Seq, NpgsqlDbType.Bigint);
        copy.Write(day, NpgsqlDbType.Integer);
        copy.WriteOrNull(row.Door);
        copy.WriteOrNull(row.Source);
        copy.WriteOrNull(row.DeliveryId);
        copy.Write(row.ReceivedAt.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
        copy.WriteOrNull(row.ContentType);
        copy.Write(row.CanBeFetchedAgain, NpgsqlDbType.Boolean);
        copy.Write((int)row.Body.Codec, NpgsqlDbType.Integer);
        copy.Write(row.Body.Size, NpgsqlDbType.Integer);
        copy.WriteOrNull(row.States);
        copy.WriteOrNull(row.Spans);
        copy.WriteOrNull(row.Body.Bytes);
    }

    private static void Add(NpgsqlConnection connection, Aside aside) => connection.Run(
        """
        INSERT INTO journal.aside VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT (seq, item) DO UPDATE SET
        reason = excluded.reason, detail = excluded.detail, tries = excluded.tries, at = excluded.at, closed = NULL
        """,
        aside.Seq, aside.Item, aside.Reason, aside.Detail, aside.Tries, aside.At.ToUnixTimeMilliseconds());

    private static void Add(NpgsqlConnection connection, Entrance entrance, Tally tally) => connection.Run(
        """
        INSERT INTO journal.tally AS t VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (door, source) DO UPDATE SET
        received = t.received + $3, journaled = t.journaled + $4, duplicate = t.duplicate + $5, items = t.items + $6, mapped = t.mapped + $7,
        ignored = t.ignored + $8, duplicate_items = t.duplicate_items + $9, quarantined = t.quarantined + $10
        """,
        entrance.Door, entrance.Source, tally.Received, tally.Journaled, tally.Duplicate, tally.Items, tally.Mapped, tally.Ignored,
        tally.DuplicateItems, tally.Quarantined);

    private void InTransaction(Action<NpgsqlConnection> work) => Translated(() =>
    {
        try
        {
            using var transaction = Writer().BeginTransaction();
            work(writer!);
            transaction.Commit();
            return true;
        }
        catch
        {
            // Whatever state it is in: the next one begins with a new connection, and looks at what is really there.
            writer?.Dispose();
            writer = null;
            throw;
        }
    });

    private T Reading<T>(Func<NpgsqlConnection, T> read) => Translated(() =>
    {
        using var connection = readers.OpenConnection();
        return read(connection);
    });

    private static T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (PgErrors.Translate(failure) is { } translated)
        {
            throw translated;
        }
    }
}
