using System.Collections.Concurrent;
using Duet.Platform.Messages;
using Duet.Platform.Records;

namespace Duet.Tests.Surveys;

/// <summary>Takes messages and keeps them for the test, in the order in which they were sent.</summary>
internal sealed class HandedOver : IMessages
{
    private readonly ConcurrentQueue<OutgoingMail> mails = new();
    private readonly ConcurrentQueue<SlackMessage> notes = new();

    /// <summary>What becomes of a mail; taken unless said otherwise.</summary>
    public Func<OutgoingMail, SendOutcome> Answer { get; set; } = _ => SendOutcome.Accepted;
    public Func<OutgoingMail, Task> Before { get; set; } = _ => Task.CompletedTask;
    public SendOutcome Slack { get; set; } = SendOutcome.Refused;
    public IReadOnlyList<OutgoingMail> Mails => [.. mails];
    public IReadOnlyList<SlackMessage> Notes => [.. notes];

    public Task<bool> CanMailAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task QueueAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing of a survey passes the outbox.");

    public void Queue(AppDb db, OutgoingMail mail) => throw new InvalidOperationException("Nothing of a survey passes the outbox.");

    public Task<bool> CanNoticeAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public void Queue(AppDb db, SlackMessage message, string kind) => throw new InvalidOperationException("Nothing of a survey passes the outbox.");

    public async Task<SendOutcome> SendNowAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        await Before(mail);
        var outcome = Answer(mail);
        if (outcome == SendOutcome.Accepted)
            mails.Enqueue(mail);
        return outcome;
    }

    public Task<SendOutcome> SlackAsync(SlackMessage message, CancellationToken cancellationToken)
    {
        if (Slack == SendOutcome.Accepted)
            notes.Enqueue(message);
        return Task.FromResult(Slack);
    }
}
