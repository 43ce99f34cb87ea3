using Duet.Platform.Records;

namespace Duet.Platform.Messages;

/// <summary>Mails and Slack messages that go out.</summary>
internal interface IMessages
{
    /// <summary>True where somebody has set up a server for mails.</summary>
    Task<bool> CanMailAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a mail until it is sent; tried again for some hours where the server does not take it.</summary>
    Task QueueAsync(OutgoingMail mail, CancellationToken cancellationToken);

    /// <summary>As <see cref="QueueAsync"/>, kept with whatever else the caller saves: both, or neither.</summary>
    void Queue(AppDb db, OutgoingMail mail);

    /// <summary>True where Slack's channel for notices is set up.</summary>
    Task<bool> CanNoticeAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a Slack message with whatever else the caller saves, and tries it as a mail.</summary>
    void Queue(AppDb db, SlackMessage message, string kind);

    /// <summary>Sends a mail now and writes nothing anywhere, neither that it was sent nor to whom.</summary>
    Task<SendOutcome> SendNowAsync(OutgoingMail mail, CancellationToken cancellationToken);

    /// <summary>Sends to the channel of the webhook, or to the person with a mail address; writes nothing anywhere.</summary>
    Task<SendOutcome> SlackAsync(SlackMessage message, CancellationToken cancellationToken);
}

/// <param name="StopAddress">Where the reader stops further ones; null for mails that come once.</param>
/// <param name="Kind">What it is about, for the list of what waits; null for none.</param>
internal sealed record OutgoingMail(string To, string Subject, string Text, string? StopAddress = null, string? Kind = null);

/// <param name="To">A mail address; null for the channel of the webhook.</param>
/// <param name="Text">Shown where sections are not.</param>
internal sealed record SlackMessage(string? To, string Text, IReadOnlyList<string> Sections);

internal enum SendOutcome
{
    Accepted,

    /// <summary>Never to be taken: not set up, or refused for good.</summary>
    Refused,

    /// <summary>Not now.</summary>
    Later,
}
