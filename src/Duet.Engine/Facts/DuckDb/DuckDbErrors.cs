using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Tells what a failure of the database means for the person who runs it.</summary>
internal static class DuckDbErrors
{
    /// <summary>Null where the failure is none of the database or the file system: a bug, or a refusal that stands for itself.</summary>
    public static FactStoreException? Translate(Exception error, string? path)
    {
        if (error is not (DuckDBException or IOException or UnauthorizedAccessException)) return null;

        var where = path is null ? "The fact store in memory" : $"The fact store {path}";
        var message = error.Message;
        var fault = FaultOf(message) is var named and not FactStoreFault.Failed ? named : error is DuckDBException ? FactStoreFault.Failed : FactStoreFault.NoAccess;
        return new FactStoreException(fault, fault switch
        {
            FactStoreFault.InUse => $"{where} is in use by another process{Holder(message)}. Stop that process, or choose another data directory.",
            FactStoreFault.Damaged => $"{where} is damaged, or is no fact store. Restore it from a backup, or move it away and rebuild the facts from their sources.",
            FactStoreFault.DiskFull => $"{where} finds no room left on its disk. Free some, then start again; what was acknowledged is kept.",
            FactStoreFault.OutOfMemory => $"{where} needs more memory for this than it may use. Raise the memory limit, or ask for a shorter period.",
            FactStoreFault.NoAccess => $"{where} cannot be opened or written: check that its folder exists and that this user may write there.",
            _ => $"{where} failed: {FirstLine(message)}",
        }, error);
    }

    private static FactStoreFault FaultOf(string message) => message switch
    {
        _ when Says(message, "Could not set lock", "Conflicting lock", "being used by another process") => FactStoreFault.InUse,
        _ when Says(message, "No space left", "disk full", "not enough space", "File too large", "Disk quota", "max_temp_directory_size") => FactStoreFault.DiskFull,
        _ when Says(message, "not a valid DuckDB database", "Corrupt", "checksum", "Failed to deserialize", "Serialization Error", "different version of") => FactStoreFault.Damaged,
        _ when Says(message, "Out of Memory", "could not allocate", "failed to pin block") => FactStoreFault.OutOfMemory,
        _ when Says(message, "Permission denied", "Access to the path", "Cannot open file", "Read-only file system", "No such file") => FactStoreFault.NoAccess,
        _ => FactStoreFault.Failed,
    };

    private static bool Says(string message, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (message.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static string Holder(string message)
    {
        var start = message.IndexOf("PID ", StringComparison.Ordinal);
        var end = start < 0 ? -1 : message.IndexOf(')', start);
        return end < 0 ? "" : $" ({message[start..end]})";
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0];
}
