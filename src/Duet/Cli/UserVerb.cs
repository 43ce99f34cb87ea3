using System.CommandLine;
using System.Globalization;
using Duet.Access;
using Duet.Teams;

namespace Duet.Cli;

/// <summary><c>duet user</c>: accounts of people who sign in; works beside a running server, also where no owner can get in.</summary>
internal static class UserVerb
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var url = new Option<string>("--url")
        {
            Description = "Address of the server, with which the link begins",
            DefaultValueFactory = _ => ServerOptions.DefaultUrl,
        };
        var mail = new Argument<string>("MAIL") { Description = "Mail address of the account" };
        var role = new Option<string>("--role") { Description = $"One of {RoleNames.All}", HelpName = "ROLE", DefaultValueFactory = _ => RoleNames.Of(Role.Member) };
        var given = new Argument<string>("ROLE") { Description = $"One of {RoleNames.All}" };

        var list = new Command("list", "List accounts by name") { data, records, format };
        list.SetAction(async (result, cancellationToken) =>
        {
            var host = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            List(await host.Accounts.ListAsync(cancellationToken), result.GetValue(format), result.InvocationConfiguration.Output);
            return ExitCodes.Ok;
        });

        var invite = new Command("invite", "Make a link with which somebody makes an account, and print it, once") { mail, role, url, data, records, format };
        invite.SetAction(async (result, cancellationToken) =>
        {
            var host = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            var answer = await host.Invitations.InviteAsync(
                Caller.Host, result.GetValue(mail)!, ReadRole(result.GetValue(role)!), null, cancellationToken);
            await PrintAsync(answer, result.GetValue(url)!, result.GetValue(format), result.InvocationConfiguration);
            return ExitCodes.Ok;
        });

        var reset = new Command("password-reset-link", "Make a link with which an account gets a new password, and print it, once") { mail, url, data, records, format };
        reset.SetAction(async (result, cancellationToken) =>
        {
            var host = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            var account = await host.FindAsync(result.GetValue(mail)!, cancellationToken);
            await PrintAsync(
                await host.Invitations.OpenAnewAsync(Caller.Host, account.Id, cancellationToken), result.GetValue(url)!, result.GetValue(format),
                result.InvocationConfiguration);
            return ExitCodes.Ok;
        });

        var setRole = new Command("role", "Give an account another role; its sessions end") { mail, given, data, records };
        setRole.SetAction(async (result, cancellationToken) =>
        {
            var host = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            var account = await host.FindAsync(result.GetValue(mail)!, cancellationToken);
            return Check(await host.Changes.SetRoleAsync(Caller.Host, account.Id, ReadRole(result.GetValue(given)!), cancellationToken));
        });

        var disable = new Command("disable", "End an account's sessions and keys at once, and let nobody in with it") { mail, data, records };
        disable.SetAction(async (result, cancellationToken) =>
        {
            var host = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            return Check(await host.Changes.DisableAsync(Caller.Host, (await host.FindAsync(result.GetValue(mail)!, cancellationToken)).Id, cancellationToken));
        });

        var enable = new Command("enable", "Let an account in again") { mail, data, records };
        enable.SetAction(async (result, cancellationToken) =>
        {
            var host = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            return Check(await host.Changes.EnableAsync(Caller.Host, (await host.FindAsync(result.GetValue(mail)!, cancellationToken)).Id, cancellationToken));
        });

        return new Command("user", "Accounts of people who sign in") { list, invite, setRole, disable, enable, reset };
    }

    private static Role ReadRole(string text) => RoleNames.TryRead(text, out var role)
        ? role : throw new VerbException(ExitCodes.BadInput, $"'{text}' is no role.", $"Roles are {RoleNames.All}.");

    private static int Check(AccountRefusal? refusal) => refusal switch
    {
        null => ExitCodes.Ok,
        AccountRefusal.LastOwner => throw new VerbException(
            ExitCodes.BadInput, "This is the last owner who can sign in.", "Make somebody else owner first: duet user role MAIL owner"),
        _ => throw new VerbException(ExitCodes.BadInput, $"The account was not changed: {refusal}."),
    };

    private static async Task PrintAsync(InvitationAnswer answer, string url, OutputFormat format, InvocationConfiguration to)
    {
        if (answer is not { Invitation: { } invitation, Token: { } token })
            throw answer.Refusal switch
            {
                InvitationRefusal.AccountExists => new VerbException(
                    ExitCodes.BadInput, "There is an account with this address already.", "'duet user password-reset-link MAIL' lets its person in."),
                InvitationRefusal.AccountDisabled => new VerbException(ExitCodes.BadInput, "The account is disabled.", "'duet user enable MAIL' first."),
                InvitationRefusal.BadMail => new VerbException(ExitCodes.BadInput, "This is no mail address."),
                _ => new VerbException(ExitCodes.BadInput, $"No link was made: {answer.Refusal}."),
            };
        var link = $"{url.TrimEnd('/')}{Invitations.Path}?token={token}";
        if (format is OutputFormat.Json)
        {
            Printer.PrintJson(to.Output, new { mail = invitation.Mail, role = invitation.Role, link, expiresAt = invitation.ExpiresAt });
            return;
        }
        await to.Output.WriteLineAsync(link);
        await to.Error.WriteLineAsync(
            $"For {invitation.Mail}: it works once, until {invitation.ExpiresAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, and is not shown again.");
    }

    private static void List(IReadOnlyList<Account> accounts, OutputFormat format, TextWriter output)
    {
        if (format is OutputFormat.Json)
            Printer.PrintJson(output, new
            {
                accounts = accounts.Select(account => new { account.Mail, account.Name, account.Role, account.LastSignInOn, account.DisabledAt }),
            });
        else
            Printer.PrintTable(output, ["Mail", "Name", "Role", "Last sign-in", "State"], accounts.Select(account => (IReadOnlyList<string>)
            [
                account.Mail,
                account.Name,
                RoleNames.Of(account.Role),
                account.LastSignInOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never",
                account.DisabledAt is null ? "active" : "disabled",
            ]));
    }

    private static async Task<Host> OpenAsync(string data, string? connection, CancellationToken cancellationToken)
    {
        var records = await CommonOptions.OpenRecordsAsync(data, connection, cancellationToken);
        var audit = CommonOptions.AuditOf(records, data);
        var people = new PeopleDirectory(records);
        return new Host(
            new Accounts(records, new Microsoft.AspNetCore.Identity.PasswordHasher<Account>(), audit, TimeProvider.System),
            new AccountChanges(records, people, audit, TimeProvider.System),
            new Invitations(records, people, audit, TimeProvider.System));
    }

    /// <summary>The use cases as the host has them: on the records, whoever else is at work there.</summary>
    private sealed record Host(Accounts Accounts, AccountChanges Changes, Invitations Invitations)
    {
        public async Task<Account> FindAsync(string mail, CancellationToken cancellationToken) =>
            await Accounts.FindAsync(mail, cancellationToken)
            ?? throw new VerbException(ExitCodes.NotFound, $"There is no account with the address '{mail}'.", "'duet user list' shows those there are.");
    }
}
