using Duet.Access;
using Duet.Platform.Messages;

namespace Duet.Settings.Messages;

/// <summary>Changes how messages reach Slack for somebody who may, and records that; never a secret.</summary>
internal sealed class SlackChanges(SlackWorkspaces workspaces, Audit audit)
{
    public async Task SaveAsync(SlackWorkspace workspace, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        var before = await workspaces.ReadAsync(cancellationToken);
        await workspaces.SaveAsync(workspace, cancellationToken);
        await RecordAsync(caller, before, workspace, cancellationToken);
    }

    public async Task RemoveAsync(Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        var before = await workspaces.ReadAsync(cancellationToken);
        await workspaces.RemoveAsync(cancellationToken);
        await RecordAsync(caller, before, null, cancellationToken);
    }

    private Task RecordAsync(Caller caller, SlackWorkspace? before, SlackWorkspace? after, CancellationToken cancellationToken) =>
        audit.RecordAsync(new AuditEntry(caller.AuditName, "settings.change", "slack", Before: Words(before), After: Words(after)), cancellationToken);

    private static string Words(SlackWorkspace? workspace) => workspace switch
    {
        null => "none",
        { Webhook: { } webhook, Token: null } => $"webhook at {webhook.Host}",
        { Webhook: { } webhook } => $"webhook at {webhook.Host}, bot at {workspace.Api.Host}",
        _ => $"bot at {workspace.Api.Host}",
    };
}
