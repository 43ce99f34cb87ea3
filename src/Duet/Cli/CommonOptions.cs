using System.CommandLine;
using Duet.Access;
using Duet.Platform;
using Duet.Platform.Records;

namespace Duet.Cli;

/// <summary>Options that several verbs take.</summary>
internal static class CommonOptions
{
    public const string RecordsVariable = "DUET_RECORDS";

    public static Option<string> Data() => new("--data")
    {
        Description = "Data directory",
        HelpName = "DIR",
        DefaultValueFactory = _ => ServerOptions.DefaultDataFolder,
    };

    public static Option<string?> Records() => new("--records")
    {
        Description = $"PostgreSQL connection string for the records, instead of SQLite in the data directory (or {RecordsVariable})",
        HelpName = "Host=...;Database=...",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(RecordsVariable),
    };

    public static Option<OutputFormat> Format() => new("--format")
    {
        Description = "How results are printed",
        DefaultValueFactory = _ => OutputFormat.Text,
    };

    /// <summary>The records of a data directory, beside a server that may be running on it.</summary>
    public static async Task<RecordsStore> OpenRecordsAsync(string data, string? connection, CancellationToken cancellationToken)
    {
        var records = RecordsStore.At(DataDirectory.Open(data).RecordsFile, connection);
        await records.MigrateAsync(cancellationToken);
        return records;
    }

    /// <summary>The audit log of those records, sealed as the server of the data directory does.</summary>
    public static Audit AuditOf(RecordsStore records, string data) => new(records, TimeProvider.System, new AuditKey(DataDirectory.Open(data)));
}

internal enum OutputFormat
{
    Text,
    Json,
}
