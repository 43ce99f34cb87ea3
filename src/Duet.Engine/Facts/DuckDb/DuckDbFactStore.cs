using System.Data.Common;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Facts in one DuckDB file, or in memory. One process owns the file; within it one writer and a pool of readers.</summary>
public sealed class DuckDbFactStore : IFactStore
{
    private readonly string? path;
    private readonly DuckDbDatabase database;
    private readonly RecordPlans plans;
    private readonly BatchWriter writer;
    private readonly WriteQueue queue = new();
    private readonly ReaderPool readers;
    private long version;
    private int disposed;

    private DuckDbFactStore(string? path, DuckDbDatabase database, IReadOnlyList<FactTable> tables, FactStoreOptions options)
    {
        (this.path, this.database) = (path, database);
        plans = new RecordPlans(tables);
        readers = new ReaderPool(database, options.ReadConnections);
        writer = new BatchWriter(database.Writer, plans, options.Clock);
    }

    public long Version => Interlocked.Read(ref version);

    /// <summary>Opens the store, makes it where it is missing, and brings an older one up to date with its data.</summary>
    /// <param name="path">A file; its folder is made. Null for a store in memory that ends with this object.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancellationToken">Honoured before the file is opened.</param>
    /// <exception cref="FactStoreException">The file is in use, damaged, too new, or cannot be reached.</exception>
    public static Task<DuckDbFactStore> OpenAsync(string? path, FactStoreOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(path, options ?? FactStoreOptions.Default, FactSchema.Tables, Migration.All, cancellationToken);

    internal static Task<DuckDbFactStore> OpenAsync(
        string? path, FactStoreOptions options, IReadOnlyList<FactTable> tables, IReadOnlyList<Migration> steps, CancellationToken cancellationToken) =>
        Task.Run(() =>
        {
            var database = DuckDbDatabase.Open(path, options);
            try
            {
                new Migrations(tables, steps).Run(database.Writer, options.Clock.GetUtcNow());
                return new DuckDbFactStore(path, database, tables, options);
            }
            catch (Exception error)
            {
                database.Dispose();
                if (DuckDbErrors.Translate(error, path) is { } translated) throw translated;
                throw;
            }
        }, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The batch cannot be meant: a key is named twice in one call, a record does not fit its operation.</exception>
    /// <exception cref="FactStoreException">The database could not take it; nothing of the batch was written.</exception>
    public Task<BatchOutcome> WriteAsync(FactBatch batch, CancellationToken cancellationToken = default)
    {
        plans.Check(batch);
        return queue.RunAsync(() => Apply(batch), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="FactStoreException">The database could not answer.</exception>
    public Task<IReadOnlyList<T>> ReadAsync<T>(FactSql sql, Func<DbDataReader, T> read, CancellationToken cancellationToken = default) =>
        readers.UseAsync<IReadOnlyList<T>>(connection => Read(connection, sql, read, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> CursorAsync(string source, CancellationToken cancellationToken = default)
    {
        var sql = new FactSql("SELECT c.text FROM cursor c JOIN source s ON s.id = c.source WHERE s.name = $1", source);
        var found = await ReadAsync(sql, r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    /// <inheritdoc/>
    /// <exception cref="FactStoreException">The database could not take them; everything is as it was.</exception>
    public Task ReplaceAsync(Dimensions dimensions, CancellationToken cancellationToken = default)
    {
        DimensionRules.Check(dimensions);
        return queue.RunAsync(() => Replace(dimensions), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="FactStoreException">The database could not answer.</exception>
    public Task<IReadOnlyList<KnownAlias>> AliasesAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(Aliases.All, Aliases.Read, cancellationToken);

    /// <summary>Applies the batches given so far, waits for the statements that run, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        await queue.DisposeAsync().ConfigureAwait(false);
        await readers.DisposeAsync().ConfigureAwait(false);
        database.Dispose();
    }

    private BatchOutcome Apply(FactBatch batch)
    {
        try
        {
            var (outcome, changed) = writer.Apply(batch);
            if (changed) Interlocked.Increment(ref version);
            return outcome;
        }
        catch (Exception error) when (DuckDbErrors.Translate(error, path) is { } translated)
        {
            throw translated;
        }
    }

    private bool Replace(Dimensions dimensions)
    {
        try
        {
            var changed = writer.Replace(dimensions);
            if (changed) Interlocked.Increment(ref version);
            return changed;
        }
        catch (Exception error) when (DuckDbErrors.Translate(error, path) is { } translated)
        {
            throw translated;
        }
    }

    private List<T> Read<T>(DuckDBConnection connection, FactSql sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql.Text;
            foreach (var parameter in sql.Parameters) command.Parameters.Add(new DuckDBParameter(Parameter(parameter)));
            using var registration = cancellationToken.UnsafeRegister(static c => ((DuckDBCommand)c!).Cancel(), command);
            using var reader = new UtcDataReader(command.ExecuteReader());

            List<T> rows = [];
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Add(read(reader));
            }
            return rows;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception error) when (DuckDbErrors.Translate(error, path) is { } translated)
        {
            throw translated;
        }
    }

    private static object Parameter(object? value) => value switch
    {
        null => DBNull.Value,
        string text => FactText.Clean(text)!,
        int or long or double or bool or DateTime { Kind: DateTimeKind.Utc } => value,
        _ => throw new ArgumentException($"A parameter is text, a number, a flag or a UTC DateTime, not {value.GetType().Name}."),
    };
}
