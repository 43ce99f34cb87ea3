using System.Security.Cryptography;
using System.Text;
using Duet.Access;
using Duet.Feedback.Records;

namespace Duet.Feedback.Friction;

/// <summary>Takes what stands in developers' way from the command line, from editors and from programs.</summary>
internal sealed class FrictionReports(IVoices voices, Audit audit, FrictionRate rate)
{
    public const string Source = "friction";
    public const int LongestMessageId = 200;
    public const int LongestTool = 160;

    public async Task<FrictionReceipt> TakeAsync(FrictionReport report, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.FrictionReport);
        if (!rate.Allows(caller.AuditName, out var retryAfter))
            return new FrictionReceipt(null, retryAfter);
        var text = report.Text.ReplaceLineEndings("\n").Trim();
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        var isTitle = first.Length <= Voice.LongestTitle;
        var receipt = await voices.TakeAsync(
            new NewVoice
            {
                Kind = VoiceKind.Developer,
                Channel = report.Channel,
                Source = Source,
                ExternalId = report.MessageId is { Length: > 0 } id ? NameOf(caller, id) : null,
                // A long first line is cut for the title, so all of it stands in the body too.
                Title = first,
                Body = isTitle ? text[first.Length..].Trim() : text,
                Tool = report.Tool,
                WriterPerson = caller.PersonId,
                WriterAccount = caller.BehindAccountId,
            }, cancellationToken);
        // Who sent something is known to the log; which of the voices it was is not.
        if (receipt.Outcome == VoiceOutcome.Taken)
            await audit.RecordAsync(new AuditEntry(caller.AuditName, "friction.report", $"channel:{report.Channel}"), cancellationToken);
        return new FrictionReceipt(receipt, TimeSpan.Zero);
    }

    /// <summary>Why a report was refused, in a sentence.</summary>
    public static string Sentence(string? code) => code switch
    {
        "too-long" => $"The text is longer than {Voice.LongestBody} characters.",
        "no-text" => "There is no text.",
        _ => "The text cannot be taken.",
    };

    // Two senders may use the same ids, and the voice must not say whose it is.
    private static string NameOf(Caller caller, string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.AuditName}\0{id}")));
}
