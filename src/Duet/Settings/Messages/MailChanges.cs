using Duet.Access;
using Duet.Platform.Messages;

namespace Duet.Settings.Messages;

/// <summary>Changes the server for mails for somebody who may, and records that; never the secret.</summary>
internal sealed class MailChanges(MailServers servers, Audit audit)
{
    public async Task SaveAsync(MailServer server, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        var before = await servers.ReadAsync(cancellationToken);
        await servers.SaveAsync(server, cancellationToken);
        await RecordAsync(caller, before, server, cancellationToken);
    }

    public async Task RemoveAsync(Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        var before = await servers.ReadAsync(cancellationToken);
        await servers.RemoveAsync(cancellationToken);
        await RecordAsync(caller, before, null, cancellationToken);
    }

    private Task RecordAsync(Caller caller, MailServer? before, MailServer? after, CancellationToken cancellationToken) =>
        audit.RecordAsync(new AuditEntry(caller.AuditName, "settings.change", "mail", Before: Words(before), After: Words(after)), cancellationToken);

    private static string Words(MailServer? server) => server is null ? "none" : $"{server.Host}:{server.Port} {server.Security}";
}
