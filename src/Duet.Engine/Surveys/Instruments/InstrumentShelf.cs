using System.Reflection;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>
/// The instruments that come with the program and those of a folder, looked at again where a file changed. Several
/// versions of one key may lie side by side, each in its own file.
/// </summary>
public sealed class InstrumentShelf : IInstruments, IDisposable
{
    private const string Resources = "instruments/";
    private static readonly TimeSpan Rescan = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTime Written, long Length, InstrumentPage Page)> files = [];
    private readonly IReadOnlyList<InstrumentPage> builtIn = BuiltIn();
    private readonly string? folder;
    private readonly ITimer? timer;
    private Content content = new([], []);

    /// <param name="folder">Null for the built-in ones only.</param>
    /// <param name="clock">Null reads the folder once.</param>
    public InstrumentShelf(string? folder, TimeProvider? clock)
    {
        this.folder = folder;
        Scan();
        timer = folder is null ? null : clock?.CreateTimer(_ => Scan(), null, Rescan, Rescan);
    }

    public IReadOnlyList<Instrument> All =>
        [.. content.Instruments.GroupBy(each => each.Key, StringComparer.Ordinal).Select(versions => versions.MaxBy(each => each.Version)!)];

    public IReadOnlyList<PageNote> Notes => content.Notes;

    public Instrument? Find(string key, int? version = null) => content.Instruments
        .Where(each => each.Key == key && (version is null || each.Version == version)).MaxBy(each => each.Version);

    public void Dispose() => timer?.Dispose();

    /// <summary>Reads what is new in the folder.</summary>
    internal void Scan()
    {
        lock (gate)
        {
            var found = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles("*.md") : [];
            foreach (var gone in files.Keys.Except(found.Select(file => file.FullName)).ToList())
                files.Remove(gone);
            foreach (var file in found.OrderBy(file => file.Name, StringComparer.Ordinal))
                Read(file);
            content = Together();
        }
    }

    private static List<InstrumentPage> BuiltIn()
    {
        var assembly = typeof(InstrumentShelf).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => InstrumentPage.Read(TextOf(assembly, name), name[Resources.Length..], "built in"))];
    }

    private static string TextOf(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private void Read(FileInfo file)
    {
        var known = files.TryGetValue(file.FullName, out var before);
        try
        {
            if (known && before.Written == file.LastWriteTimeUtc && before.Length == file.Length)
                return;
            var page = InstrumentPage.Read(File.ReadAllText(file.FullName), file.Name, file.FullName);
            if (known && before.Page.Instrument is { } last)
                page = Kept(page, last);
            files[file.FullName] = (file.LastWriteTimeUtc, file.Length, page);
        }
        catch (IOException)
        {
            // Deleted or locked between listing and reading: the next look sees what became of it.
        }
    }

    // The last good version stays, also where words changed and the version did not: one series, one wording.
    private static InstrumentPage Kept(InstrumentPage page, Instrument last)
    {
        if (page.Instrument is null)
            return page with { Instrument = last };
        if ((page.Instrument.Key, page.Instrument.Version) != (last.Key, last.Version) || Wording.Of(page.Instrument) == Wording.Of(last))
            return page;
        var note = new PageNote(page.Name, 1, 1, "items changed their text, scale or answers: give the page a higher 'version', it begins a new series", true);
        return page with { Instrument = last, Notes = [.. page.Notes, note] };
    }

    private Content Together()
    {
        var pages = builtIn.Concat(files.Values.Select(file => file.Page).OrderBy(page => page.Name, StringComparer.Ordinal));
        var (instruments, notes) = (new List<Instrument>(), new List<PageNote>());
        foreach (var page in pages)
        {
            notes.AddRange(page.Notes);
            if (page.Instrument is not { } instrument)
                continue;
            if (instruments.Exists(other => (other.Key, other.Version) == (instrument.Key, instrument.Version)))
                notes.Add(new PageNote(page.Name, 1, 1, $"there is a version {instrument.Version} of '{instrument.Key}' already", true));
            else
                instruments.Add(instrument);
        }
        return new Content(instruments, notes);
    }

    private sealed record Content(IReadOnlyList<Instrument> Instruments, IReadOnlyList<PageNote> Notes);
}
