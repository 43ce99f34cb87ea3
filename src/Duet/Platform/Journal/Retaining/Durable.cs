using System.Runtime.InteropServices;
using System.Text;

namespace Duet.Platform.Journal.Retaining;

/// <summary>Makes what was written to files survive a power cut.</summary>
internal static class Durable
{
    private const int ReadOnly = 0;

    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Makes the names in a folder durable, where the system has such a thing.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Open([.. Encoding.UTF8.GetBytes(path), 0], ReadOnly);
        if (folder < 0) return;
        // What some file systems answer with (not supported) is no reason to stop.
        _ = Sync(folder);
        _ = Close(folder);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
