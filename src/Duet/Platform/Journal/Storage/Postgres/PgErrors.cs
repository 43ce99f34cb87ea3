using Npgsql;

namespace Duet.Platform.Journal.Storage.Postgres;

/// <summary>Tells what a failure of PostgreSQL means.</summary>
internal static class PgErrors
{
    // Class 22 is bad data, 23 a broken constraint, 42 a wrong statement: bugs of ours.
    private static readonly string[] OurFault = ["22", "23", "42"];

    /// <summary>Null where the failure is a bug of ours.</summary>
    public static JournalStoreException? Translate(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            new JournalStoreException(RefusalReasons.DiskFull, "No room is left for the journal in PostgreSQL.", failure),
        PostgresException refusal when OurFault.Contains(refusal.SqlState[..2]) => null,
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException =>
            new JournalStoreException(RefusalReasons.Unavailable, $"The journal in PostgreSQL cannot be reached: {failure.Message}", failure),
        _ => null,
    };
}
