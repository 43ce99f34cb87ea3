using CsCheck;
using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

/// <summary>Random histories: node i has up to three parents among the earlier ones, mostly near ones.</summary>
internal static class RandomGraphs
{
    public static Gen<int[][]> Any { get; } = Gen.Int[1, 60].SelectMany(n =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 59]).Array[n])
        .Select(nodes => nodes.Select((g, i) =>
            (g.Item1 switch { 0 => Array.Empty<int>(), < 7 => [i - g.Item2], < 9 => [i - g.Item2, i - g.Item4], _ => new[] { i - g.Item2, i - g.Item3, i - g.Item4 } })
            .Where(p => p >= 0).Distinct().ToArray()).ToArray());

    public static CommitGraph Build(int[][] parents, IReadOnlyList<int> order, Func<int, bool>? isKept = null)
    {
        var builder = new CommitGraphBuilder();
        foreach (var i in order.Where(i => isKept?.Invoke(i) ?? true))
            builder.AddLine(string.Join(' ', parents[i].Prepend(i).Select(Sha)));
        return builder.Build();
    }

    public static string Sha(int i) => History.Sha($"node {i}");

    /// <summary>Ancestors by plain recursion, the node included.</summary>
    public static HashSet<int> Ancestors(int[][] parents, int node, Func<int, bool>? isKept = null)
    {
        HashSet<int> all = [];
        void Visit(int i)
        {
            if (all.Add(i) && (isKept?.Invoke(i) ?? true))
            {
                foreach (var parent in parents[i])
                    Visit(parent);
            }
        }
        Visit(node);
        return all;
    }
}
