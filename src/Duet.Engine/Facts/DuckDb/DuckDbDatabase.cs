using System.Globalization;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>One open database: the instance all connections of a store share.</summary>
internal sealed class DuckDbDatabase : IDisposable
{
    // DuckDB hands a second opener of this process the same instance, silently: two writers would meet.
    private static readonly HashSet<string> OpenHere = new(StringComparer.Ordinal);

    // Every checkpoint writes the last, unfilled row group of each table anew: seldom is cheaper, at the price of a longer log to read back after a crash.
    private const string CheckpointAt = "24MB";

    // What was freed goes back to the system soon: a server that was flooded once would otherwise stay as large as it was then.
    private const string GiveBack = ";allocator_flush_threshold=16MB;allocator_bulk_deallocation_flush_threshold=32MB;allocator_background_threads=true";

    private readonly string? path;
    private readonly string connectionString;

    private DuckDbDatabase(string? path, string connectionString)
    {
        (this.path, this.connectionString) = (path, connectionString);
        Writer = new DuckDBConnection(connectionString);
    }

    public DuckDBConnection Writer { get; }

    /// <param name="path">A file, made where it is missing; null for memory.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="FactStoreException">The file cannot be opened.</exception>
    public static DuckDbDatabase Open(string? path, FactStoreOptions options)
    {
        path = path is null ? null : Path.GetFullPath(path);
        var database = new DuckDbDatabase(path, ConnectionString(path, options));
        if (path is not null)
        {
            lock (OpenHere)
            {
                if (!OpenHere.Add(path)) throw new FactStoreException(FactStoreFault.InUse, $"This process has the fact store {path} open already.");
            }
        }
        try
        {
            if (path is not null) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            database.Writer.Open();
            // The lock is ours now: what lies there was spilled by a process that is gone.
            if (path is not null && Directory.Exists(SpillFolder(path))) Directory.Delete(SpillFolder(path), recursive: true);
            database.Writer.Run("SET GLOBAL TimeZone = 'UTC'; SET enable_external_access = false; SET lock_configuration = true;");
            return database;
        }
        catch (Exception error)
        {
            database.Dispose();
            if (DuckDbErrors.Translate(error, path) is { } translated) throw translated;
            throw;
        }
    }

    /// <summary>One more connection to the same instance.</summary>
    public DuckDBConnection Connect()
    {
        var connection = path is null ? Writer.Duplicate() : new DuckDBConnection(connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>The last connection to go writes what is still in the log into the file.</summary>
    public void Dispose()
    {
        Writer.Dispose();
        if (path is null) return;
        lock (OpenHere) OpenHere.Remove(path);
    }

    private static string SpillFolder(string path) => path + ".tmp";

    private static string ConnectionString(string? path, FactStoreOptions options)
    {
        var builder = new DuckDBConnectionStringBuilder
        {
            DataSource = path ?? DuckDBConnectionStringBuilder.InMemoryDataSource,
            MemoryLimit = string.Create(CultureInfo.InvariantCulture, $"{options.MemoryLimitMegabytes}MB"),
            Threads = options.Threads,
            PreserveInsertionOrder = false,
            CheckpointThreshold = CheckpointAt,
            AutoinstallKnownExtensions = false,
            AutoloadKnownExtensions = false,
        };
        if (path is not null) builder.TempDirectory = SpillFolder(path);
        return builder.ConnectionString + GiveBack;
    }
}
