using Duet.Platform.Records;

namespace Duet.Platform.Messages;

/// <summary>Sends by whatever is set up.</summary>
internal sealed class Sending(MailServers servers, Smtp smtp, Outbox outbox, SlackWorkspaces workspaces, Slack slack) : IMessages
{
    public async Task<bool> CanMailAsync(CancellationToken cancellationToken) => await servers.ReadAsync(cancellationToken) is not null;

    public Task QueueAsync(OutgoingMail mail, CancellationToken cancellationToken) => outbox.KeepAsync(mail, cancellationToken);

    public void Queue(AppDb db, OutgoingMail mail) => outbox.Keep(db, mail);

    public async Task<bool> CanNoticeAsync(CancellationToken cancellationToken) => await workspaces.ReadAsync(cancellationToken) is { Webhook: not null };

    public void Queue(AppDb db, SlackMessage message, string kind) => outbox.Keep(db, message, kind);

    public async Task<SendOutcome> SendNowAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        await servers.ReadAsync(cancellationToken) is { } server ? await smtp.SendAsync(server, mail, cancellationToken) : SendOutcome.Refused;

    public async Task<SendOutcome> SlackAsync(SlackMessage message, CancellationToken cancellationToken) =>
        await workspaces.ReadAsync(cancellationToken) is { } workspace ? await slack.SendAsync(workspace, message, cancellationToken) : SendOutcome.Refused;
}
