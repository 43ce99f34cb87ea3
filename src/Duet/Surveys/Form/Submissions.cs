using System.Threading.Channels;
using Duet.Platform.Records;
using Duet.Surveys.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Duet.Surveys.Form;

/// <summary>
/// Takes answers, those of several people in one transaction when many come at once. A ticket is deleted and its answers are written
/// together or not at all; nothing else is written, counted or logged. Answered only when it is on the disk.
/// </summary>
internal sealed class Submissions(IDbContextFactory<AppDb> records) : BackgroundService
{
    private const int MostTogether = 64;
    private const int MostWaiting = 2_000;

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(MostWaiting);

    public async Task<SubmissionOutcome> TakeAsync(Submission submission)
    {
        var waiting = new Waiting(submission);
        // Whoever goes away meanwhile is counted all the same: nobody could tell them whether they were.
        return queue.Writer.TryWrite(waiting) ? await waiting.Outcome.Task : SubmissionOutcome.Busy;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                List<Waiting> batch = [];
                while (batch.Count < MostTogether && queue.Reader.TryRead(out var waiting))
                    batch.Add(waiting);
                await TakeAsync(batch);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Who still waits was not counted and is told to come again.
            queue.Writer.TryComplete();
            while (queue.Reader.TryRead(out var waiting))
                waiting.Outcome.TrySetResult(SubmissionOutcome.Busy);
        }
    }

    private async Task TakeAsync(List<Waiting> batch)
    {
        try
        {
            await WriteAsync(batch);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them, or the moment, was bad: each for itself.
            foreach (var waiting in batch)
                await TakeAsync([waiting]);
        }
        catch (Exception failure)
        {
            batch[0].Outcome.TrySetException(failure);
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        await using var db = await records.CreateDbContextAsync(CancellationToken.None);
        await db.Database.OpenConnectionAsync();
        // On the disk also when the power fails, not only when the program does.
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = FULL");
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Closing.ShareAsync(db, CancellationToken.None);
        var rows = new SheetRows(db.Database.GetDbConnection(), transaction.GetDbTransaction());
        List<bool> counted = [];
        // The same order on all nodes, so that two of them never wait for each other.
        batch.Sort((one, other) => (one.Submission.Ticket ?? []).AsSpan().SequenceCompareTo(other.Submission.Ticket ?? []));
        foreach (var waiting in batch)
            counted.Add(await rows.TryAddAsync(waiting.Submission));
        await rows.WriteAsync();
        await transaction.CommitAsync();
        foreach (var (waiting, isCounted) in batch.Zip(counted))
            waiting.Outcome.TrySetResult(isCounted ? SubmissionOutcome.Counted : SubmissionOutcome.NotCounted);
    }

    private sealed record Waiting(Submission Submission)
    {
        public TaskCompletionSource<SubmissionOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
