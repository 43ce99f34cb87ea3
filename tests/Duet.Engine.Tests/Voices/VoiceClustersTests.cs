using Duet.Engine.Voices;

namespace Duet.Engine.Tests.Voices;

public sealed class VoiceClustersTests
{
    [Fact]
    public void Texts_ThatSayTheSame_AreOneGroupWithTheirWords()
    {
        var clusters = VoiceClusters.Of(
            [
                (1, "Build cache misses on every branch", ""), (2, "The build cache is cold on new branches", ""), (3, "Cache misses again on my branch", "build cache"),
                (4, "Refund export stops at 10,000 rows", ""), (5, "Refund export is cut off", "rows are missing in the refund export"), (6, "Export of refunds lacks rows", "refund export"),
                (7, "Dark mode", ""),
            ], 3, 5);

        Assert.Equal(2, clusters.Count);
        Assert.Equal([1, 2, 3], clusters.Single(cluster => cluster.Texts.Contains(1)).Texts.Order());
        Assert.Contains("cache", clusters.Single(cluster => cluster.Texts.Contains(1)).Words);
        Assert.Equal([4, 5, 6], clusters.Single(cluster => cluster.Texts.Contains(4)).Texts.Order());
    }

    [Fact]
    public void Texts_OfShortWordsOnly_AreNamedByThem() =>
        Assert.Equal(["fix", "ux"], Assert.Single(VoiceClusters.Of([(1, "fix UX", ""), (2, "fix UX", ""), (3, "fix UX", ""), (4, "Dark mode", "")], 3, 5)).Words.Order());

    [Fact]
    public void Texts_ThatNobodyRepeats_AreNoGroup() =>
        Assert.Empty(VoiceClusters.Of([(1, "One thing", ""), (2, "Other matter", ""), (3, "Something else entirely", "")], 3, 5));
}
