namespace Duet.Report;

/// <summary>A private folder that goes when it is disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("duet-report-");
    private int count;

    /// <summary>A new folder inside, one for each call.</summary>
    public string Next() => root.CreateSubdirectory($"{++count}").FullName;

    public void Dispose()
    {
        // Git marks the files of a clone read-only.
        foreach (var file in root.EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        root.Delete(recursive: true);
    }
}
