namespace Duet.Engine.Metrics.Pages;

/// <summary>A folder of pages, read again where a file's time or length changed.</summary>
internal sealed class PageFolder(string path) : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Rescan = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTime Written, long Length, MetricPage Page)> files = [];
    private FileSystemWatcher? watcher;
    private ITimer? timer;

    /// <summary>The pages in the order of their names. A broken page has the metric of its last good version.</summary>
    public IReadOnlyList<MetricPage> Pages
    {
        get
        {
            lock (gate)
                return [.. files.Values.Select(file => file.Page).OrderBy(page => page.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Reads what is new; true where anything changed.</summary>
    public bool Scan()
    {
        lock (gate)
        {
            var found = Directory.Exists(path) ? new DirectoryInfo(path).GetFiles("*.md") : [];
            var gone = files.Keys.Except(found.Select(file => file.FullName)).ToList();
            gone.ForEach(name => files.Remove(name));
            var changed = gone.Count > 0;
            foreach (var file in found)
                changed |= Read(file);
            return changed;
        }
    }

    /// <summary>Calls <paramref name="changed"/> soon after the folder changed; looks itself, too, for systems that tell nothing.</summary>
    public void Watch(TimeProvider clock, Action changed)
    {
        timer = clock.CreateTimer(_ => changed(), null, Rescan, Rescan);
        if (!Directory.Exists(path))
            return;
        watcher = new FileSystemWatcher(path, "*.md");
        // Editors write in steps; each step puts the look off a little.
        void Later(object sender, FileSystemEventArgs change) => timer.Change(Settle, Rescan);
        watcher.Changed += Later;
        watcher.Created += Later;
        watcher.Deleted += Later;
        watcher.Renamed += Later;
        watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        watcher?.Dispose();
        timer?.Dispose();
    }

    private bool Read(FileInfo file)
    {
        var known = files.TryGetValue(file.FullName, out var before);
        try
        {
            if (known && before.Written == file.LastWriteTimeUtc && before.Length == file.Length)
                return false;
            var page = MetricPage.Read(File.ReadAllText(file.FullName), file.Name, file.FullName, isBuiltIn: false);
            if (page.Metric is null && before.Page?.Metric is { } lastGood)
                page = page with { Metric = lastGood };
            files[file.FullName] = (file.LastWriteTimeUtc, file.Length, page);
            return true;
        }
        catch (IOException)
        {
            // Deleted or locked between listing and reading: the next look sees what became of it.
            return false;
        }
    }
}
