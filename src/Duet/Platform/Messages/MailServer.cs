namespace Duet.Platform.Messages;

/// <summary>The server that mails go out by, with its secret opened.</summary>
internal sealed record MailServer
{
    public required string Host { get; init; }
    public required int Port { get; init; }
    public required MailSecurity Security { get; init; }
    public string? User { get; init; }
    public string? Secret { get; init; }
    public required string From { get; init; }
    public required string FromName { get; init; }
}
