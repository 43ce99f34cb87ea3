using System.Text.Json;
using Duet.Access;
using Duet.Cli;
using Duet.Tests.Access;

namespace Duet.Tests.Cli;

public sealed class UserVerbTests
{
    private const string Bob = "bob@example.org";

    [Fact]
    public async Task User_BesideARunningServer_InvitesChangesAndDisables()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);
        using var owner = await server.BrowseAsOwnerAsync();

        var (invited, link, said) = await RunAsync(folder, "invite", Bob, "--role", "team-lead", "--url", server.Address.ToString());
        Assert.Equal(ExitCodes.Ok, invited);
        Assert.Contains("works once", said, StringComparison.Ordinal);
        using var bob = server.Browse();
        await bob.SubmitAsync(new Uri(link.Trim()).PathAndQuery, "accept", ("Input.Name", "Bob"), ("Input.Password", TestAccounts.Password));

        Assert.Equal(ExitCodes.Ok, (await RunAsync(folder, "role", Bob, "viewer")).Code);
        var (_, list, _) = await RunAsync(folder, "list", "--format", "json");
        var listed = JsonDocument.Parse(list).RootElement.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("mail").GetString() == Bob);
        Assert.Equal("viewer", listed.GetProperty("role").GetString());

        using var session = await server.BrowseAsAsync(Bob);
        Assert.Equal(ExitCodes.Ok, (await RunAsync(folder, "disable", Bob)).Code);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await session.OpenAsync("/account")).Status);
        Assert.Equal(ExitCodes.Ok, (await RunAsync(folder, "enable", Bob)).Code);
        Assert.All(await server.AuditedAsync("role"), entry => Assert.Equal("host", entry.Actor));
        Assert.True((await server.Get<Audit>().VerifyAsync(TestContext.Current.CancellationToken)).Holds);
    }

    [Fact]
    public async Task PasswordResetLink_OfALockedOutOwner_LetsThemInAgain()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);
        using var owner = await server.BrowseAsOwnerAsync();
        for (var attempt = 0; attempt < SignInThrottle.Attempts; attempt++)
            await server.Get<SignIns>().SignInAsync(RunningServer.OwnerMail, "wrong wrong wrong", TestContext.Current.CancellationToken);

        var (code, link, _) = await RunAsync(folder, "password-reset-link", RunningServer.OwnerMail, "--url", server.Address.ToString());
        Assert.Equal(ExitCodes.Ok, code);
        using var browser = server.Browse();
        await browser.SubmitAsync(new Uri(link.Trim()).PathAndQuery, "accept", ("Input.Password", "another long password"));

        using var again = await server.BrowseAsAsync(RunningServer.OwnerMail, "another long password");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await again.OpenAsync("/settings/accounts")).Status);
    }

    [Fact]
    public async Task User_ThatCannotBe_IsRefusedInALineAndAHint()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(dataFolder: folder.Path);
        using var owner = await server.BrowseAsOwnerAsync();

        Assert.Equal(ExitCodes.NotFound, (await RunAsync(folder, "disable", Bob)).Code);
        Assert.Equal(ExitCodes.BadInput, (await RunAsync(folder, "invite", Bob, "--role", "king")).Code);
        Assert.Equal(ExitCodes.BadInput, (await RunAsync(folder, "invite", RunningServer.OwnerMail)).Code);
        var (code, _, error) = await RunAsync(folder, "disable", RunningServer.OwnerMail);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("last owner", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(TemporaryFolder folder, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Verbs.RunAsync(["user", .. args, "--data", folder.Path], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
