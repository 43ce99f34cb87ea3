using System.Security.Cryptography;
using System.Text;
using Duet.Sources.Hooks;

namespace Duet.Tests.Sources.Hooks;

public sealed class HookSignaturesTests
{
    private const string Secret = "It's a Secret to Everybody";
    private static readonly byte[] Body = "Hello, World!"u8.ToArray();
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", true)]
    [InlineData("sha256=757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17", true)]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e16", false)]
    [InlineData("sha256=757107ea", false)]
    [InlineData("sha256=", false)]
    [InlineData("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", false)]
    [InlineData("sha1=7d38cdd689735b008b3c702edd92eea23791c5f6", false)]
    [InlineData("", false)]
    public void GitHub_PublishedVector_IsTheOnlyOneThatHolds(string header, bool holds) =>
        Assert.Equal(holds, HookSignatures.IsGitHub(Body, header, ["another", Secret]));

    [Fact]
    public void GitHub_WithoutASecret_HoldsNever() =>
        Assert.False(HookSignatures.IsGitHub(Body, "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", []));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void Slack_Signature_HoldsForFiveMinutes(int seconds, bool holds)
    {
        var stamp = (Now.ToUnixTimeSeconds() + seconds).ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(holds, HookSignatures.IsSlack(Body, Sign(stamp), stamp, [Secret], Now));
    }

    [Fact]
    public void Slack_OfAnotherTimeOrSecret_DoesNotHold()
    {
        var stamp = Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.False(HookSignatures.IsSlack(Body, Sign(stamp), stamp + "0", [Secret], Now));
        Assert.False(HookSignatures.IsSlack(Body, Sign("1"), stamp, [Secret], Now));
        Assert.False(HookSignatures.IsSlack(Body, Sign(stamp), stamp, ["another"], Now));
        Assert.False(HookSignatures.IsSlack(Body, Sign(stamp), "", [Secret], Now));
    }

    private static string Sign(string stamp) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{stamp}:Hello, World!")));
}
