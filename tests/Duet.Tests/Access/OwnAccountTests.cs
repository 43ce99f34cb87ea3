using System.Net;
using Duet.Access;

namespace Duet.Tests.Access;

public sealed class OwnAccountTests
{
    private const string Page = "/account";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Password_Changed_EndsOtherSessionsAndKeepsThisOne()
    {
        await using var server = await RunningServer.StartAsync();
        using var here = await server.BrowseAsOwnerAsync();
        using var elsewhere = await server.BrowseAsAsync(RunningServer.OwnerMail);

        var answer = await here.SubmitAsync(
            Page, "password", ("PasswordInput.Old", RunningServer.OwnerPassword), ("PasswordInput.New", "another long password"));

        Assert.Contains("role=\"status\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await here.OpenAsync(Page)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.OpenAsync(Page)).Status);
        Assert.Null((await server.Get<SignIns>().SignInAsync(RunningServer.OwnerMail, RunningServer.OwnerPassword, Stop)).Account);
        Assert.NotNull((await server.Get<SignIns>().SignInAsync(RunningServer.OwnerMail, "another long password", Stop)).Account);
        Assert.Single(await server.AuditedAsync("account.password"));
    }

    [Theory]
    [InlineData("wrong wrong wrong", "another long password")]
    [InlineData(RunningServer.OwnerPassword, "short")]
    [InlineData("", "another long password")]
    public async Task Password_WithAWrongOldOrAShortNewOne_StaysAsItIs(string old, string password)
    {
        await using var server = await RunningServer.StartAsync();
        using var here = await server.BrowseAsOwnerAsync();

        var answer = await here.SubmitAsync(Page, "password", ("PasswordInput.Old", old), ("PasswordInput.New", password));

        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.NotNull((await server.Get<SignIns>().SignInAsync(RunningServer.OwnerMail, RunningServer.OwnerPassword, Stop)).Account);
    }

    [Fact]
    public async Task Password_TriedInAnOpenSession_IsLockedLikeAtTheDoor()
    {
        await using var server = await RunningServer.StartAsync();
        using var here = await server.BrowseAsOwnerAsync();

        Answer? last = null;
        for (var attempt = 0; attempt <= SignInThrottle.Attempts; attempt++)
            last = await here.SubmitAsync(Page, "password", ("PasswordInput.Old", "wrong wrong wrong"), ("PasswordInput.New", "another long password"));

        Assert.Contains("Too many wrong passwords", last!.Body, StringComparison.Ordinal);
        Assert.Equal(SignInRefusal.Locked, (await server.Get<SignIns>().SignInAsync(RunningServer.OwnerMail, RunningServer.OwnerPassword, Stop)).Refusal);
    }

    [Fact]
    public async Task Name_Changed_IsShown()
    {
        await using var server = await RunningServer.StartAsync();
        using var here = await server.BrowseAsOwnerAsync();

        await here.SubmitAsync(Page, "name", ("NameInput.Name", "Ada <King>"));

        Assert.Equal("Ada <King>", (await server.AccountAsync(RunningServer.OwnerMail)).Name);
        Assert.Contains("Ada &lt;King&gt;", (await here.OpenAsync("/settings/accounts")).Body, StringComparison.Ordinal);
    }
}
