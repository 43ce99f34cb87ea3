namespace Duet.Platform;

/// <summary>Where an installation keeps everything it knows; private to the user who runs it.</summary>
internal sealed class DataDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataDirectory(string root) => Root = root;

    public string Root { get; }
    public string RecordsFile => Path.Combine(Root, "records.db");
    public string FactsFile => Path.Combine(Root, "facts.duckdb");

    /// <summary>Keys that protect cookies and forms.</summary>
    public string KeysFolder => Path.Combine(Root, "keys");

    /// <summary>Raw deliveries, one file a day.</summary>
    public string JournalFolder => Path.Combine(Root, "journal");

    /// <summary>Deliveries of days that the journal no longer holds.</summary>
    public string ArchiveFolder => Path.Combine(Root, "archive");

    /// <summary>Metric pages of the installation's own.</summary>
    public string MetricsFolder => Path.Combine(Root, "metrics");

    /// <summary>Instruments of the installation's own.</summary>
    public string InstrumentsFolder => Path.Combine(Root, "instruments");

    /// <summary>Clones and the like, one folder a source.</summary>
    public string SourcesFolder => Path.Combine(Root, "sources");

    public string SourceFolder(string name) => Path.Combine(SourcesFolder, name);

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="DataDirectoryException">The folder cannot be made or used.</exception>
    public static DataDirectory Open(string path)
    {
        var directory = new DataDirectory(Path.GetFullPath(path));
        try
        {
            foreach (var folder in (string[])[directory.Root, directory.KeysFolder, directory.MetricsFolder, directory.InstrumentsFolder, directory.SourcesFolder])
                CreatePrivate(folder);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException(
                $"The data directory {directory.Root} cannot be used: {refusal.Message}", "Choose another with --data DIR.", refusal);
        }
        return directory;
    }

    /// <summary>Makes a folder that only its owner may read; leaves an existing one as it is.</summary>
    public static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Private);
    }

    /// <summary>
    /// Claims the directory for this process until the claim is disposed: one process writes the facts.
    /// </summary>
    /// <exception cref="DataDirectoryException">Another process holds it.</exception>
    public IDisposable Claim()
    {
        try
        {
            return new FileStream(
                Path.Combine(Root, "duet.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refusal)
        {
            throw new DataDirectoryException(
                $"The data directory {Root} is in use by another duet.", "Stop that one, or choose another directory with --data DIR.", refusal)
            {
                InUse = true,
            };
        }
    }
}

/// <summary>The data directory cannot be used.</summary>
internal sealed class DataDirectoryException(string message, string hint, Exception inner) : Exception(message, inner)
{
    public string Hint { get; } = hint;
    public bool InUse { get; init; }
}
