namespace Duet.Feedback.Mailbox;

/// <summary>Marks the texts of mails that come in.</summary>
internal sealed class MailboxText;
