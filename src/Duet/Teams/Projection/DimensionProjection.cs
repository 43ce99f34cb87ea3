using Duet.Engine.Facts;

namespace Duet.Teams.Projection;

/// <summary>
/// Keeps the dimensions of the facts as the records have them: at the start, after every change, and when facts named new
/// identities. Changes that come while one pass runs share the next.
/// </summary>
internal sealed partial class DimensionProjection(
    DimensionReader reader, IFactStore facts, OrganisationLog changes, TimeProvider time, ILogger<DimensionProjection> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim wake = new(0);
    private readonly Lock gate = new();
    private TaskCompletionSource<bool>? asked;
    private bool isOver;
    private long seen = -1;
    private long aliases = -1;
    private volatile ProjectionProblem? problem;

    /// <summary>Why the facts do not know the newest organisation; null where they do.</summary>
    public ProjectionProblem? Problem => problem;

    /// <summary>Asks for a pass that sees what is in the records now.</summary>
    public void Ask() => _ = Asked();

    /// <summary>As <see cref="Ask"/>, and waits for it; false where it failed: it is tried again by itself.</summary>
    public Task<bool> RefreshAsync(CancellationToken cancellationToken) => Asked().WaitAsync(cancellationToken);

    /// <summary>One pass, at once: for programs that run no services.</summary>
    public async Task ProjectAsync(CancellationToken cancellationToken) =>
        await facts.ReplaceAsync(await reader.ReadAsync(cancellationToken), cancellationToken);

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        changes.Changed += Ask;
        try
        {
            Ask();
            while (true)
            {
                await PassAsync(stoppingToken);
                while (!await wake.WaitAsync(Look, stoppingToken) && problem is null && !await HasNewAliasesAsync(stoppingToken))
                {
                }
                await Task.Delay(Gather, stoppingToken);
                while (wake.Wait(0, stoppingToken))
                {
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            changes.Changed -= Ask;
            lock (gate)
            {
                isOver = true;
                asked?.TrySetResult(false);
            }
        }
    }

    // Rules judge identities by name: those that facts named since the last pass are not judged yet.
    private async Task<bool> HasNewAliasesAsync(CancellationToken cancellationToken)
    {
        if (facts.Version == seen)
            return false;
        seen = facts.Version;
        var known = aliases;
        try
        {
            aliases = (await facts.ReadAsync(new FactSql("SELECT count(*) FROM alias"), row => row.GetInt64(0), cancellationToken))[0];
            return aliases != known;
        }
        catch (FactStoreException)
        {
            // The pass meets the same, and says so.
            return true;
        }
    }

    private Task<bool> Asked()
    {
        lock (gate)
        {
            if (isOver)
                return Task.FromResult(false);
            if (asked is null)
            {
                asked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                wake.Release();
            }
            return asked.Task;
        }
    }

    private async Task PassAsync(CancellationToken stoppingToken)
    {
        TaskCompletionSource<bool>? waiting;
        lock (gate)
            (waiting, asked) = (asked, null);
        try
        {
            await ProjectAsync(stoppingToken);
            problem = null;
            waiting?.SetResult(true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            if (problem is null)
                LogFailed(logger, failure);
            problem = new ProjectionProblem(problem?.Since ?? time.GetUtcNow(), failure.Message);
            waiting?.SetResult(false);
        }
        catch
        {
            waiting?.SetResult(false);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Teams, services and identities cannot be brought to the facts; it is tried again every second")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}

/// <summary>The facts know an older organisation than the records do.</summary>
internal sealed record ProjectionProblem(DateTimeOffset Since, string Message);
