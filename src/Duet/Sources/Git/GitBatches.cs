using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>
/// Numbers the batches of one run. Their ids are new in each run: the same rows may have been written and deleted again
/// in between. A run that was stopped is not continued by its ids but by what is found in the store.
/// </summary>
internal sealed class GitBatches(SourceImport import, Guid run)
{
    private int next;

    public FactBatch Begin(GitCursor? cursor = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"git/{import.Name}/{run:n}/{next++}"), import.Name) { Cursor = cursor?.ToString() };

    public Task WriteAsync(FactBatch batch, CancellationToken cancellationToken) => import.Facts.WriteAsync(batch, cancellationToken);
}
