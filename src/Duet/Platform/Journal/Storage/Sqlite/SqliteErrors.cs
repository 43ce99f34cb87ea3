using Microsoft.Data.Sqlite;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>Tells what a failure of SQLite or the file system means.</summary>
internal static class SqliteErrors
{
    private const int Full = 13;
    private const int Corrupt = 11;
    private const int NoDatabase = 26;
    private const int Constraint = 19;

    /// <summary>Null where the failure is a bug of ours.</summary>
    public static JournalStoreException? Translate(Exception failure, string folder) => failure switch
    {
        SqliteException { SqliteErrorCode: Full } =>
            new JournalStoreException(RefusalReasons.DiskFull, $"No room is left for the journal in {folder}.", failure),
        SqliteException { SqliteErrorCode: Corrupt or NoDatabase } =>
            new JournalStoreException(RefusalReasons.Unavailable, $"A file of the journal in {folder} is damaged: {failure.Message}", failure),
        SqliteException { SqliteErrorCode: not Constraint } or IOException or UnauthorizedAccessException =>
            new JournalStoreException(RefusalReasons.Unavailable, $"The journal in {folder} cannot be reached: {failure.Message}", failure),
        _ => null,
    };
}
