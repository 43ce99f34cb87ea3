using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Platform.Journal;
using Duet.Platform.Journal.Projection;
using Duet.Platform.Journal.Quarantining;
using Duet.Platform.Journal.Retaining;
using Duet.Platform.Journal.Storage;

namespace Duet.Tests.Platform.Journal;

/// <summary>A journal, its facts, and the projector between them.</summary>
internal sealed class ProjectionFixture(Func<IJournalStore> openStore, string factsFile, params IDeliveryMap[] maps) : IAsyncDisposable
{
    private DuckDbFactStore? facts;

    public JournalFixture Entrance { get; } = new(openStore);
    public LineMap Map => (LineMap)maps[0];
    public ProjectionOptions Options { get; init; } = new() { MapLimit = TimeSpan.FromMilliseconds(200) };
    public Archive Archive { get; } = new(Path.Combine(Path.GetDirectoryName(factsFile)!, "archive"));
    public JournalLimits Limits { get; set; } = new(30, 2_000);
    public IFactStore Facts => facts!;
    public Quarantine Quarantine => new(Entrance.Journal, new MapFence(maps, Options), facts!, Entrance.Time);

    /// <summary>Projects all there is, as a server that was just started.</summary>
    public async Task ProjectAsync()
    {
        facts ??= await DuckDbFactStore.OpenAsync(factsFile, cancellationToken: TestContext.Current.CancellationToken);
        using var feed = new JournalFeed(Entrance.Journal, Archive);
        using var projector = new Projector(
            Entrance.Journal, feed, facts, new MapFence(maps, Options), Options, Entrance.Time, new TestLog<Projector>());
        await projector.StartingAsync(TestContext.Current.CancellationToken);
        await projector.CatchUpAsync(TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<DateOnly>> PruneAsync()
    {
        using var retention = new Retention(Entrance.Journal, Archive, facts!, _ => Task.FromResult(Limits), Entrance.Time, new TestLog<Retention>());
        return await retention.PruneAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>All deployments, one text each.</summary>
    public async Task<IReadOnlyList<string>> DeploymentsAsync() => await facts!.ReadAsync(
        new FactSql("SELECT d.key || '=' || d.environment FROM deployment d ORDER BY d.key"), row => row.GetString(0), TestContext.Current.CancellationToken);

    public async Task LoseFactsAsync()
    {
        await CloseFactsAsync();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(factsFile)!, Path.GetFileName(factsFile) + "*")) File.Delete(file);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseFactsAsync();
        await Entrance.DisposeAsync();
    }

    private async Task CloseFactsAsync()
    {
        if (facts is not null) await facts.DisposeAsync();
        facts = null;
    }
}
