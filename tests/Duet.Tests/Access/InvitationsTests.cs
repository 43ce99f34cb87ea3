using System.Net;
using Duet.Access;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Access;

public sealed class InvitationsTests
{
    private const string Page = "/settings/accounts";
    private const string Bob = "bob@example.org";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_MadeOnThePage_MakesTheAccountOnceAndIsShownOnce()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();

        var made = await owner.SubmitAsync(Page, "invite", ("Input.Mail", " Bob@Example.org"), ("Input.Role", "TeamLead"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var link = TestAccounts.LinkIn(made.Body);
        Assert.DoesNotContain("token=", (await owner.OpenAsync(Page)).Body, StringComparison.Ordinal);

        using var bob = server.Browse();
        var joined = await bob.SubmitAsync(link, "accept", ("Input.Name", "Bob"), ("Input.Password", TestAccounts.Password));
        Assert.Equal(HttpStatusCode.Redirect, joined.Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.OpenAsync("/account")).Status);
        var account = await server.AccountAsync(Bob);
        Assert.Equal((Role.TeamLead, "Bob"), (account.Role, account.Name));

        using var second = server.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await second.OpenAsync(link)).Status);
        Assert.Single(await server.AuditedAsync("account.invite"));
        Assert.Equal($"account:{account.Id}", Assert.Single(await server.AuditedAsync("account.join")).Object);
    }

    [Fact]
    public async Task Link_UsedByManyAtOnce_MakesOneAccount()
    {
        await using var server = await RunningServer.StartAsync();
        var token = (await server.Get<Invitations>().InviteAsync(Caller.Host, Bob, Role.Member, null, Stop)).Token!;

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            () => server.Get<OpenInvitations>().AcceptAsync(token, "Bob", TestAccounts.Password, Stop))));

        Assert.Single(made, account => account is not null);
    }

    [Fact]
    public async Task Link_AfterSevenDays_IsDead()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var server = await RunningServer.StartAsync(options => options with { Time = time });
        var token = (await server.Get<Invitations>().InviteAsync(Caller.Host, Bob, Role.Member, null, Stop)).Token!;

        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await server.Get<OpenInvitations>().FindAsync(token, Stop));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await server.Get<OpenInvitations>().FindAsync(token, Stop));
        Assert.Null(await server.Get<OpenInvitations>().AcceptAsync(token, "Bob", TestAccounts.Password, Stop));
    }

    [Fact]
    public async Task Link_RevokedOnThePage_IsDead()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var answer = await server.Get<Invitations>().InviteAsync(Caller.Host, Bob, Role.Member, null, Stop);

        var form = Browser.FormsOf((await owner.OpenAsync(Page)).Body).First(form => !form.Any(field => field.Name == "_handler"));
        var revoked = await owner.PostAsync($"{Page}/invitations/{answer.Invitation!.Id}/revoke", [.. form]);

        Assert.Equal(HttpStatusCode.Redirect, revoked.Status);
        Assert.Null(await server.Get<OpenInvitations>().FindAsync(answer.Token!, Stop));
    }

    [Fact]
    public async Task Link_MadeAgainForTheSameAddress_EndsTheEarlierOne()
    {
        await using var server = await RunningServer.StartAsync();
        var invitations = server.Get<Invitations>();
        var first = await invitations.InviteAsync(Caller.Host, Bob, Role.Member, null, Stop);
        var second = await invitations.InviteAsync(Caller.Host, Bob, Role.Viewer, null, Stop);

        Assert.Null(await server.Get<OpenInvitations>().FindAsync(first.Token!, Stop));
        Assert.Equal(Role.Viewer, (await server.Get<OpenInvitations>().FindAsync(second.Token!, Stop))!.Role);
    }

    [Theory]
    [InlineData("Owner", HttpStatusCode.Forbidden)]
    [InlineData("Admin", HttpStatusCode.OK)]
    public async Task Admin_InvitesNobodyAboveTheOwnRole(string role, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        await server.JoinAsync("amy@example.org", Role.Admin);
        using var admin = await server.BrowseAsAsync("amy@example.org");

        var answer = await admin.SubmitAsync(Page, "invite", ("Input.Mail", Bob), ("Input.Role", role));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, (await server.Get<Invitations>().ListAsync(Stop)).Count);
    }

    [Fact]
    public async Task Link_WhoseMakerLostTheRight_IsDead()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var amy = await server.JoinAsync("amy@example.org", Role.Admin);
        using var admin = await server.BrowseAsAsync("amy@example.org");
        var link = TestAccounts.LinkIn((await admin.SubmitAsync(Page, "invite", ("Input.Mail", Bob), ("Input.Role", "Admin"))).Body);

        await server.Get<AccountChanges>().SetRoleAsync(Caller.Host, amy.Id, Role.Member, Stop);

        using var bob = server.Browse();
        Assert.Equal(HttpStatusCode.NotFound, (await bob.OpenAsync(link)).Status);
    }

    [Fact]
    public async Task Person_OfTheDirectory_IsLinkedByTheInvitation()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var person = await server.AddPersonAsync("Bob Ross", Bob);

        var form = await owner.OpenAsync($"{Page}?person={person}");
        Assert.Contains("Bob Ross", form.Body, StringComparison.Ordinal);
        var made = await owner.SubmitAsync(
            $"{Page}?person={person}", "invite", ("Input.Mail", Bob), ("Input.Role", "Member"), ("Input.Person", $"{person}"));
        using var bob = server.Browse();
        await bob.SubmitAsync(TestAccounts.LinkIn(made.Body), "accept", ("Input.Name", "Bob"), ("Input.Password", TestAccounts.Password));

        Assert.Equal(person, (await server.AccountAsync(Bob)).PersonId);
        var twice = await server.Get<Invitations>().InviteAsync(Caller.Host, "bob2@example.org", Role.Member, person, Stop);
        Assert.Equal(InvitationRefusal.PersonTaken, twice.Refusal);
        var nobody = await server.Get<Invitations>().InviteAsync(Caller.Host, "bob2@example.org", Role.Member, person + 1, Stop);
        Assert.Equal(InvitationRefusal.NoSuchPerson, nobody.Refusal);
    }

    [Theory]
    [InlineData("nowhere", "BadMail")]
    [InlineData("a@b@c", "BadMail")]
    [InlineData("ada@example.org", "AccountExists")]
    public async Task Invite_ABadOrTakenAddress_IsRefused(string mail, string refusal)
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();

        Assert.Equal(refusal, (await server.Get<Invitations>().InviteAsync(Caller.Host, mail, Role.Member, null, Stop)).Refusal.ToString());
    }

    [Fact]
    public async Task Form_WithAShortPassword_SaysSoAndKeepsTheLink()
    {
        await using var server = await RunningServer.StartAsync();
        var token = (await server.Get<Invitations>().InviteAsync(Caller.Host, Bob, Role.Member, null, Stop)).Token!;
        using var bob = server.Browse();

        var answer = await bob.SubmitAsync($"/invitation?token={token}", "accept", ("Input.Name", "Bob"), ("Input.Password", "short"));

        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.NotNull(await server.Get<OpenInvitations>().FindAsync(token, Stop));
    }
}
