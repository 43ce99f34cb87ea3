using System.Threading.Channels;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Lets writes through one by one, in the order they came. One that fails fails for its caller only.</summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    // Callers beyond that wait, so that a fast source does not pile up batches in memory.
    private const int Places = 64;

    private readonly Channel<Entry> entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(Places) { SingleReader = true });
    private readonly Task consumer;

    public WriteQueue() => consumer = Task.Run(ConsumeAsync);

    /// <summary>Cancellation takes effect while the write waits; one that was begun is finished.</summary>
    public async Task<T> RunAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        var entry = new Entry<T>(write, cancellationToken);
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
        await foreach (var entry in entries.Reader.ReadAllAsync().ConfigureAwait(false)) entry.Run();
    }

    private abstract class Entry
    {
        private int taken;

        public abstract void Run();

        public abstract void Cancel();

        protected bool Take() => Interlocked.Exchange(ref taken, 1) == 0;
    }

    private sealed class Entry<T>(Func<T> write, CancellationToken cancellationToken) : Entry
    {
        private readonly TaskCompletionSource<T> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Outcome => outcome.Task;

        public override void Cancel()
        {
            if (Take()) outcome.TrySetCanceled(cancellationToken);
        }

        public override void Run()
        {
            if (!Take()) return;
            try
            {
                outcome.SetResult(write());
            }
            catch (Exception error)
            {
                outcome.SetException(error);
            }
        }
    }
}
