using System.Threading.Channels;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Lets batches through one by one, in the order they came. A batch that fails fails for its caller only.</summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    // Callers beyond that wait, so that a fast source does not pile up batches in memory.
    private const int Places = 64;

    private readonly Channel<Entry> entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(Places) { SingleReader = true });
    private readonly Func<FactBatch, BatchOutcome> apply;
    private readonly Task consumer;

    public WriteQueue(Func<FactBatch, BatchOutcome> apply)
    {
        this.apply = apply;
        consumer = Task.Run(ConsumeAsync);
    }

    /// <summary>Cancellation takes effect while the batch waits; one that was begun is finished.</summary>
    public async Task<BatchOutcome> WriteAsync(FactBatch batch, CancellationToken cancellationToken)
    {
        var entry = new Entry(batch, cancellationToken);
        try
        {
            await entries.Writer.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(DuckDbFactStore));
        }
        using (cancellationToken.UnsafeRegister(static e => ((Entry)e!).Cancel(), entry))
            return await entry.Outcome.ConfigureAwait(false);
    }

    /// <summary>Applies what was given so far, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await consumer.ConfigureAwait(false);
    }

    private async Task ConsumeAsync()
    {
        await foreach (var entry in entries.Reader.ReadAllAsync().ConfigureAwait(false)) entry.Run(apply);
    }

    private sealed class Entry(FactBatch batch, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<BatchOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int taken;

        public Task<BatchOutcome> Outcome => outcome.Task;

        public void Cancel()
        {
            if (Take()) outcome.TrySetCanceled(cancellationToken);
        }

        public void Run(Func<FactBatch, BatchOutcome> apply)
        {
            if (!Take()) return;
            try
            {
                outcome.SetResult(apply(batch));
            }
            catch (Exception error)
            {
                outcome.SetException(error);
            }
        }

        private bool Take() => Interlocked.Exchange(ref taken, 1) == 0;
    }
}
