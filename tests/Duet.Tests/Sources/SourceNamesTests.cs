using Duet.Sources;

namespace Duet.Tests.Sources;

public sealed class SourceNamesTests
{
    [Theory]
    [InlineData("https://example.org/team/Shop.git", "shop")]
    [InlineData("git@example.org:team/shop.git", "shop")]
    [InlineData("/srv/repos/My Shop/", "my-shop")]
    [InlineData("/", "repository")]
    [InlineData("https://example.org/日本", "repository")]
    public void From_APlace_IsItsLastPart(string location, string name)
    {
        Assert.Equal(name, SourceNames.From(location, new HashSet<string>()));
        Assert.True(SourceNames.IsGood(name));
    }

    [Fact]
    public void From_ATakenName_GetsTheNextNumber() =>
        Assert.Equal("shop-3", SourceNames.From("/srv/shop", new HashSet<string> { "shop", "shop-2" }));

    [Theory]
    [InlineData("https://me:secret@example.org/shop.git", "https://example.org/shop.git")]
    [InlineData("https://token@example.org/a@b", "https://example.org/a@b")]
    [InlineData("git@example.org:team/shop.git", "git@example.org:team/shop.git")]
    [InlineData("/srv/a@b", "/srv/a@b")]
    public void Shown_AnAddress_HasNoCredentials(string location, string shown) => Assert.Equal(shown, SourceLocation.Shown(location));
}
