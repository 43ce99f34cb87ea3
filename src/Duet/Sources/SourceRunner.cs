using System.Collections.Concurrent;

namespace Duet.Sources;

/// <summary>Runs sources when they are due or asked for: at most two at a time, never the same one twice.</summary>
internal sealed partial class SourceRunner(SourceRuns runs, SourceImports imports, TimeProvider time, ILogger<SourceRunner> logger)
    : BackgroundService
{
    public const int AtOnce = 2;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim wake = new(0);
    private readonly ConcurrentDictionary<string, bool> asked = [];
    private readonly ConcurrentDictionary<string, Running> running = [];

    /// <summary>Starts the source as soon as there is room.</summary>
    public void Ask(string name)
    {
        asked[name] = true;
        wake.Release();
    }

    /// <summary>Ends the source's run, if it has one, and waits for that.</summary>
    public async Task EndAsync(string name)
    {
        asked.TryRemove(name, out _);
        if (!running.TryGetValue(name, out var run))
            return;
        await run.Stop.CancelAsync();
        await run.Work;
    }

    public bool IsRunning(string name) => running.ContainsKey(name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await runs.InterruptAsync(stoppingToken);
            while (true)
            {
                await StartDueAsync(stoppingToken);
                await wake.WaitAsync(Look, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running.Values.Select(run => run.Work));
        }
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    private async Task StartDueAsync(CancellationToken stoppingToken)
    {
        if (running.Count >= AtOnce)
            return;
        try
        {
            var now = time.GetUtcNow();
            var due = (await runs.HistoriesAsync(stoppingToken))
                .Where(history => !running.ContainsKey(history.Source.Name) && (asked.ContainsKey(history.Source.Name) || history.NextRun <= now))
                .OrderBy(history => history.NextRun ?? now);
            foreach (var history in due.Take(AtOnce - running.Count))
                Start(history.Source, stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogLookFailed(logger, failure);
        }
    }

    private void Start(SourceRecord source, CancellationToken stoppingToken)
    {
        asked.TryRemove(source.Name, out _);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[source.Name] = new Running(RunAsync(source, go.Task, stop), stop);
        go.SetResult();
    }

    private async Task RunAsync(SourceRecord source, Task go, CancellationTokenSource stop)
    {
        await go;
        try
        {
            await imports.RunAsync(source, stop.Token);
        }
        catch (Exception failure)
        {
            // The records could not take the run's start or end.
            if (!stop.IsCancellationRequested)
                LogLookFailed(logger, failure);
        }
        finally
        {
            running.TryRemove(source.Name, out _);
            stop.Dispose();
            if (!stop.IsCancellationRequested)
                wake.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The records of sources cannot be read or written")]
    private static partial void LogLookFailed(ILogger logger, Exception failure);

    private sealed record Running(Task Work, CancellationTokenSource Stop);
}
