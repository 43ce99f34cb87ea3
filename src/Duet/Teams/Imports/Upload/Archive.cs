using System.Buffers.Binary;
using System.IO.Compression;

namespace Duet.Teams.Imports.Upload;

/// <summary>
/// A zip archive from outside: opened in memory, with a limit on entries, sizes and what they unpack to. Entries that point out of
/// the archive, links, archives within archives and passwords are refused, the whole archive with them.
/// </summary>
internal static class Archive
{
    private const int LinkMode = 0xA000;
    private const int ModeMask = 0xF000;
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    /// <exception cref="UnreadableException">The archive is refused.</exception>
    public static IReadOnlyList<ImportFile> Open(ImportFile file)
    {
        var spot = new Spot(file.Name);
        // Asked before the list of entries is read: a list of a million costs more than all the rest.
        if (EntriesOf(file.Bytes.Span) is not { } entries)
            throw UnreadableException.Problem(spot, "zip-broken");
        if (entries > ImportLimits.Files)
            throw UnreadableException.Problem(spot, "many-files", ImportLimits.Files);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > ImportLimits.Files)
                throw UnreadableException.Problem(spot, "many-files", ImportLimits.Files);
            var left = ImportLimits.Bytes;
            List<ImportFile> files = [];
            foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                Check(spot, entry);
                var bytes = Read(spot, entry, left);
                left -= bytes.Length;
                if (Is(bytes))
                    throw UnreadableException.Problem(spot, "zip-nested", Shown(entry.FullName));
                if (!IsNoise(entry.FullName))
                    files.Add(new ImportFile(entry.FullName, bytes));
            }
            if (files.Count == 0)
                throw UnreadableException.Problem(spot, "empty");
            return files;
        }
        catch (InvalidDataException)
        {
            throw UnreadableException.Problem(spot, "zip-broken");
        }
    }

    private static void Check(Spot spot, ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (name.Contains('\\', StringComparison.Ordinal) || name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal)
            || name.Any(char.IsControl) || name.Split('/').Any(part => part is ".." or "."))
            throw UnreadableException.Problem(spot, "zip-path", Shown(name));
        if (((entry.ExternalAttributes >> 16) & ModeMask) == LinkMode)
            throw UnreadableException.Problem(spot, "zip-link", Shown(name));
        if (entry.IsEncrypted)
            throw UnreadableException.Problem(spot, "zip-password", Shown(name));
        if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            throw UnreadableException.Problem(spot, "zip-nested", Shown(name));
    }

    // The length an entry tells of itself is not to be trusted.
    private static byte[] Read(Spot spot, ZipArchiveEntry entry, int left)
    {
        if (entry.Length > left)
            throw UnreadableException.TooLarge(spot, "size", ImportLimits.Bytes / 1024 / 1024);
        using var stream = entry.Open();
        using var memory = new MemoryStream((int)entry.Length);
        var piece = new byte[64 * 1024];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (memory.Length + read > left)
                throw UnreadableException.TooLarge(spot, "size", ImportLimits.Bytes / 1024 / 1024);
            memory.Write(piece, 0, read);
        }
        return memory.ToArray();
    }

    // What archivers of desktops put beside the files.
    private static bool IsNoise(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal) || name.EndsWith(".DS_Store", StringComparison.Ordinal);

    private static string Shown(string name) => name.Length <= 120 ? name : name[..120] + "…";

    /// <summary>How many entries the archive's end tells of; null where it has no end.</summary>
    private static int? EntriesOf(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[Math.Max(0, bytes.Length - EndLength - LongestComment)..];
        var at = tail.LastIndexOf("PK\u0005\u0006"u8);
        return at < 0 || at + EndLength > tail.Length ? null : BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 10)..]);
    }
}
