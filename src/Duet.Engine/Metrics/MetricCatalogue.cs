using System.Collections.Frozen;
using Duet.Engine.Facts;
using Duet.Engine.Metrics.Pages;
using Duet.Engine.Metrics.Released;

namespace Duet.Engine.Metrics;

/// <summary>
/// All metric pages: those built in, and those in a folder of the users. The folder is watched: a page that breaks is
/// reported and its last good version stays live, a page that disappears goes away.
/// </summary>
public sealed class MetricCatalogue : IDisposable
{
    private readonly PageFolder? folder;
    private readonly IReadOnlyList<MetricPage> builtIn;
    private volatile Live live;

    /// <param name="userPages">Folder of users' pages; may not exist yet. Null for the built-in pages only.</param>
    /// <param name="clock">Runs the watch; null looks at the folder once.</param>
    public MetricCatalogue(string? userPages = null, TimeProvider? clock = null) : this(BuiltInPages.Read(), userPages, clock)
    {
    }

    internal MetricCatalogue(IReadOnlyList<MetricPage> builtIn, string? userPages, TimeProvider? clock)
    {
        this.builtIn = builtIn;
        folder = userPages is null ? null : new PageFolder(userPages);
        live = Build([]);
        Reload();
        if (clock is not null)
            folder?.Watch(clock, () => Reload());
    }

    /// <summary>All definitions that are live, in the order of their keys.</summary>
    public IReadOnlyList<MetricDefinition> Definitions => live.Definitions;

    /// <summary>Errors and warnings of all pages, built-in pages first.</summary>
    public IReadOnlyList<PageNote> Notes => live.Notes;

    /// <summary>The definition of that key; null where there is none.</summary>
    public MetricDefinition? Find(string key) => Metric(key)?.Definition;

    /// <summary>Dimensions a query on the metric may group by or filter on.</summary>
    public static IReadOnlyList<string> DimensionsOf(MetricDefinition definition) =>
        ReleasedFact.Find(definition.Fact) is { } released ? released.Dimensions
        : FactSchema.Find(definition.Fact) is { } table ? [.. table.Dimensions().Select(dimension => dimension.Name)] : [];

    /// <summary>Checks one page's text as if it stood in the users' folder.</summary>
    /// <param name="text">The whole page.</param>
    /// <param name="name">What notes call the page.</param>
    /// <returns>Errors and warnings; no error means that the page would go live.</returns>
    public IReadOnlyList<PageNote> Check(string text, string name)
    {
        var page = MetricPage.Read(text, name, name, isBuiltIn: false);
        return [.. page.Notes, .. Build([.. folder?.Pages.Where(other => other.Name != name) ?? [], page]).Notes.Where(note => note.Page == name).Except(page.Notes)];
    }

    /// <summary>Looks at the users' folder now.</summary>
    /// <returns>True where a page came, changed or went.</returns>
    public bool Reload()
    {
        if (folder is null || !folder.Scan())
            return false;
        live = Build(folder.Pages);
        return true;
    }

    public void Dispose() => folder?.Dispose();

    internal Metric? Metric(string key) => live.Metrics.GetValueOrDefault(key);

    /// <summary>Live pages with their worked examples.</summary>
    internal IReadOnlyList<MetricPage> Pages => live.Pages;

    private Live Build(IReadOnlyList<MetricPage> userPages)
    {
        Dictionary<string, MetricPage> byKey = [];
        List<PageNote> notes = [];
        foreach (var page in builtIn.Concat(userPages))
        {
            notes.AddRange(page.Notes);
            if (page.Metric is not { Definition: var definition } || byKey.TryAdd(definition.Key, page))
                continue;
            var owner = byKey[definition.Key];
            notes.Add(new PageNote(page.Name, page.KeyPlace.Line, page.KeyPlace.Column, owner.Metric!.Definition.IsBuiltIn
                ? $"the key '{definition.Key}' is built in: choose another"
                : $"the key '{definition.Key}' is taken by {owner.Name}", IsError: true));
        }
        foreach (var page in byKey.Values)
            notes.AddRange(Waiting(page, byKey));
        return new Live(byKey.Values.OrderBy(page => page.Metric!.Definition.Key, StringComparer.Ordinal), notes);
    }

    private static IEnumerable<PageNote> Waiting(MetricPage page, Dictionary<string, MetricPage> byKey)
    {
        var definition = page.Metric!.Definition;
        // A pair may name a part in brackets: survey.favourable(review_speed).
        foreach (var (other, place) in new[] { (definition.Guard, page.GuardPlace), (definition.Pairs?.Split('(')[0].Trim(), page.PairsPlace) })
            if (other is not null && !byKey.ContainsKey(other))
                yield return new PageNote(page.Name, place.Line, place.Column, $"waits for '{other}', which no page serves yet", IsError: false);
    }

    private sealed class Live
    {
        public Live(IEnumerable<MetricPage> pages, IReadOnlyList<PageNote> notes)
        {
            Pages = [.. pages];
            Notes = notes;
            Definitions = [.. Pages.Select(page => page.Metric!.Definition)];
            Metrics = Pages.ToFrozenDictionary(page => page.Metric!.Definition.Key, page => page.Metric!);
        }

        public IReadOnlyList<MetricPage> Pages { get; }
        public IReadOnlyList<PageNote> Notes { get; }
        public IReadOnlyList<MetricDefinition> Definitions { get; }
        public FrozenDictionary<string, Metric> Metrics { get; }
    }
}
