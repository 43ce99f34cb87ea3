using System.Threading.Channels;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Connections that are lent to one statement at a time.</summary>
internal sealed class ReaderPool : IAsyncDisposable
{
    private readonly Channel<DuckDBConnection> idle = Channel.CreateUnbounded<DuckDBConnection>();
    private readonly int size;

    public ReaderPool(DuckDbDatabase database, int size)
    {
        this.size = size;
        for (var i = 0; i < size; i++) idle.Writer.TryWrite(database.Connect());
    }

    public async Task<T> UseAsync<T>(Func<DuckDBConnection, T> use, CancellationToken cancellationToken)
    {
        DuckDBConnection connection;
        try
        {
            connection = await idle.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(DuckDbFactStore));
        }
        try
        {
            // DuckDB only knows calls that block. The pool bounds how many threads they can hold.
            return await Task.Run(() => use(connection), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!idle.Writer.TryWrite(connection)) connection.Dispose();
        }
    }

    /// <summary>Waits for the statements that run.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < size; i++) (await idle.Reader.ReadAsync().ConfigureAwait(false)).Dispose();
        idle.Writer.TryComplete();
    }
}
