using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Sources;

/// <summary>The history of runs in the records.</summary>
internal sealed class SourceRuns(IDbContextFactory<AppDb> records, TimeProvider time)
{
    /// <summary>Runs that are kept of each source, beside the last that succeeded.</summary>
    public const int Kept = 20;

    /// <summary>Sources with their last run and last success, by name.</summary>
    public async Task<IReadOnlyList<SourceHistory>> HistoriesAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var sources = await db.Set<SourceRecord>().AsNoTracking().OrderBy(source => source.Name).ToListAsync(cancellationToken);
        var runs = await db.Set<SourceRun>().AsNoTracking().OrderByDescending(run => run.StartedAt).ToListAsync(cancellationToken);
        var bySource = runs.ToLookup(run => run.SourceId);
        return
        [
            .. sources.Select(source => new SourceHistory(
                source,
                bySource[source.Id].FirstOrDefault(),
                bySource[source.Id].FirstOrDefault(run => run.Outcome == RunOutcome.Succeeded)?.FinishedAt)),
        ];
    }

    /// <summary>Marks runs that an earlier process left behind.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<SourceRun>().Where(run => run.Outcome == RunOutcome.Running).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.Outcome, RunOutcome.Interrupted).SetProperty(run => run.FinishedAt, now), cancellationToken);
    }

    /// <summary>Notes the start of a run, and forgets the oldest ones.</summary>
    public async Task<SourceRun> StartAsync(SourceRecord source, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var earlier = await db.Set<SourceRun>().Where(run => run.SourceId == source.Id)
            .OrderByDescending(run => run.StartedAt).ToListAsync(cancellationToken);
        var success = earlier.Find(run => run.Outcome == RunOutcome.Succeeded);
        db.RemoveRange(earlier.Skip(Kept - 1).Where(run => run != success));
        var started = new SourceRun
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            SourceId = source.Id,
            StartedAt = time.GetUtcNow(),
        };
        db.Add(started);
        await db.SaveChangesAsync(cancellationToken);
        return started;
    }

    /// <summary>Notes how a run ended; nothing where its source was removed meanwhile.</summary>
    public async Task FinishAsync(SourceRun run, CancellationToken cancellationToken)
    {
        run.FinishedAt = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<SourceRun>().AnyAsync(known => known.Id == run.Id, cancellationToken))
            return;
        db.Update(run);
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>A source, its last run, and when it was last read to the end.</summary>
internal sealed record SourceHistory(SourceRecord Source, SourceRun? LastRun, DateTimeOffset? LastSuccess)
{
    /// <summary>When the next run is due; null where the source is switched off.</summary>
    public DateTimeOffset? NextRun =>
        !Source.Enabled ? null
        : LastRun is null ? Source.CreatedAt
        : LastRun.Outcome is RunOutcome.Interrupted ? LastRun.StartedAt
        : LastRun.StartedAt + Source.Interval;
}
