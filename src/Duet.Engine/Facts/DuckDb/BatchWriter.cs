using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Applies batches, each in one transaction together with its ledger row and cursor. Used by one thread at a time.</summary>
internal sealed class BatchWriter(DuckDBConnection connection, RecordPlans plans, TimeProvider clock)
{
    private readonly Dictionary<Type, FactWriter> writers = [];
    private readonly Dictionary<string, int> sources = new(StringComparer.Ordinal);
    private readonly Surrogates surrogates = new(connection);
    private readonly RecentKeys recent = new();
    private Aliases? aliases;

    private Aliases Aliases => aliases ??= new Aliases(connection, surrogates);

    /// <summary>Applies a batch, or leaves everything as it was and throws.</summary>
    /// <returns>The outcome, and whether any row of a fact was touched.</returns>
    public (BatchOutcome Outcome, bool Changed) Apply(FactBatch batch)
    {
        connection.Run("BEGIN");
        try
        {
            if (connection.Value("SELECT 1 FROM ledger WHERE batch_id = $1", batch.Id) is not null)
            {
                connection.Run("ROLLBACK");
                return (BatchOutcome.AlreadyApplied, false);
            }

            var source = SourceOf(batch.Source);
            var touched = 0L;
            foreach (var operation in batch.Operations) touched += WriterOf(operation.Record).Apply(operation.Verb, operation.Rows, source);
            if (batch.Cursor is { } cursor) MoveCursor(SourceOf(batch.CursorName), cursor);
            connection.Run("INSERT INTO ledger VALUES ($1, $2, $3)", batch.Id, source, clock.GetUtcNow().UtcDateTime);
            surrogates.Save();
            connection.Run("COMMIT");
            Aliases.Trim();
            return (BatchOutcome.Applied, touched > 0);
        }
        catch
        {
            Undo();
            throw;
        }
    }

    /// <summary>Makes these the only dimensions, or leaves everything as it was and throws.</summary>
    /// <returns>Whether anything is another than before.</returns>
    public bool Replace(Dimensions dimensions)
    {
        connection.Run("BEGIN");
        try
        {
            var changed = new DimensionTables(connection).Replace(dimensions);
            connection.Run("COMMIT");
            return changed;
        }
        catch
        {
            Undo();
            throw;
        }
    }

    private FactWriter WriterOf(Type record)
    {
        if (!writers.TryGetValue(record, out var writer))
            writers[record] = writer = new FactWriter(connection, plans.Of(record), surrogates, Aliases, recent);
        return writer;
    }

    private int SourceOf(string name)
    {
        name = FactText.Clean(name)!;
        if (sources.TryGetValue(name, out var known)) return known;

        if (connection.Value("SELECT id FROM source WHERE name = $1", name) is not int id)
        {
            id = (int)surrogates.Take("source", 1);
            connection.Run("INSERT INTO source VALUES ($1, $2)", id, name);
        }
        return sources[name] = id;
    }

    private void MoveCursor(int source, string cursor)
    {
        if (connection.Run("UPDATE cursor SET text = $2 WHERE source = $1", source, cursor) == 0)
            connection.Run("INSERT INTO cursor VALUES ($1, $2)", source, cursor);
    }

    private void Undo()
    {
        try
        {
            connection.Run("ROLLBACK");
        }
        catch (DuckDBException)
        {
            // A failed COMMIT has rolled back already; what went wrong first is what the caller must hear.
        }
        surrogates.Forget();
        Aliases.Forget();
        recent.Forget();
        sources.Clear();
    }
}
