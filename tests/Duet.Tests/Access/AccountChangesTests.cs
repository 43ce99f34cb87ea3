using System.Net;
using Duet.Access;

namespace Duet.Tests.Access;

public sealed class AccountChangesTests
{
    private const string Bob = "bob@example.org";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disable_OnThePage_EndsSessionsAndKeysAtOnce()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var bob = await server.JoinAsync(Bob, Role.DevexLead);
        using var session = await server.BrowseAsAsync(Bob);
        var key = await KeyOfAsync(server, bob);
        using var program = server.Browse();
        Task<Answer> AskAsync() => program.OpenAsync("/api/v1/metrics", request => request.Headers.Authorization = new("Bearer", key));
        Assert.Equal(HttpStatusCode.OK, (await session.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);

        var disabled = await owner.SubmitAsync($"/settings/accounts/{bob.Id}", "disable");

        Assert.Contains("role=\"status\"", disabled.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await session.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync()).Status);
        var refused = await server.Get<SignIns>().SignInAsync(Bob, TestAccounts.Password, Stop);
        Assert.Equal(SignInRefusal.Disabled, refused.Refusal);

        await owner.SubmitAsync($"/settings/accounts/{bob.Id}", "enable");
        using var again = await server.BrowseAsAsync(Bob);
        Assert.Equal(HttpStatusCode.OK, (await again.OpenAsync("/account")).Status);
        // An enabled account does not bring its old sessions back.
        Assert.Equal(HttpStatusCode.Redirect, (await session.OpenAsync("/account")).Status);
        Assert.Equal(["account.enable", "account.disable"], (await server.AuditedAsync("account")).Select(entry => entry.Action).Take(2));
    }

    [Fact]
    public async Task Role_ChangedOnThePage_EndsSessionsAndHolds()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var bob = await server.JoinAsync(Bob, Role.Admin);
        using var session = await server.BrowseAsAsync(Bob);
        Assert.Equal(HttpStatusCode.OK, (await session.OpenAsync("/settings/accounts")).Status);

        await owner.SubmitAsync($"/settings/accounts/{bob.Id}", "role", ("RoleInput.Role", "Viewer"));

        Assert.Equal(HttpStatusCode.Redirect, (await session.OpenAsync("/settings/accounts")).Status);
        using var again = await server.BrowseAsAsync(Bob);
        Assert.Equal(HttpStatusCode.Forbidden, (await again.OpenAsync("/settings/accounts")).Status);
        var entry = Assert.Single(await server.AuditedAsync("role.grant"));
        Assert.Equal(("Admin", "Viewer"), (entry.Before, entry.After));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("disable")]
    public async Task LastOwner_DemotedOrDisabled_IsAConflict(string form)
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var ada = await server.AccountAsync(RunningServer.OwnerMail);
        var grace = await server.JoinAsync("grace@example.org", Role.Owner);
        await server.Get<AccountChanges>().DisableAsync(Caller.Host, grace.Id, Stop);

        var answer = await owner.SubmitAsync($"/settings/accounts/{ada.Id}", form, ("RoleInput.Role", "Admin"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("last owner", answer.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await owner.OpenAsync("/settings/accounts")).Status);
        Assert.True((await server.AccountAsync(RunningServer.OwnerMail)).IsActiveOwner);
    }

    [Fact]
    public async Task TwoOwners_DemotingEachOtherAtOnce_LeaveOne()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var ada = await server.AccountAsync(RunningServer.OwnerMail);
        var grace = await server.JoinAsync("grace@example.org", Role.Owner);
        var changes = server.Get<AccountChanges>();

        var answers = await Task.WhenAll(
            Task.Run(() => changes.SetRoleAsync(Caller.Host, ada.Id, Role.Member, Stop)),
            Task.Run(() => changes.SetRoleAsync(Caller.Host, grace.Id, Role.Member, Stop)));

        Assert.Single(answers, answer => answer is AccountRefusal.LastOwner);
        Assert.Single(await server.Get<Accounts>().ListAsync(Stop), account => account.IsActiveOwner);
    }

    [Fact]
    public async Task Admin_ChangesNoOwner()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        await server.JoinAsync("amy@example.org", Role.Admin);
        var bob = await server.JoinAsync(Bob, Role.Member);
        var grace = await server.JoinAsync("grace@example.org", Role.Owner);
        using var admin = await server.BrowseAsAsync("amy@example.org");

        // The page of an owner has no forms for an admin, so the form of another account is sent there.
        var form = Browser.FormsOf((await admin.OpenAsync($"/settings/accounts/{bob.Id}")).Body)
            .First(fields => fields.Contains(("_handler", "disable")));
        var page = await admin.OpenAsync($"/settings/accounts/{grace.Id}");
        Assert.DoesNotContain("value=\"disable\"", page.Body, StringComparison.Ordinal);
        var refused = await admin.PostAsync($"/settings/accounts/{grace.Id}", [.. form]);
        Assert.NotEqual(HttpStatusCode.OK, refused.Status);
        Assert.True((await server.AccountAsync("grace@example.org")).IsActiveOwner);

        var raised = await admin.SubmitAsync($"/settings/accounts/{bob.Id}", "role", ("RoleInput.Role", "Owner"));
        Assert.Equal(HttpStatusCode.Forbidden, raised.Status);
        Assert.Equal(Role.Member, (await server.AccountAsync(Bob)).Role);
    }

    [Fact]
    public async Task Person_FoundAndLinkedOnThePage_IsTheAccounts()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var bob = await server.JoinAsync(Bob, Role.Member);
        var eve = await server.JoinAsync("eve@example.org", Role.Member);
        var person = await server.AddPersonAsync("Bob Ross", Bob);

        var linked = await owner.SubmitAsync($"/settings/accounts/{bob.Id}?find=ROSS", "person", ("PersonInput.Person", $"{person}"));
        Assert.Contains("Bob Ross", linked.Body, StringComparison.Ordinal);
        Assert.Equal(person, (await server.AccountAsync(Bob)).PersonId);

        var taken = await owner.SubmitAsync($"/settings/accounts/{eve.Id}?find=ross", "person", ("PersonInput.Person", $"{person}"));
        Assert.Equal(HttpStatusCode.Conflict, taken.Status);

        await owner.SubmitAsync($"/settings/accounts/{bob.Id}", "unlink");
        Assert.Null((await server.AccountAsync(Bob)).PersonId);
    }

    [Fact]
    public async Task ResetLink_MadeOnThePage_SetsANewPasswordAndEndsSessions()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var bob = await server.JoinAsync(Bob, Role.Member);
        using var session = await server.BrowseAsAsync(Bob);
        for (var attempt = 0; attempt < SignInThrottle.Attempts; attempt++)
            await server.Get<SignIns>().SignInAsync(Bob, "wrong wrong wrong", Stop);

        var link = TestAccounts.LinkIn((await owner.SubmitAsync($"/settings/accounts/{bob.Id}", "link")).Body);
        using var fresh = server.Browse();
        Assert.Equal(HttpStatusCode.Redirect, (await fresh.SubmitAsync(link, "accept", ("Input.Password", "another long password"))).Status);

        Assert.Equal(HttpStatusCode.Redirect, (await session.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await fresh.OpenAsync("/account")).Status);
        Assert.NotNull((await server.Get<SignIns>().SignInAsync(Bob, "another long password", Stop)).Account);
        Assert.Equal("bob", (await server.AccountAsync(Bob)).Name);
    }

    [Fact]
    public async Task Page_OfNoAccount_IsNotFound()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await owner.OpenAsync($"/settings/accounts/{Guid.NewGuid()}")).Status);
    }

    private static async Task<string> KeyOfAsync(RunningServer server, Account account)
    {
        var caller = new Caller(() => Principals.Of(account), () => Matrix.Standard, server.Get<ITeamsOfPerson>(), server.Get<IOpenTeams>());
        var made = await server.Get<Keys>().AddAsync(new KeyRequest("bobs", []), caller, Stop);
        return made.Text!;
    }
}
