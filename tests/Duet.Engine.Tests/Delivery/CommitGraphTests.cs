using CsCheck;
using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

public sealed class CommitGraphTests
{
    private static readonly string A = History.Sha("a"), B = History.Sha("b"), C = History.Sha("c");

    [Fact]
    public void Find_AfterLinesInAnyOrder_GivesNodesAndParents()
    {
        var builder = new CommitGraphBuilder();
        builder.AddLine($"{C} {B} {A}\n");
        builder.AddLine(A);
        builder.AddLine($"{B} {A}");
        var graph = builder.Build();

        Assert.Equal(3, graph.Count);
        Assert.Equal(C, graph.Sha(graph.Find(C)));
        Assert.Equal([graph.Find(B), graph.Find(A)], graph.Parents(graph.Find(C)).ToArray());
        Assert.True(graph.IsMerge(graph.Find(C)));
        Assert.Empty(graph.Parents(graph.Find(A)).ToArray());
        Assert.Equal(-1, graph.Find(History.Sha("unknown")));
        Assert.Equal(-1, graph.Find("abc"));
    }

    [Fact]
    public void Find_Sha256Repository_Works()
    {
        var (one, two) = (new string('a', 64), new string('b', 64));
        var builder = new CommitGraphBuilder();
        builder.Add(two, one);
        var graph = builder.Build();

        Assert.Equal(two, graph.Sha(graph.Find(two)));
        Assert.True(graph.IsMissing(graph.Find(one)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void Add_NoObjectId_IsRefused(string sha) =>
        Assert.Throws<FormatException>(() => new CommitGraphBuilder().Add(sha, ""));

    [Fact]
    public void Add_IdsOfTwoLengths_IsRefused()
    {
        var builder = new CommitGraphBuilder();
        builder.Add(A, "");

        Assert.Throws<FormatException>(() => builder.Add(new string('a', 64), ""));
    }

    [Fact]
    public void Add_KnownCommit_StaysAsItWas()
    {
        var builder = new CommitGraphBuilder();
        Assert.Equal(builder.Add(B, A), builder.Add(B, C));
        var graph = builder.Build();

        Assert.Equal([graph.Find(A)], graph.Parents(graph.Find(B)).ToArray());
    }

    [Fact]
    public void FindAbbreviated_ByPrefix_GivesTheOneNode()
    {
        var builder = new CommitGraphBuilder();
        string[] shas = [.. Enumerable.Range(0, 2000).Select(i => History.Sha($"n{i}")), "abcdef" + new string('1', 34), "abcdef" + new string('2', 34)];
        foreach (var sha in shas)
            builder.Add(sha, "");
        var graph = builder.Build();

        Assert.Equal(graph.Find(shas[7]), graph.FindAbbreviated(shas[7].AsSpan(0, 11).ToString().ToUpperInvariant()));
        Assert.Equal(graph.Find(shas[7]), graph.FindAbbreviated(shas[7]));
        Assert.Equal(-1, graph.FindAbbreviated("abcdef"));
        Assert.Equal(graph.Find(shas[^1]), graph.FindAbbreviated("abcdef2"));
        Assert.Equal(-1, graph.FindAbbreviated(""));
        Assert.Equal(-1, graph.FindAbbreviated("abc"));
        Assert.Equal(-1, graph.FindAbbreviated("ffffffffffffffff"));
        Assert.Equal(-1, graph.FindAbbreviated("not hex!"));
    }

    [Fact]
    public void FirstParents_ShallowHistory_StopsAtTheMissing()
    {
        var builder = new CommitGraphBuilder();
        builder.AddLine($"{C} {B}");
        builder.AddLine($"{B} {A}");
        var graph = builder.Build();

        Assert.Equal([graph.Find(C), graph.Find(B)], graph.FirstParents(graph.Find(C)));
        Assert.Empty(graph.FirstParents(graph.Find(A)));
    }

    [Fact]
    public void Walks_ACircleOfReplacedCommits_End()
    {
        var builder = new CommitGraphBuilder();
        builder.AddLine($"{A} {B}");
        builder.AddLine($"{B} {C}");
        builder.AddLine($"{C} {A} {B}");
        var graph = builder.Build();

        Assert.Equal(3, graph.FirstParents(0).Count);
        Assert.Equal(3, graph.TopologicalOrder().Distinct().Count());
        Assert.Equal(3, graph.BroughtInBy(graph.FirstParents(0)).Length);
    }

    [Fact]
    public void BroughtInBy_RandomGraphsWithHoles_EqualsRangesOfMerges() =>
        Gen.Select(RandomGraphs.Any, Gen.Int[0, 7]).Sample((parents, hole) =>
        {
            bool IsKept(int i) => i == parents.Length - 1 || i % 8 != hole || hole == 0;
            var graph = RandomGraphs.Build(parents, [.. Enumerable.Range(0, parents.Length).Reverse()], IsKept);
            var line = graph.FirstParents(graph.Find(RandomGraphs.Sha(parents.Length - 1)));
            var owner = graph.BroughtInBy(line);

            foreach (var i in Enumerable.Range(0, parents.Length))
            {
                if (graph.Find(RandomGraphs.Sha(i)) is not (>= 0 and var node))
                    continue;
                // The oldest commit of the line that reaches it; the newest in the list is first.
                var expected = line.LastOrDefault(
                    m => RandomGraphs.Ancestors(parents, Number(graph, m), IsKept).Contains(i), -1);
                Assert.Equal(expected, owner[node]);
            }
        });

    [Fact]
    public void TopologicalOrder_RandomGraphs_HasParentsFirst() =>
        Gen.Select(RandomGraphs.Any, Gen.Bool).Sample((parents, isReversed) =>
        {
            var order = Enumerable.Range(0, parents.Length);
            var graph = RandomGraphs.Build(parents, [.. isReversed ? order.Reverse() : order]);
            var place = new int[graph.Count];
            foreach (var (i, node) in graph.TopologicalOrder().Index())
                place[node] = i;

            Assert.Equal(Enumerable.Range(0, graph.Count), place.Order());
            for (var node = 0; node < graph.Count; node++)
            {
                foreach (var parent in graph.Parents(node))
                    Assert.True(place[parent] < place[node]);
            }
        });

    private static int Number(CommitGraph graph, int node) =>
        Enumerable.Range(0, 60).First(i => RandomGraphs.Sha(i) == graph.Sha(node));
}
