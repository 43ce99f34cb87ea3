namespace Duet.Engine.Tests.Delivery;

public sealed class RevertsTests
{
    private static History Base() => new History()
        .Commit("root", "Start")
        .Commit("a1", "Add cache", "root")
        .Commit("a2", "Use cache", "a1")
        .CommitBy("ada", "m1", "Merge pull request #1 from octo/cache", "Cache things", "root", "a2");

    [Theory]
    [InlineData(40)]
    [InlineData(7)]
    public void Resolve_ShaOfACommit_MarksIt(int length)
    {
        var read = Base().CommitBy("ada", "r", "Back out", $"This reverts commit {History.Sha("a2")[..length]}.", "m1").Read("r");

        Assert.Equal([KeyValuePair.Create(read["a2"].Node, History.At(4))], read.Reverted.ByNode);
        Assert.Null(read.RevertedAt("m1"));
        Assert.Equal((1, 0), (read.Reverted.Resolved, read.Reverted.Unresolved));
    }

    [Fact]
    public void Resolve_ShaOfAMerge_MarksItsChange()
    {
        var read = Base().CommitBy("ada", "r", "Revert \"Merge pull request #1 from octo/cache\"",
            $"This reverts commit {History.Sha("m1")}, reversing\nchanges made to {History.Sha("root")}.", "m1").Read("r");

        Assert.Equal(History.At(4), read.RevertedAt("m1"));
        Assert.Equal([read["m1"].Node], read.Reverted.ByNode.Keys);
    }

    [Fact]
    public void Resolve_AllCommitsOfAChange_MarkIt()
    {
        var read = Base()
            .Commit("r2", "Revert \"Use cache\"", "m1")
            .Commit("r1", "Revert \"Add cache\"", "r2")
            .Read("r1");

        Assert.Equal(History.At(5), read.RevertedAt("m1"));
    }

    [Theory]
    [InlineData("Revert \"Cache things\" (#2)", "Reverts octo/shop#1")]
    [InlineData("Revert \"Cache things\" (#2)", "")]
    [InlineData("Revert \"Something retitled\" (#2)", "Reverts octo/shop#1")]
    public void Resolve_NumberOrTitle_MarksTheChange(string subject, string body)
    {
        var read = Base().CommitBy("ada", "r", subject, body, "m1").Read("r");

        Assert.Equal(History.At(4), read.RevertedAt("m1"));
    }

    [Theory]
    [InlineData("Revert \"Revert \"Use cache\"\"", false)]
    [InlineData("Reapply \"Use cache\"", false)]
    [InlineData("Bring it back", true)]
    public void Resolve_RevertOfTheRevert_PutsTheWorkBack(string subject, bool bySha)
    {
        var read = Base()
            .Commit("r", "Revert \"Use cache\"", "m1")
            .CommitBy("ada", "rr", subject, bySha ? $"This reverts commit {History.Sha("r")}." : "", "r")
            .Read("rr");

        Assert.Equal([read["r"].Node], read.Reverted.ByNode.Keys);
    }

    [Fact]
    public void Resolve_RevertedReappliedAndRevertedAgain_HasTheLastDate()
    {
        var read = Base()
            .Commit("r", "Revert \"Use cache\"", "m1")
            .Commit("rr", "Reapply \"Use cache\"", "r")
            .CommitBy("ada", "rrr", "Revert \"Use cache\"", $"This reverts commit {History.Sha("a2")}.", "rr")
            .Read("rrr");

        Assert.Equal(History.At(6), read.Reverted.ByNode[read["a2"].Node]);
    }

    [Fact]
    public void Resolve_RevertOfTheReapply_TakesTheWorkOutAgain()
    {
        var read = Base()
            .Commit("r", "Revert \"Use cache\"", "m1")
            .Commit("rr", "Reapply \"Use cache\"", "r")
            .Commit("rrr", "Revert \"Reapply \"Use cache\"\"", "rr")
            .Read("rrr");

        Assert.Equal(History.At(6), read.Reverted.ByNode[read["a2"].Node]);
    }

    [Fact]
    public void Resolve_UnknownTargets_AreCounted()
    {
        var read = Base().CommitBy("ada", "r", "Revert \"Never was\"", "This reverts commit 1234567890.", "m1").Read("r");

        Assert.Empty(read.Reverted.ByNode);
        Assert.Equal((0, 1), (read.Reverted.Resolved, read.Reverted.Unresolved));
    }

    [Fact]
    public void Resolve_SubjectOfALaterCommit_IsNotTaken()
    {
        var read = Base().Commit("r", "Revert \"Future\"", "m1").Commit("f", "Future", "r").Read("f");

        Assert.Empty(read.Reverted.ByNode);
    }

    [Fact]
    public void Resolve_ALongChainOfReverts_EndsSoon()
    {
        var history = new History().Commit("n0", "Start");
        for (var i = 1; i < 5000; i++)
            history.CommitBy("ada", $"n{i}", "Back out", $"This reverts commit {History.Sha($"n{i - 1}")}.", $"n{i - 1}");
        var read = history.Read("n4999");

        Assert.Equal(4999, read.Reverted.Resolved);
        Assert.Contains(read["n4998"].Node, read.Reverted.ByNode.Keys);
        Assert.DoesNotContain(read["n4997"].Node, read.Reverted.ByNode.Keys);
    }
}
