using Duet.Sources;
using Duet.Sources.Git;

namespace Duet.Tests.Sources.Git;

public sealed class GitAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("ext::sh -c touch% /tmp/x")]
    [InlineData("fd::17")]
    [InlineData("git-remote-evil::x")]
    [InlineData("git://example.org/shop")]
    [InlineData("ftp://example.org/shop")]
    [InlineData("http://example.org/shop")]
    [InlineData("HTTP://example.org/shop")]
    [InlineData("file://server/share/shop")]
    [InlineData("ssh://-oProxyCommand=touch/shop")]
    [InlineData("ssh://-oProxyCommand=touch@example.org/shop")]
    [InlineData("ssh://%2doProxyCommand=touch@example.org/shop")]
    [InlineData("-host:shop")]
    [InlineData("example.org:-shop")]
    [InlineData("-user@example.org:shop")]
    [InlineData("https:///shop")]
    [InlineData("https://example.org/shop\nhost=evil")]
    public void Parse_WhatMayNeverBeRead_IsForbidden(string location)
    {
        var (address, problem) = GitAddress.Parse(location, allowHttp: false);
        Assert.Null(address);
        Assert.Equal("forbidden-address", problem!.Code);
    }

    [Theory]
    [InlineData("https://example.org/team/shop.git", "shop")]
    [InlineData("https://example.org/team/shop/", "shop")]
    [InlineData("https://example.org/team/shop.git?x=1", "shop")]
    [InlineData("ssh://git@example.org:22/team/shop.git", "shop")]
    [InlineData("git@example.org:team/shop.git", "shop")]
    [InlineData("example.org:shop", "shop")]
    public void Parse_RemoteAddress_IsRemoteAndNamed(string location, string name)
    {
        var (address, _) = GitAddress.Parse(location, allowHttp: false);
        Assert.True(address!.IsRemote);
        Assert.Equal(name, SourceNames.From(location, new HashSet<string>()));
    }

    [Theory]
    [InlineData("/srv/shop", "shop")]
    [InlineData("/srv/shop.git/", "shop")]
    [InlineData("/srv/shop/.git", "shop")]
    [InlineData("file:///srv/my%20shop", "my-shop")]
    [InlineData("/srv/a:b", "b")]
    public void Parse_Folder_IsLocalAndNamed(string location, string name)
    {
        var (address, _) = GitAddress.Parse(location, allowHttp: false);
        Assert.False(address!.IsRemote);
        Assert.Equal(name, SourceNames.From(location, new HashSet<string>()));
    }

    [Fact]
    public void Parse_Credentials_AreKeptApart()
    {
        var (address, _) = GitAddress.Parse("https://ann:p%40ss@example.org:8443/shop", allowHttp: false);
        Assert.Equal("https://example.org:8443/shop", address!.Location);
        Assert.Equal("ann:p@ss", address.Credentials);
        Assert.Equal("token:", GitAddress.Parse("https://token@example.org/shop", allowHttp: false).Address!.Credentials);
    }

    [Theory]
    [InlineData("fatal: https://ann:secret@example.org/shop: no", "fatal: https://***@example.org/shop: no")]
    [InlineData("https://se@cret@example.org", "https://***@example.org")]
    [InlineData("see https://example.org/a and mail ann@example.org", "see https://example.org/a and mail ann@example.org")]
    public void Redact_AddressesInText_LoseTheirCredentials(string text, string redacted) => Assert.Equal(redacted, GitAddress.Redact(text));
}
