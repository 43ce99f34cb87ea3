using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Utils;

namespace Duet.Platform.Messages;

/// <summary>Hands a mail to a server. Nothing of it is logged.</summary>
internal sealed class Smtp(TimeProvider time)
{
    private const int TimeoutMilliseconds = 20_000;

    public async Task<SendOutcome> SendAsync(MailServer server, OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (Compose(server, mail) is not { } message)
            return SendOutcome.Refused;
        using (message)
        using (var client = new SmtpClient { Timeout = TimeoutMilliseconds })
        {
            try
            {
                await client.ConnectAsync(server.Host, server.Port, Options(server.Security), cancellationToken);
                if (server.User is { Length: > 0 } user)
                    await client.AuthenticateAsync(user, server.Secret ?? "", cancellationToken);
                await client.SendAsync(message, cancellationToken);
                await client.DisconnectAsync(true, cancellationToken);
                return SendOutcome.Accepted;
            }
            catch (SmtpCommandException refusal)
            {
                // What is wrong with the account or the sender can be mended in the settings; the mail is good.
                return (int)refusal.StatusCode >= 500 && refusal.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
                    ? SendOutcome.Refused : SendOutcome.Later;
            }
            catch (Exception failure) when (failure is SocketException or IOException or ProtocolException or AuthenticationException
                or SslHandshakeException or TimeoutException or NotSupportedException)
            {
                return SendOutcome.Later;
            }
        }
    }

    /// <summary>Null where the address is none.</summary>
    private MimeMessage? Compose(MailServer server, OutgoingMail mail)
    {
        if (!IsAddress(mail.To) || !MailboxAddress.TryParse(mail.To, out var to) || !MailboxAddress.TryParse(server.From, out var from))
            return null;
        var message = new MimeMessage { Subject = OneLine(mail.Subject), Date = time.GetUtcNow(), Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(new MailboxAddress(OneLine(server.FromName), from.Address));
        message.To.Add(to);
        message.MessageId = MimeUtils.GenerateMessageId(MessageIdDomain(from.Address));
        // Asks holiday notes and other machines not to answer.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        if (mail.StopAddress is { } stop)
        {
            message.Headers.Add("List-Unsubscribe", $"<{OneLine(stop)}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return message;
    }

    /// <summary>One plain address, without a name and without anything that would begin another header.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= MailRow.LongestAddress && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
        && MailboxAddress.TryParse(text, out var address) && address.Address == text && text.IndexOf('@', StringComparison.Ordinal) > 0;

    /// <summary>What the ids of our mails end with, so that they are known when they come back.</summary>
    /// <param name="from">The address that our mails come from.</param>
    public static string MessageIdDomain(string from) => "duet." + from[(from.LastIndexOf('@') + 1)..];

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static SecureSocketOptions Options(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
