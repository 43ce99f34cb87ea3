namespace Duet.Sources;

/// <summary>How all sources stand, read once for each request.</summary>
internal sealed class SourceBoard(SourceRuns runs, SourceRunner runner, LiveRuns live, TimeProvider time)
{
    private Task<IReadOnlyList<SourceView>>? views;

    public Task<IReadOnlyList<SourceView>> ListAsync(CancellationToken cancellationToken) => views ??= ReadAsync(cancellationToken);

    private async Task<IReadOnlyList<SourceView>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await runs.HistoriesAsync(cancellationToken)).Select(history => View(history, now))];
    }

    private SourceView View(SourceHistory history, DateTimeOffset now)
    {
        var (source, last) = (history.Source, history.LastRun);
        var isRunning = runner.IsRunning(source.Name);
        return new SourceView
        {
            Name = source.Name,
            Kind = source.Kind,
            Location = SourceLocation.Shown(source.Location),
            Enabled = source.Enabled,
            State = State(history, isRunning, now),
            Progress = isRunning ? live.Find(source.Name) : null,
            LastRun = last?.StartedAt,
            LastSuccess = history.LastSuccess,
            NextRun = isRunning ? null : history.NextRun,
            Problem = last?.Problem,
            Notes = last?.Notes ?? [],
        };
    }

    private static SourceState State(SourceHistory history, bool isRunning, DateTimeOffset now) =>
        isRunning ? SourceState.Running
        : !history.Source.Enabled ? SourceState.Off
        : history.LastRun?.Outcome == RunOutcome.Failed ? SourceState.Broken
        : history.LastSuccess is not { } success ? SourceState.Waiting
        : now - success > 3 * history.Source.Interval ? SourceState.Late
        : SourceState.Fresh;
}
