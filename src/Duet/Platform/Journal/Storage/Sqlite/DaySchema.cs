using Microsoft.Data.Sqlite;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>The tables of one day's file.</summary>
internal static class DaySchema
{
    private const long Version = 1;

    private const string Tables = """
        CREATE TABLE delivery (
            seq INTEGER PRIMARY KEY, door TEXT NOT NULL, source TEXT NOT NULL, delivery_id TEXT, received_at INTEGER NOT NULL,
            content_type TEXT NOT NULL, fetchable INTEGER NOT NULL, codec INTEGER NOT NULL, size INTEGER NOT NULL,
            states BLOB NOT NULL, spans BLOB, body BLOB NOT NULL);
        -- States after the projector or a person has seen the delivery; a table of its own, so that no body is written twice.
        CREATE TABLE outcome (seq INTEGER PRIMARY KEY, states BLOB NOT NULL);
        CREATE TABLE known_key (hash INTEGER PRIMARY KEY, content INTEGER NOT NULL);
        CREATE TABLE aside (
            seq INTEGER NOT NULL, item INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT, tries INTEGER NOT NULL, at INTEGER NOT NULL,
            -- Why a person left it out; null while it waits.
            closed TEXT,
            PRIMARY KEY (seq, item)) WITHOUT ROWID;
        CREATE TABLE tally (
            door TEXT NOT NULL, source TEXT NOT NULL, received INTEGER NOT NULL, journaled INTEGER NOT NULL, duplicate INTEGER NOT NULL,
            items INTEGER NOT NULL, mapped INTEGER NOT NULL, ignored INTEGER NOT NULL, duplicate_items INTEGER NOT NULL,
            quarantined INTEGER NOT NULL, PRIMARY KEY (door, source)) WITHOUT ROWID;
        CREATE TABLE refusal (
            door TEXT NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (door, source, reason)) WITHOUT ROWID;
        CREATE TABLE note (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
        """;

    /// <exception cref="JournalStoreException">A newer version of the program wrote the file.</exception>
    public static void Make(SqliteConnection connection)
    {
        var found = (long)connection.Command("PRAGMA user_version").ExecuteScalar()!;
        if (found > Version)
            throw new JournalStoreException(RefusalReasons.Unavailable, $"A newer version of Duet wrote {connection.DataSource}.");
        if (found == Version) return;

        using var transaction = connection.BeginTransaction();
        connection.Command(Tables + $"PRAGMA user_version = {Version};").ExecuteNonQuery();
        transaction.Commit();
    }
}
