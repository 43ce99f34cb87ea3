using System.Reflection;
using Duet.Engine.Facts;

namespace Duet.Sources;

/// <summary>Takes the facts of a removed source out of the store.</summary>
internal sealed class SourceFacts(IFactStore facts)
{
    private static readonly MethodInfo Clear = typeof(FactBatch).GetMethod(nameof(FactBatch.Clear))!;

    public Task ClearAsync(string source, CancellationToken cancellationToken)
    {
        // The cursor goes with the facts: a source added again under this name starts from nothing.
        var batch = new FactBatch($"remove:{source}:{Guid.NewGuid():N}", source) { Cursor = "" };
        // References are resolved in the order of the list, so they are taken apart from its end.
        foreach (var fact in FactTypes.All.Reverse())
            Clear.MakeGenericMethod(fact).Invoke(batch, []);
        return facts.WriteAsync(batch, cancellationToken);
    }
}
