using Npgsql;

namespace Duet.Platform.Journal.Storage.Postgres;

/// <summary>The journal's tables beside the records, in a schema of their own. Days are numbers: DateOnly.DayNumber.</summary>
internal static class PgSchema
{
    /// <summary>Held by the one process that writes this journal.</summary>
    public const string Claim = "SELECT pg_try_advisory_lock(hashtextextended('duet journal', 0))";

    private const string Tables = """
        CREATE SCHEMA IF NOT EXISTS journal;
        CREATE TABLE IF NOT EXISTS journal.delivery (
            seq bigint NOT NULL, day integer NOT NULL, door text NOT NULL, source text NOT NULL, delivery_id text, received_at bigint NOT NULL,
            content_type text NOT NULL, fetchable boolean NOT NULL, codec integer NOT NULL, size integer NOT NULL, states bytea NOT NULL,
            spans bytea, body bytea NOT NULL, PRIMARY KEY (seq, day)) PARTITION BY RANGE (day);
        -- States after the projector or a person has seen the delivery; a table of its own, so that no body is written twice.
        CREATE TABLE IF NOT EXISTS journal.outcome (
            seq bigint NOT NULL, day integer NOT NULL, states bytea NOT NULL, PRIMARY KEY (seq, day)) PARTITION BY RANGE (day);
        -- Not partitioned: a key is unique over all days.
        CREATE TABLE IF NOT EXISTS journal.known_key (hash bigint PRIMARY KEY, content bigint NOT NULL, day integer NOT NULL);
        CREATE INDEX IF NOT EXISTS known_key_day ON journal.known_key USING brin (day);
        CREATE TABLE IF NOT EXISTS journal.aside (
            seq bigint NOT NULL, item integer NOT NULL, reason text NOT NULL, detail text, tries integer NOT NULL, at bigint NOT NULL,
            closed text, PRIMARY KEY (seq, item));
        CREATE TABLE IF NOT EXISTS journal.tally (
            door text NOT NULL, source text NOT NULL, received bigint NOT NULL, journaled bigint NOT NULL, duplicate bigint NOT NULL,
            items bigint NOT NULL, mapped bigint NOT NULL, ignored bigint NOT NULL, duplicate_items bigint NOT NULL,
            quarantined bigint NOT NULL, PRIMARY KEY (door, source));
        CREATE TABLE IF NOT EXISTS journal.refusal (
            door text NOT NULL, source text NOT NULL, reason text NOT NULL, count bigint NOT NULL, PRIMARY KEY (door, source, reason));
        """;

    public static void Make(NpgsqlConnection connection)
    {
        using var command = connection.Command(Tables);
        // Once at the start, when nobody waits yet.
        command.CommandTimeout = 60;
        command.ExecuteNonQuery();
    }

    /// <summary>Gives a day its partitions.</summary>
    public static void Begin(NpgsqlConnection connection, int day)
    {
        foreach (var table in (string[])["delivery", "outcome"])
            connection.Run($"CREATE TABLE IF NOT EXISTS journal.{table}_{day} PARTITION OF journal.{table} FOR VALUES FROM ({day}) TO ({day + 1})");
    }

    public static void Drop(NpgsqlConnection connection, int day) =>
        connection.Run($"DROP TABLE journal.delivery_{day}, journal.outcome_{day}");
}
