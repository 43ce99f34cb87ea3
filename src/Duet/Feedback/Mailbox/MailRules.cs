using MimeKit;

namespace Duet.Feedback.Mailbox;

/// <summary>Tells mails of people from those of machines: a machine that is answered answers again.</summary>
internal static class MailRules
{
    /// <summary>The addresses that a mail says it could not reach; null where it is no such report.</summary>
    public static IReadOnlyList<string>? Unreached(MimeMessage message) =>
        message.Body is MultipartReport { ReportType: { } type } report && type.Equals("delivery-status", StringComparison.OrdinalIgnoreCase)
            ? [.. report.OfType<MessageDeliveryStatus>().SelectMany(status => status.StatusGroups)
                .Where(group => string.Equals(group["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase))
                .Select(group => Address(group["Original-Recipient"]) ?? Address(group["Final-Recipient"])).OfType<string>().Distinct()]
            : null;

    /// <summary>True for holiday notes, lists, newsletters, reports, and our own mails come back.</summary>
    /// <param name="own">The address that our mails come from; null where none go out.</param>
    public static bool IsOfAMachine(MimeMessage message, string? own)
    {
        var headers = message.Headers;
        return headers["Auto-Submitted"] is { } submitted && !submitted.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase)
            || headers["Return-Path"]?.Trim() == "<>"
            || headers["List-Id"] is not null
            || headers["X-Autoreply"] is not null || headers["X-Autorespond"] is not null
            || headers["Precedence"]?.Trim().ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply"
            || message.Body is MultipartReport
            || (own is not null && (message.From.Mailboxes.Any(from => from.Address.Equals(own, StringComparison.OrdinalIgnoreCase))
                || message.MessageId?.EndsWith("@" + Platform.Messages.Smtp.MessageIdDomain(own), StringComparison.OrdinalIgnoreCase) == true));
    }

    // "rfc822; grace@example.org"
    private static string? Address(string? field) =>
        field?.Split(';', 2) is [_, var address] && address.Trim().Trim('<', '>') is { Length: > 0 } text ? text.ToLowerInvariant() : null;
}
