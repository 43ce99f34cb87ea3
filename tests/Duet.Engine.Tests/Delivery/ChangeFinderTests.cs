using CsCheck;
using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Delivery;

public sealed class ChangeFinderTests
{
    private static readonly string[] Subjects = ["Merge branch 'x'", "Merge branch 'main'", "Do (#1)", "Do", "Merge branch 'maint'"];

    [Fact]
    public void Find_MergedPullRequests_AreChangesWithTheirCommits()
    {
        var read = new History()
            .Commit("root", "Start")
            .CommitBy("bo", "a1", "Work a", "", "root")
            .CommitBy("cy", "b1", "Work b", "", "root")
            .CommitBy("bo", "a2", "Work a, again", "Co-authored-by: Di <di@example.org>\nReviewed-by: Ed <ed@example.org>", "a1")
            .CommitBy("ada", "m1", "Merge pull request #1 from octo/a", "Do a", "root", "a2")
            .CommitBy("cy", "ab", "Merge branch 'main' into b", "", "b1", "m1")
            .CommitBy("ada", "m2", "Merge pull request #2 from octo/b", "Do b", "m1", "ab")
            .Read("m2");

        Assert.Equal((ChangeMethod.Merge, 1), (read.Changes.Style, read.Changes.Outside));
        Assert.Equal([2, 1], read.Changes.Changes.Select(c => c.Number));
        var (b, a) = (read.Changes.Changes[0], read.Changes.Changes[1]);
        Assert.Equal([read["a1"], read["a2"]], a.Commits);
        Assert.Equal([read["b1"], read["ab"]], b.Commits);
        Assert.Equal(("Do a", 1.0, "bo", false), (a.Title, a.Confidence, a.Author.Name, a.FirstCommitLost));
        Assert.Equal((History.At(1), History.At(4)), (a.FirstCommitAt, a.MergedAt));
        Assert.Equal((2, 1), (a.Authors, a.Reviewers));
        Assert.Same(a, read.ChangeOf("m1"));
        Assert.Null(read.ChangeOf("root"));
        Assert.Equal(new StyleVotes(2, 0, 1), read.Changes.Votes);
    }

    [Fact]
    public void Find_SquashedPullRequests_AreChangesWithLostStart()
    {
        var read = new History()
            .Commit("root", "Start")
            .Commit("s1", "Do a (#1)", "root")
            .Commit("d", "Fix a typo", "s1")
            .CommitBy("bo", "s2", "Do b (#2)", "", "d")
            .Read("s2");

        Assert.Equal(ChangeMethod.Squash, read.Changes.Style);
        Assert.Equal(["Do b", "Do a"], read.Changes.Changes.Select(c => c.Title));
        Assert.All(read.Changes.Changes, c => Assert.True(c.FirstCommitLost));
        Assert.Equal(2, read.Changes.Outside);
    }

    [Fact]
    public void Find_PlainCommits_AreDirectChangesWithLowerConfidence()
    {
        var read = new History().Commit("root", "Start").Commit("a", "Do a", "root").Commit("b", "Do b", "a").Read("b");

        Assert.Equal((ChangeMethod.Direct, 1.0), (read.Changes.Style, read.Changes.StyleConfidence));
        Assert.Equal(3, read.Changes.Changes.Count);
        Assert.All(read.Changes.Changes, c => Assert.Equal((ChangeMethod.Direct, 0.5), (c.Method, c.Confidence)));
    }

    [Theory]
    [InlineData("Merge branch 'main' of https://github.com/octo/shop")]
    [InlineData("Merge branch 'main' into topic")]
    [InlineData("Merge remote-tracking branch 'origin/main'")]
    [InlineData("Merge remote-tracking branch 'upstream/main' into topic")]
    public void Find_BackMerges_AreNoChanges(string subject)
    {
        var read = WithMerge(subject);

        Assert.DoesNotContain(read.Changes.Changes, c => c.Method == ChangeMethod.Merge);
        Assert.Equal(1, read.Changes.BackMerges);
        Assert.Null(read.ChangeOf("x"));
    }

    [Theory]
    [InlineData("Merge branch 'topic'", 0.9)]
    [InlineData("Merge branch 'main-menu'", 0.9)]
    [InlineData("Merge branch 'topic' of https://github.com/octo/shop", 0.9)]
    [InlineData("Merge https://github.com/octo/shop", 0.9)]
    [InlineData("Land the big thing", 0.9)]
    [InlineData("Merge pull request #4 from fork/main", 1)]
    [InlineData("Merge branch 'release-2.1'", 0.6)]
    [InlineData("Merge tag 'v2.1.4'", 0.6)]
    public void Find_OtherMerges_AreChanges(string subject, double confidence)
    {
        var read = WithMerge(subject);

        Assert.Equal(confidence, read.ChangeOf("x")!.Confidence);
        Assert.Equal(ChangeMethod.Merge, read.ChangeOf("x")!.Method);
    }

    [Fact]
    public void Find_UpMergeOfMaintenanceWithoutOwnWork_IsNoChange()
    {
        var read = new History()
            .Commit("root", "Start")
            .Commit("t", "Fix", "root")
            .Commit("m1", "Merge branch 'fix'", "root", "t")
            .Commit("maint", "Merge branch 'fix' into maint", "root", "t")
            .Commit("up", "Merge branch 'maint'", "m1", "maint")
            .Read("up");

        Assert.Equal([read["m1"].Sha], read.Changes.Changes.Select(c => c.Sha));
        Assert.Null(read.ChangeOf("maint"));
        Assert.Equal(1, read.Changes.BackMerges);
    }

    [Fact]
    public void Find_SquashOnAMergeRepository_IsAChangeToo()
    {
        var read = new History()
            .Commit("root", "Start")
            .Commit("a", "Work", "root")
            .Commit("m1", "Merge pull request #1 from octo/a", "root", "a")
            .Commit("b", "Work", "m1")
            .Commit("m2", "Merge pull request #2 from octo/b", "m1", "b")
            .Commit("s", "Do c (#3)", "m2")
            .Read("s");

        Assert.Equal(ChangeMethod.Merge, read.Changes.Style);
        Assert.Equal((ChangeMethod.Squash, 0.7), (read.ChangeOf("s")!.Method, read.ChangeOf("s")!.Confidence));
    }

    [Fact]
    public void Find_SignsOfCommits_AreGathered()
    {
        var read = new History()
            .Commit("root", "Start")
            .CommitBy("bo", "a", "Urgent: stop the leak", "Co-authored-by: Claude <noreply@anthropic.com>", "root")
            .Commit("m1", "Merge pull request #1 from octo/a", "root", "a")
            .CommitBy("bo", "r", "Revert \"Urgent: stop the leak\"", "", "m1")
            .Commit("m2", "Merge pull request #2 from octo/revert-1-a", "m1", "r")
            .CommitBy("bo", "w", "Revert \"something of this branch\"", "", "m2")
            .CommitBy("bo", "w2", "More work", "", "w")
            .Commit("m3", "Merge pull request #3 from octo/c", "m2", "w2")
            .CommitBy("copilot-swe-agent[bot]", "g", "Work", "", "m3")
            .Commit("m4", "Merge pull request #4 from octo/d", "m3", "g")
            .Read("m4");

        Assert.Equal(
            [(false, false, true), (false, false, false), (true, true, false), (false, true, true)],
            read.Changes.Changes.Select(c => (c.IsRevert, c.IsHotfix, c.AiDeclared)));
        Assert.Equal(0, read.Changes.Changes[0].Authors);
    }

    [Fact]
    public void Find_ShallowHistory_KeepsMergesWithMissingParents()
    {
        var read = new History()
            .CommitBy("ada", "m1", "Merge pull request #1 from octo/a", "Do a", "cut off", "cut off too")
            .CommitBy("ada", "m2", "Merge pull request #2 from octo/b", "Do b", "m1", "cut off as well")
            .Read("m2");

        Assert.Equal([2, 1], read.Changes.Changes.Select(c => c.Number));
        Assert.Equal([read["m2"]], read.Changes.Changes[0].Commits);
    }

    [Fact]
    public void Find_RandomHistories_GivesEachCommitAtMostOneChange() =>
        Gen.Select(RandomGraphs.Any, Gen.Int[0, Subjects.Length - 1].Array[60])
            .Sample((parents, subjects) =>
            {
                var history = new History();
                foreach (var (i, above) in parents.Index())
                    history.Commit($"node {i}", Subjects[subjects[i]], [.. above.Select(p => $"node {p}")]);
                var read = history.Read($"node {parents.Length - 1}");

                var members = read.Changes.Changes.SelectMany(c => c.Commits).ToList();
                Assert.Equal(members.Count, members.Distinct().Count());
                foreach (var change in read.Changes.Changes)
                {
                    Assert.NotEmpty(change.Commits);
                    Assert.All(change.Commits, c => Assert.Same(change, read.Changes.Of(c)));
                }
                var inChanges = read.Commits.Count(c => read.Changes.Of(c) != null);
                Assert.Equal(read.Commits.Count, inChanges + read.Changes.Outside);
            });

    private static ReadHistory WithMerge(string subject) => new History()
        .Commit("root", "Start")
        .Commit("x", "Work", "root")
        .Commit("y", "Do y (#1)", "root")
        .Commit("m", subject, "y", "x")
        .Commit("z", "Do z (#9)", "m")
        .Read("z");
}
