namespace Duet.Engine.Facts;

/// <summary>Changes to facts of one source that become visible together.</summary>
/// <param name="id">Unique per intended change; the ledger makes a repeated batch harmless.</param>
/// <param name="source">The name of the source all rows belong to.</param>
public sealed class FactBatch(string id, string source)
{
    private readonly List<FactOperation> operations = [];

    public string Id { get; } = id;
    public string Source { get; } = source;
    public IReadOnlyList<FactOperation> Operations => operations;

    /// <summary>How far the source has been read, kept with the facts in the same transaction; null leaves it as it is.</summary>
    public string? Cursor { get; init; }

    /// <summary>The name the cursor is kept and asked for under; the source's own without it, so that two readers of one source may each keep theirs.</summary>
    public string CursorName { get => field ?? Source; init; }

    /// <summary>Inserts rows, replacing rows of this source with the same key. Keys must be unique within the call.</summary>
    public FactBatch Upsert<T>(IReadOnlyList<T> rows) where T : class => Add(FactVerb.Upsert, rows);

    /// <summary>Inserts rows whose keys are known to be new: no look-up is made.</summary>
    public FactBatch Append<T>(IReadOnlyList<T> rows) where T : class => Add(FactVerb.Append, rows);

    /// <summary>Inserts the rows whose key is not there yet, and leaves those that are as they are. Keys must be unique within the call.</summary>
    public FactBatch Ensure<T>(IReadOnlyList<T> rows) where T : class => Add(FactVerb.Ensure, rows);

    /// <summary>
    /// Sets the non-key columns of existing rows from a record marked <see cref="PatchOfAttribute"/>; rows that do not exist are passed over.
    /// </summary>
    public FactBatch Patch<T>(IReadOnlyList<T> rows) where T : class => Add(FactVerb.Patch, rows);

    /// <summary>Deletes the rows of this source whose key (a record marked <see cref="PatchOfAttribute"/> with key properties only) is given.</summary>
    public FactBatch Delete<T>(IReadOnlyList<T> keys) where T : class => Add(FactVerb.Delete, keys);

    /// <summary>Deletes all rows of this source in the fact <typeparamref name="T"/>.</summary>
    public FactBatch Clear<T>() where T : class => Add<T>(FactVerb.Clear, []);

    /// <summary>One more step, for callers who learn the type of the records only at run time: all are of <paramref name="record"/>.</summary>
    public FactBatch Add(FactVerb verb, Type record, IReadOnlyList<object> rows)
    {
        operations.Add(new FactOperation(verb, record, rows));
        return this;
    }

    private FactBatch Add<T>(FactVerb verb, IReadOnlyList<T> rows) where T : class => Add(verb, typeof(T), rows);
}

/// <summary>One step of a batch: what is done, to which record type, with which rows.</summary>
public sealed record FactOperation(FactVerb Verb, Type Record, IReadOnlyList<object> Rows);

public enum FactVerb
{
    Upsert,
    Append,
    Ensure,
    Patch,
    Delete,
    Clear,
}
