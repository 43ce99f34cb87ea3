using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Delivery;

public sealed class ReleaseTagsTests
{
    [Theory]
    [InlineData("v1.2.3", "", false)]
    [InlineData("1.2", "", false)]
    [InlineData("release-1.2", "", false)]
    [InlineData("releases/1.2", "", false)]
    [InlineData("release/v1.2.0", "", false)]
    [InlineData("product-1.2.3", "product", false)]
    [InlineData("pkg@1.2.3", "pkg", false)]
    [InlineData("@scope/pkg@1.2.3", "@scope/pkg", false)]
    [InlineData("pkg/v1.2.3", "pkg", false)]
    [InlineData("go1.21.3", "go", false)]
    [InlineData("2024.11", "", false)]
    [InlineData("2024.11.1", "", false)]
    [InlineData("REL_15_2", "", false)]
    [InlineData("curl-7_88_1", "curl", false)]
    [InlineData("1.0.2k", "", false)]
    [InlineData("1.2.3.Final", "", false)]
    [InlineData("v2.40.0.windows.1", "", false)]
    [InlineData("v1.2.3+build.5", "", false)]
    [InlineData("1.2.3-incubating", "", false)]
    [InlineData("v1.0.0-rc.1", "", true)]
    [InlineData("v1.0-rc0", "", true)]
    [InlineData("1.0rc1", "", true)]
    [InlineData("1.0.0b2", "", true)]
    [InlineData("v1.0.0-beta", "", true)]
    [InlineData("v1.0.0.alpha3", "", true)]
    [InlineData("v1.0.0-preview.7.23", "", true)]
    [InlineData("v1.0.0-dev", "", true)]
    [InlineData("1.0pre", "", true)]
    [InlineData("REL9_6_BETA1", "", true)]
    [InlineData("v1.0.0-canary.12", "", true)]
    [InlineData("v1.0.0-0", "", true)]
    [InlineData("nightly-1.2.3", "nightly", true)]
    public void Of_VersionTags_AreReleases(string name, string product, bool isPrerelease)
    {
        var tag = Assert.Single(ReleaseTags.Of([Tag(name)]).Tags);

        Assert.Equal((product, isPrerelease), (tag.Product, tag.IsPrerelease));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("latest")]
    [InlineData("junio-gpg-pub")]
    [InlineData("backup-1.0.0")]
    [InlineData("v1.2foo")]
    [InlineData("v1.2.99999999999999999999")]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("v.1")]
    [InlineData("\0\n<b>1</b>")]
    public void Of_OtherTagsBesideVersions_AreIgnored(string name)
    {
        var set = ReleaseTags.Of([Tag("v1.0.0"), Tag(name)]);

        Assert.Equal(("v1.0.0", 1), (Assert.Single(set.Tags).Name, set.Ignored));
    }

    [Fact]
    public void Of_Versions_TellsTheStepAgainstTheHighestEarlierBelow()
    {
        var set = ReleaseTags.Of(
        [
            Tag("v1.0.0", 0), Tag("v1.0.1", 100), Tag("v1.1.0-rc1", 200), Tag("v1.1.0", 300), Tag("v2.0.0", 400),
            Tag("v1.1.1", 500), Tag("v2.0.0.1", 600), Tag("v2.1", 700),
        ]);

        Assert.Equal(
            [ReleaseKind.Other, ReleaseKind.Patch, ReleaseKind.Minor, ReleaseKind.Minor, ReleaseKind.Major, ReleaseKind.Patch, ReleaseKind.Patch, ReleaseKind.Minor],
            set.Tags.Select(t => t.Kind));
        Assert.Equal(
            [null, At(0), At(100), At(100), At(300), At(400), At(500), At(600)],
            set.Tags.Select(t => t.PreviousAt));
    }

    [Theory]
    [InlineData("v1.0.1", 72, true)]
    [InlineData("v1.0.1", 73, false)]
    [InlineData("v1.1.0", 1, false)]
    [InlineData("v1.0.1-rc1", 1, false)]
    [InlineData("other/v1.0.1", 1, false)]
    public void Of_PatchSoonAfterItsVersion_IsHotfix(string name, int hour, bool expected) =>
        Assert.Equal(expected, ReleaseTags.Of([Tag("v1.0.0", 0), Tag(name, hour)]).Tags[1].IsHotfix);

    [Fact]
    public void Of_SecurityReleasesOfOldLinesOnOneDay_AreNoHotfixesOfEachOther()
    {
        var set = ReleaseTags.Of([Tag("v1.0.0", 0), Tag("v1.1.0", 1000), Tag("v1.0.1", 5000), Tag("v1.1.1", 5000)]);

        Assert.DoesNotContain(set.Tags, t => t.IsHotfix);
    }

    [Fact]
    public void Of_CalendarVersions_HaveNoMajorOrMinor() =>
        Assert.Equal(
            [ReleaseKind.Other, ReleaseKind.Other, ReleaseKind.Patch, ReleaseKind.Other],
            ReleaseTags.Of([Tag("2024.11", 0), Tag("2024.12", 900), Tag("2024.12.1", 901), Tag("2025.1", 1800)]).Tags.Select(t => t.Kind));

    [Fact]
    public void Of_Monorepo_KeepsLinesApart()
    {
        var set = ReleaseTags.Of([Tag("web@1.0.0", 0), Tag("api@5.0.0", 10), Tag("web@1.1.0", 20), Tag("api@5.0.1", 30)]);

        Assert.Equal([ReleaseKind.Other, ReleaseKind.Other, ReleaseKind.Minor, ReleaseKind.Patch], set.Tags.Select(t => t.Kind));
        Assert.Equal([null, null, At(0), At(10)], set.Tags.Select(t => t.PreviousAt));
    }

    [Fact]
    public void Of_TagsOfOneMoment_HaveOneOrder()
    {
        TagRef[] tags = [Tag("v1.10.0"), Tag("v1.9.0"), Tag("v1.9.0-rc1"), Tag("b/v1.0.0"), Tag("1.9.0")];
        var forth = ReleaseTags.Of(tags).Tags.Select(t => t.Name);

        Assert.Equal(["1.9.0", "v1.10.0"], forth.Except(["v1.9.0-rc1", "v1.9.0", "b/v1.0.0"]));
        Assert.Equal(forth, ReleaseTags.Of(tags.Reverse()).Tags.Select(t => t.Name));
    }

    [Fact]
    public void Of_NoVersionAtAll_FallsBackWithLowerConfidence()
    {
        Assert.Equal((ReleaseRule.Dates, 0.6, 2), Rule("deploy-2024-11-05", "deploy-20241106-1530", "keep"));
        Assert.Equal((ReleaseRule.Numbers, 0.5, 3), Rule("release-41", "release-42", "v3", "other"));
        Assert.Equal((ReleaseRule.Annotated, 0.4, 2), Rule("summer", "winter"));
        Assert.Equal((ReleaseRule.None, 0.0, 0), Rule());
        var light = ReleaseTags.Of([new TagRef("summer", "sha", At(0), IsAnnotated: false)]);
        Assert.Equal((ReleaseRule.None, 1), (light.Rule, light.Ignored));
    }

    private static (ReleaseRule, double, int) Rule(params string[] names)
    {
        var set = ReleaseTags.Of(names.Select(n => Tag(n)));
        return (set.Rule, set.Confidence, set.Tags.Count);
    }

    private static DateTimeOffset At(int hour) => History.At(hour);

    private static TagRef Tag(string name, int hour = 0) => new(name, History.Sha(name), At(hour), IsAnnotated: true);
}
