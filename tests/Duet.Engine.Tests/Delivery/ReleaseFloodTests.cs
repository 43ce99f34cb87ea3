using CsCheck;
using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

public sealed class ReleaseFloodTests
{
    [Fact]
    public void FirstReleases_RandomGraphs_EqualsBruteForceContains() =>
        Gen.Select(RandomGraphs.Any, Gen.Int[0, 59].Array[0, 8]).Sample((parents, tips) =>
        {
            var graph = RandomGraphs.Build(parents, [.. Enumerable.Range(0, parents.Length)]);
            int[] releases = [.. tips.Select(t => t % parents.Length)];
            var first = ReleaseFlood.FirstReleases(graph, [.. releases.Select(r => graph.Find(RandomGraphs.Sha(r)))]);

            for (var i = 0; i < parents.Length; i++)
            {
                var expected = Array.FindIndex(releases, r => RandomGraphs.Ancestors(parents, r).Contains(i));
                Assert.Equal(expected, first[graph.Find(RandomGraphs.Sha(i))]);
            }
        });

    [Fact]
    public void FirstReleases_ReleaseOutsideOfTheGraph_IsPassedOver()
    {
        var graph = RandomGraphs.Build([[], [0]], [0, 1]);

        Assert.Equal([1, -1], ReleaseFlood.FirstReleases(graph, [-1, graph.Find(RandomGraphs.Sha(0))]));
    }

    [Fact]
    public void FirstReleases_OlderLineTaggedLater_KeepsTheEarlierDate()
    {
        // 0 - 1 - 2 (v2.0), 0 - 3 (v1.1, tagged after v2.0)
        var graph = RandomGraphs.Build([[], [0], [1], [0]], [0, 1, 2, 3]);

        Assert.Equal([0, 0, 0, 1], ReleaseFlood.FirstReleases(graph, [2, 3]));
    }
}
