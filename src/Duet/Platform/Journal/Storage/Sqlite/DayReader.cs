using Microsoft.Data.Sqlite;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>Reads one day's file beside the writer, on a connection of its own.</summary>
internal sealed class DayReader : IDisposable
{
    private readonly SqliteConnection connection;

    public DayReader(string path, DateOnly day)
    {
        Day = day;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 5,
        }.ConnectionString);
        connection.Open();
        connection.Run("PRAGMA query_only = 1");
    }

    public DateOnly Day { get; }

    public void Dispose() => connection.Dispose();

    public JournalDay Extent(long bytes) => connection.Rows(
        "SELECT (SELECT min(seq) FROM delivery), (SELECT max(seq) FROM delivery)",
        r => new JournalDay(Day, r.IsDBNull(0) ? 0 : r.GetInt64(0), r.IsDBNull(1) ? 0 : r.GetInt64(1), bytes)).Single();

    /// <summary>What must outlive the day: its tallies, what waits in quarantine, and the deliveries named.</summary>
    public DayRemains Remains(IReadOnlySet<long> keep)
    {
        var waiting = connection.Rows("SELECT DISTINCT seq FROM aside WHERE closed IS NULL", r => r.GetInt64(0)).Union(keep);
        return new DayRemains(
            [.. waiting.Select(Find).OfType<JournalRow>().OrderBy(row => row.Seq)],
            [.. Asides(new AsideFilter(), null, int.MaxValue).Select(row => row.Aside)],
            connection.Rows("SELECT * FROM tally", ReadTally),
            connection.Rows("SELECT * FROM refusal", ReadRefusal));
    }

    public void Read(long after, int rows, long bytes, List<JournalRow> into)
    {
        using var command = connection.Command($"{Select} WHERE d.seq > $1 ORDER BY d.seq LIMIT $2", after, rows);
        using var reader = command.ExecuteReader();
        var read = into.Sum(row => (long)row.Body.Bytes.Length);
        while (read < bytes && reader.Read())
        {
            into.Add(Row(reader));
            read += into[^1].Body.Bytes.Length;
        }
    }

    public JournalRow? Find(long seq) => connection.Rows($"{Select} WHERE d.seq = $1", Row, seq).SingleOrDefault();

    public IReadOnlyList<AsideRow> Asides(AsideFilter filter, AsidePlace? before, int count) => connection.Rows("""
        SELECT a.seq, a.item, a.reason, a.detail, a.tries, a.at, d.door, d.source, d.received_at FROM aside a JOIN delivery d ON d.seq = a.seq
        WHERE a.closed IS NULL AND ($1 IS NULL OR a.reason = $1) AND ($2 IS NULL OR d.source = $2) AND ($3 IS NULL OR d.door = $3)
        AND (a.seq, a.item) < ($4, $5) ORDER BY a.seq DESC, a.item DESC LIMIT $6
        """,
        r => new AsideRow(
            new Aside(r.GetInt64(0), r.GetInt32(1), r.GetString(2), r.TextOrNull(3), r.GetInt32(4), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(5))),
            r.GetString(6), r.GetString(7), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(8))),
        filter.Reason, filter.Source, filter.Door, before?.Delivery ?? long.MaxValue, before?.Item ?? 0, count);

    public IReadOnlyList<AsideCount> CountAsides() => connection.Rows("""
        SELECT a.reason, d.source, d.door, count(*) FROM aside a JOIN delivery d ON d.seq = a.seq WHERE a.closed IS NULL GROUP BY 1, 2, 3
        """,
        r => new AsideCount(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3)));

    public void AddSums(Dictionary<Entrance, Tally> tallies, Dictionary<Refusal, long> refusals, Dictionary<Entrance, long> pending)
    {
        foreach (var (entrance, tally) in connection.Rows("SELECT * FROM tally", ReadTally))
        {
            if (tallies.TryGetValue(entrance, out var sum)) sum.Add(tally);
            else tallies[entrance] = tally;
        }
        foreach (var (refusal, count) in connection.Rows("SELECT * FROM refusal", ReadRefusal))
            refusals[refusal] = refusals.GetValueOrDefault(refusal) + count;
        // Outcomes come in the order of numbers, so what is pending stands behind the last of them.
        foreach (var (entrance, states) in connection.Rows(
            "SELECT door, source, states FROM delivery WHERE seq > (SELECT coalesce(max(seq), 0) FROM outcome)",
            r => (new Entrance(r.GetString(0), r.GetString(1)), r.GetFieldValue<byte[]>(2))))
            pending[entrance] = pending.GetValueOrDefault(entrance) + states.Count(state => state == (byte)ItemState.Pending);
    }

    private const string Select = """
        SELECT d.seq, d.door, d.source, d.delivery_id, d.received_at, d.content_type, d.fetchable, d.codec, d.size,
        coalesce(o.states, d.states), d.spans, d.body FROM delivery d LEFT JOIN outcome o ON o.seq = d.seq
        """;

    private JournalRow Row(SqliteDataReader reader) => new()
    {
        Seq = reader.GetInt64(0),
        Day = Day,
        Door = reader.GetString(1),
        Source = reader.GetString(2),
        DeliveryId = reader.TextOrNull(3),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
        ContentType = reader.GetString(5),
        CanBeFetchedAgain = reader.GetBoolean(6),
        Body = new StoredBody((BodyCodec)reader.GetInt32(7), reader.GetInt32(8), reader.GetFieldValue<byte[]>(11)),
        States = reader.GetFieldValue<byte[]>(9),
        Spans = reader.BytesOrNull(10),
    };

    private static (Refusal, long) ReadRefusal(SqliteDataReader reader) =>
        (new Refusal(reader.GetString(0), reader.GetString(1), reader.GetString(2)), reader.GetInt64(3));

    private static (Entrance, Tally) ReadTally(SqliteDataReader reader) => (new Entrance(reader.GetString(0), reader.GetString(1)), new Tally
    {
        Received = reader.GetInt64(2),
        Journaled = reader.GetInt64(3),
        Duplicate = reader.GetInt64(4),
        Items = reader.GetInt64(5),
        Mapped = reader.GetInt64(6),
        Ignored = reader.GetInt64(7),
        DuplicateItems = reader.GetInt64(8),
        Quarantined = reader.GetInt64(9),
    });
}
