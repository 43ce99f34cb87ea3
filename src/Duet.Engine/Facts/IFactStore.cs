using System.Data.Common;

namespace Duet.Engine.Facts;

/// <summary>Where facts live. One writer, many readers; readers see whole batches or nothing of them.</summary>
public interface IFactStore : IAsyncDisposable
{
    /// <summary>
    /// Applies a batch in one transaction, in the order of its operations, behind all batches given earlier.
    /// A batch whose id was applied before changes nothing.
    /// </summary>
    Task<BatchOutcome> WriteAsync(FactBatch batch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs a read-only statement on a connection of its own and hands each row to <paramref name="read"/>.
    /// Only the metric planner and the derivations build such statements; parameters are positional (<c>$1</c>, <c>$2</c> ...).
    /// </summary>
    Task<IReadOnlyList<T>> ReadAsync<T>(FactSql sql, Func<DbDataReader, T> read, CancellationToken cancellationToken = default);

    /// <summary>The cursor that the source's last applied batch with one set; null before the first.</summary>
    Task<string?> CursorAsync(string source, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes these the only dimensions, in one transaction behind all batches given earlier. Identities follow their links at
    /// once, those named later when they come; facts are not touched.
    /// </summary>
    /// <exception cref="ArgumentException">They contradict themselves: two links of one identity, memberships that overlap ...</exception>
    Task ReplaceAsync(Dimensions dimensions, CancellationToken cancellationToken = default);

    /// <summary>All identities that any source has named, by their number.</summary>
    Task<IReadOnlyList<KnownAlias>> AliasesAsync(CancellationToken cancellationToken = default);

    /// <summary>Bumped by every applied batch that changed rows, and by dimensions that changed: caches are valid for one version.</summary>
    long Version { get; }
}

/// <summary>A statement with its parameters (text, long, double, bool, DateTime in UTC, or null).</summary>
public sealed record FactSql(string Text, params IReadOnlyList<object?> Parameters);

public enum BatchOutcome
{
    Applied,
    AlreadyApplied,
}
