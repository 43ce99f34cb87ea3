namespace Duet.Engine.Delivery;

/// <summary>Files that change often and are large: where work on the code's shape pays (Tornhill, Your Code as a Crime Scene, 2015).</summary>
public static class Hotspots
{
    /// <summary>The paths with the highest score, highest first.</summary>
    /// <param name="touches">In any order.</param>
    /// <param name="sizeOf">
    /// Size of a path today in any one unit, null for paths that are gone: they are left out. Without it the weight is the
    /// churn, the lines touched in all.
    /// </param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<Hotspot> Of(IEnumerable<Touch> touches, Func<string, long?>? sizeOf = null, int most = 50)
    {
        Dictionary<string, (int Changes, long Lines)> paths = [];
        foreach (var touch in touches)
        {
            var (changes, lines) = paths.GetValueOrDefault(touch.Path);
            paths[touch.Path] = (changes + 1, lines + (touch.Lines ?? 0));
        }
        return
        [
            .. paths
                .Select(p => (p.Key, p.Value.Changes, Weight: sizeOf == null ? p.Value.Lines : sizeOf(p.Key)))
                .Where(p => p.Weight != null)
                .Select(p => new Hotspot(p.Key, p.Changes, p.Weight!.Value, (double)p.Changes * p.Weight.Value))
                .OrderByDescending(h => h.Score).ThenByDescending(h => h.Changes).ThenBy(h => h.Path, StringComparer.Ordinal)
                .Take(most),
        ];
    }
}

/// <summary>A file that changes often and is large.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Changes">Commits that touched it.</param>
/// <param name="Weight">Its size, or its churn in lines.</param>
/// <param name="Score">Changes x weight.</param>
public sealed record Hotspot(string Path, int Changes, long Weight, double Score);
