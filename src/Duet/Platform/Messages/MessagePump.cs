using Duet.Platform.Jobs;

namespace Duet.Platform.Messages;

/// <summary>Sends the mails and Slack messages that wait, from the start of the server to its end.</summary>
internal sealed class MessagePump(Outbox outbox, ILogger<MessagePump> logger) : Rounds(TimeSpan.FromSeconds(5), logger)
{
    public override Task LookAsync(CancellationToken cancellationToken) => outbox.SendDueAsync(cancellationToken);
}
