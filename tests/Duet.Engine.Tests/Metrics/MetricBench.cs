using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using Duet.Engine.Time;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Engine.Tests.Metrics;

/// <summary>A store in memory with rows, pages written for one test, and the engine over both.</summary>
internal sealed class MetricBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);
    public static readonly Period Week = new(Monday, Monday.AddDays(7));

    private MetricBench(DuckDbFactStore store, MetricCatalogue catalogue, Installation installation, DateTimeOffset now)
    {
        (Store, Catalogue, Clock) = (store, catalogue, new FakeTimeProvider(now));
        Engine = new MetricEngine(catalogue, store, () => installation, Clock);
    }

    public DuckDbFactStore Store { get; }
    public MetricCatalogue Catalogue { get; }
    public FakeTimeProvider Clock { get; }
    public MetricEngine Engine { get; }

    public static async Task<MetricBench> OpenAsync(IEnumerable<string> pages, Installation? installation = null, DateTimeOffset? now = null)
    {
        var read = pages.Select((page, i) => MetricPage.Read(page, $"page-{i}.md", "built in", isBuiltIn: true)).ToList();
        Assert.DoesNotContain(read.SelectMany(page => page.Notes), note => note.IsError);
        var store = await DuckDbFactStore.OpenAsync(null, cancellationToken: TestContext.Current.CancellationToken);
        return new MetricBench(store, new MetricCatalogue(read, null, null), installation ?? new Installation(), now ?? Monday.AddDays(90));
    }

    public Task PutAsync<T>(params IReadOnlyList<T> rows) where T : class =>
        Store.WriteAsync(new FactBatch(Guid.NewGuid().ToString(), "git").Upsert(rows), TestContext.Current.CancellationToken);

    public async Task<Series> SeriesAsync(MetricQuery query)
    {
        var (series, problem) = await Engine.SeriesAsync(query, TestContext.Current.CancellationToken);
        Assert.Null(problem);
        return series!;
    }

    public async Task<QueryProblem> ProblemAsync(MetricQuery query)
    {
        var (series, problem) = await Engine.SeriesAsync(query, TestContext.Current.CancellationToken);
        Assert.Null(series);
        return problem!;
    }

    public async Task<ItemPage> ItemsAsync(MetricQuery query, string? reason = null, int offset = 0, int limit = 50)
    {
        var (page, problem) = await Engine.ItemsAsync(new ItemQuery(query, reason, offset, limit), TestContext.Current.CancellationToken);
        Assert.Null(problem);
        return page!;
    }

    /// <summary>A page with what a test does not care about filled in.</summary>
    public static string Page(string aggregate, string? fact = null, string? at = null, string unit = "count", string key = "test.metric", params string[] lines) => $"""
        ---
        key: {key}
        name: A metric
        question: What is it?
        lens: devex
        concept: outcomes
        space: [activity]
        fact: {fact ?? "change"}
        at: {at ?? "opened_at"}
        aggregate: {aggregate}
        {string.Join('\n', lines.Append("unit: " + unit))}
        better: neither
        version: 1
        sources: [a test]
        ---
        Text.
        """;

    public static MetricQuery Query(Period? period = null, Grain grain = Grain.Week, params string[] by) =>
        new() { Key = "test.metric", Period = period ?? Week, Grain = grain, By = by };

    public static Actor Person(int i, ActorKind kind = ActorKind.Human) => new("mail", $"p{i}@example.org", $"P{i}", kind);

    public static ChangeFact Change(int id, DateTimeOffset opened, int author = 1, string repo = "app", string? service = null, ActorKind kind = ActorKind.Human) => new()
    {
        Repo = repo,
        Id = $"c{id}",
        Title = $"Change {id}",
        Author = Person(author, kind),
        AuthorKind = kind,
        Method = ChangeMethod.Merge,
        OpenedAt = opened,
        Service = service,
    };

    public async ValueTask DisposeAsync()
    {
        Catalogue.Dispose();
        await Store.DisposeAsync();
    }
}
