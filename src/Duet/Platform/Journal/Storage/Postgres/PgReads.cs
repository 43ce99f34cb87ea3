using Npgsql;

namespace Duet.Platform.Journal.Storage.Postgres;

/// <summary>Reads the journal over a connection of the caller's.</summary>
internal static class PgReads
{
    private const string Select = """
        SELECT d.seq, d.day, d.door, d.source, d.delivery_id, d.received_at, d.content_type, d.fetchable, d.codec, d.size,
        coalesce(o.states, d.states), d.spans, d.body FROM journal.delivery d LEFT JOIN journal.outcome o ON o.seq = d.seq AND o.day = d.day
        """;

    public static IReadOnlyList<JournalRow> Read(this NpgsqlConnection connection, long after, int rows, long bytes)
    {
        using var command = connection.Command($"{Select} WHERE d.seq > $1 ORDER BY d.seq LIMIT $2", after, rows);
        using var reader = command.ExecuteReader();
        List<JournalRow> read = [];
        for (var size = 0L; size < bytes && reader.Read(); size += read[^1].Body.Bytes.Length) read.Add(Row(reader));
        if (read.Count < rows) command.Cancel();
        return read;
    }

    public static JournalRow? RowAt(this NpgsqlConnection connection, long seq) =>
        connection.Rows($"{Select} WHERE d.seq = $1", Row, seq).SingleOrDefault();

    public static IReadOnlyList<AsideRow> Asides(this NpgsqlConnection connection, AsideFilter filter, AsidePlace? before, int count) => connection.Rows("""
        SELECT a.seq, a.item, a.reason, a.detail, a.tries, a.at, d.door, d.source, d.received_at FROM journal.aside a
        JOIN journal.delivery d ON d.seq = a.seq
        WHERE a.closed IS NULL AND ($1 IS NULL OR a.reason = $1) AND ($2 IS NULL OR d.source = $2) AND ($3 IS NULL OR d.door = $3)
        AND (a.seq, a.item) < ($4, $5) ORDER BY a.seq DESC, a.item DESC LIMIT $6
        """,
        r => new AsideRow(
            new Aside(r.GetInt64(0), r.GetInt32(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), r.GetInt32(4), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(5))),
            r.GetString(6), r.GetString(7), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(8))),
        filter.Reason, filter.Source, filter.Door, before?.Delivery ?? long.MaxValue, before?.Item ?? 0, count);

    public static IReadOnlyList<AsideCount> CountAsides(this NpgsqlConnection connection) => connection.Rows("""
        SELECT a.reason, d.source, d.door, count(*) FROM journal.aside a JOIN journal.delivery d ON d.seq = a.seq
        WHERE a.closed IS NULL GROUP BY 1, 2, 3 ORDER BY 4 DESC
        """,
        r => new AsideCount(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3)));

    public static IReadOnlyList<int> Partitions(this NpgsqlConnection connection) => connection.Rows("""
        SELECT substring(c.relname FROM '\d+$')::int FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'journal.delivery'::regclass ORDER BY 1
        """, r => r.GetInt32(0));

    public static JournalDay Day(this NpgsqlConnection connection, int day) => connection.Rows($"""
        SELECT coalesce(min(seq), 0), coalesce(max(seq), 0),
        pg_total_relation_size('journal.delivery_{day}') + pg_total_relation_size('journal.outcome_{day}') FROM journal.delivery_{day}
        """, r => new JournalDay(DateOnly.FromDayNumber(day), r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))).Single();

    public static JournalSums Sums(this NpgsqlConnection connection)
    {
        var pending = new Dictionary<Entrance, long>();
        // Outcomes come in the order of numbers, so what is pending stands behind the last of them.
        foreach (var (entrance, states) in connection.Rows(
            "SELECT door, source, states FROM journal.delivery WHERE seq > (SELECT coalesce(max(seq), 0) FROM journal.outcome)",
            r => (new Entrance(r.GetString(0), r.GetString(1)), r.GetFieldValue<byte[]>(2))))
            pending[entrance] = pending.GetValueOrDefault(entrance) + states.Count(state => state == (byte)ItemState.Pending);
        return new JournalSums(
            connection.Rows("SELECT * FROM journal.tally", Tally).ToDictionary(),
            connection.Rows("SELECT * FROM journal.refusal", r => KeyValuePair.Create(new Refusal(r.GetString(0), r.GetString(1), r.GetString(2)), r.GetInt64(3))).ToDictionary(),
            pending);
    }

    private static JournalRow Row(NpgsqlDataReader reader) => new()
    {
        Seq = reader.GetInt64(0),
        Day = DateOnly.FromDayNumber(reader.GetInt32(1)),
        Door = reader.GetString(2),
        Source = reader.GetString(3),
        DeliveryId = reader.IsDBNull(4) ? null : reader.GetString(4),
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
        ContentType = reader.GetString(6),
        CanBeFetchedAgain = reader.GetBoolean(7),
        Body = new StoredBody((BodyCodec)reader.GetInt32(8), reader.GetInt32(9), reader.GetFieldValue<byte[]>(12)),
        States = reader.GetFieldValue<byte[]>(10),
        Spans = reader.IsDBNull(11) ? null : reader.GetFieldValue<byte[]>(11),
    };

    private static KeyValuePair<Entrance, Tally> Tally(NpgsqlDataReader reader) => KeyValuePair.Create(new Entrance(reader.GetString(0), reader.GetString(1)), new Tally
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
