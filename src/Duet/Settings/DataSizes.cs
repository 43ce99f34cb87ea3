using Duet.Platform;

namespace Duet.Settings;

/// <summary>How much room the data directory takes.</summary>
internal sealed record DataSizes(string Folder, long RecordsBytes, long FactsBytes, long ClonesBytes)
{
    public static DataSizes Of(DataDirectory data) => new(
        data.Root,
        Start(data.RecordsFile),
        Start(data.FactsFile),
        Sum(Directory.EnumerateFiles(data.SourcesFolder, "*", SearchOption.AllDirectories)));

    // A database keeps its log beside its file.
    private static long Start(string file) =>
        Sum(Directory.EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*"));

    private static long Sum(IEnumerable<string> files) => files.Sum(file => new FileInfo(file) is { Exists: true } info ? info.Length : 0);
}
