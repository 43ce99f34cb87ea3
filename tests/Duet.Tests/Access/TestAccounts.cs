using System.Net;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Access;

/// <summary>Accounts as tests need them: made through an invitation of the host, signed in through the form.</summary>
internal static class TestAccounts
{
    public const string Password = "correct horse battery";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Account> JoinAsync(this RunningServer server, string mail, Role role, int? person = null)
    {
        var answer = await server.Get<Invitations>().InviteAsync(Caller.Host, mail, role, person, Stop);
        Assert.Null(answer.Refusal);
        return (await server.Get<OpenInvitations>().AcceptAsync(answer.Token!, mail.Split('@')[0], Password, Stop))!;
    }

    public static async Task<Browser> BrowseAsAsync(this RunningServer server, string mail, string password = Password)
    {
        var browser = server.Browse();
        var answer = await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Mail", mail), ("Input.Password", password));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return browser;
    }

    public static async Task<Account> AccountAsync(this RunningServer server, string mail) =>
        (await server.Get<Accounts>().FindAsync(mail, Stop))!;

    public static Task<IReadOnlyList<AuditRecord>> AuditedAsync(this RunningServer server, string action) =>
        server.Get<Audit>().ListAsync(new AuditFilter(action), Stop);

    public static async Task<int> AddPersonAsync(this RunningServer server, string name, string mail)
    {
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var person = new Person { Name = name, Mail = mail, CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Add(person);
        await db.SaveChangesAsync(Stop);
        return person.Id;
    }

    /// <summary>Opens the page behind a link that an answer shows once.</summary>
    public static string LinkIn(string html)
    {
        var start = html.IndexOf("/invitation?token=", StringComparison.Ordinal);
        Assert.True(start > 0, "The page shows no link.");
        return html[start..html.IndexOf('<', start)];
    }
}
