using System.Security.Cryptography;
using System.Text;
using Duet.Platform.Journal;
using Duet.Platform.Web;
using Duet.Sources.Doors;
using Duet.Sources.Hooks.GitHub;
using Duet.Sources.Hooks.Slack;
using Microsoft.AspNetCore.WebUtilities;

namespace Duet.Sources.Hooks;

/// <summary>
/// Takes what services send. Who signed it is known before it is read; a voice is taken before the delivery is journaled, so that
/// after a kill in between it is sent again and counts once. What is signed and cannot be read is kept aside, for nobody sends it again.
/// </summary>
internal sealed class HookDeliveries(KnownHooks hooks, HookBody bodies, IHookListener listener, IJournal journal, LastDeliveries last, TimeProvider time)
{
    private const int LongestId = 200;

    public async Task<IResult> GitHubAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (await hooks.FindAsync(HookKinds.GitHub, name, cancellationToken) is not { } hook)
            return Unknown();
        if (!IsOf(context, "application/json"))
            return Refuse(hook, StatusCodes.Status415UnsupportedMediaType);
        return await bodies.ReadAsync(context, async body =>
        {
            if (!HookSignatures.IsGitHub(body.Span, context.Request.Headers["X-Hub-Signature-256"].ToString(), hooks.SecretsOf(hook)))
                return Refuse(hook, StatusCodes.Status401Unauthorized);
            var told = context.Request.Headers["X-GitHub-Event"].ToString();
            if (told == GitHubMap.IssueEvent && GitHubIssues.Of(body.Span, hook) is { } message)
                await listener.HeardAsync(message, cancellationToken);
            return await KeepAsync(hook, body, GitHubMap.ContentTypeOf(Word(told)), context.Request.Headers["X-GitHub-Delivery"].ToString(), cancellationToken);
        }, status => Refuse(hook, status), cancellationToken);
    }

    public async Task<IResult> SlackAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (await hooks.FindAsync(HookKinds.Slack, name, cancellationToken) is not { } hook)
            return Unknown();
        var isCommand = IsOf(context, "application/x-www-form-urlencoded");
        if (!isCommand && !IsOf(context, "application/json"))
            return Refuse(hook, StatusCodes.Status415UnsupportedMediaType);
        return await bodies.ReadAsync(context, body =>
        {
            var headers = context.Request.Headers;
            return !HookSignatures.IsSlack(body.Span, headers["X-Slack-Signature"].ToString(), headers["X-Slack-Request-Timestamp"].ToString(), hooks.SecretsOf(hook), time.GetUtcNow())
                ? Task.FromResult<IResult>(Refuse(hook, StatusCodes.Status401Unauthorized))
                : isCommand ? CommandAsync(hook, body, cancellationToken) : EventAsync(hook, body, cancellationToken);
        }, status => Refuse(hook, status), cancellationToken);
    }

    private async Task<IResult> EventAsync(Hook hook, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var envelope = SlackEnvelope.Read(body.Span);
        if (envelope is { Type: "url_verification", Challenge: { } challenge })
            return TypedResults.Text(challenge);
        if (envelope is not null && SlackMessages.Of(envelope, hook, time.GetUtcNow()) is { } message)
            await listener.HeardAsync(message, cancellationToken);
        return await KeepAsync(hook, body, "application/json", envelope?.EventId ?? "", cancellationToken);
    }

    // Whoever typed the command sees the answer, and nobody else.
    private async Task<IResult> CommandAsync(Hook hook, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        var id = form.TryGetValue("trigger_id", out var trigger) ? trigger.ToString() : "";
        var heard = SlackMessages.OfCommand(form.TryGetValue("text", out var text) ? text.ToString() : "", id, hook, time.GetUtcNow());
        var isTaken = heard is not null && await listener.HeardAsync(heard, cancellationToken);
        var kept = await KeepAsync(hook, body, "application/x-www-form-urlencoded", id, cancellationToken);
        return kept is RefusalResult ? kept : TypedResults.Json(
            new SlackReply("ephemeral", isTaken ? "Thank you: it was taken." : "There was no text to take."), HookJson.Default.SlackReply);
    }

    private async Task<IResult> KeepAsync(Hook hook, ReadOnlyMemory<byte> body, string contentType, string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // The signature covers no header: the same bytes under another delivery's id are the same message.
        var item = new DeliveryItem(Convert.ToHexStringLower(SHA256.HashData(body.Span)), body);
        var receipt = await journal.AcceptAsync(
            new RawDelivery
            {
                Door = hook.Kind,
                Source = SourceOf(hook),
                DeliveryId = id.Length is > 0 and <= LongestId ? id : null,
                ReceivedAt = now,
                Body = body,
                ContentType = contentType,
                Items = [item],
            }, cancellationToken);
        if (receipt.Kind == ReceiptKind.Refused)
            return new RefusalResult(
                Problems.Of(
                    receipt.Reason == RefusalReasons.Busy ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable,
                    receipt.Reason!, "Nothing can be kept at the moment.", "Send it again after Retry-After."), receipt.RetryAfter);
        last.Note(hook.Kind, SourceOf(hook), now);
        var answer = DoorAnswer.Of(receipt, [item]);
        return TypedResults.Json(answer, DoorJson.Default.DoorAnswer, statusCode: answer.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    /// <summary>The source that a hook's facts and voices belong to. No other source's name has a slash but those of the doors, which begin with <c>api</c>.</summary>
    public static string SourceOf(Hook hook) => $"{hook.Kind}/{hook.Name}";

    private static RefusalResult Unknown() => new(Problems.Of(StatusCodes.Status404NotFound, "no-hook", "There is no such hook."), null);

    private RefusalResult Refuse(Hook hook, int status)
    {
        var (code, detail) = status switch
        {
            StatusCodes.Status401Unauthorized => ("bad-signature", "The message is not signed with the secret of this hook."),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", "Only messages as JSON are taken here."),
            StatusCodes.Status413PayloadTooLarge => ("too-large", $"A message may have {HookBody.MostBytes} bytes."),
            StatusCodes.Status408RequestTimeout => ("too-slow", "The message did not come within ten seconds."),
            StatusCodes.Status503ServiceUnavailable => ("busy", "More comes in than is taken at once."),
            _ => ("broken-off", "The message broke off."),
        };
        journal.Refused(hook.Kind, SourceOf(hook), code);
        return new RefusalResult(Problems.Of(status, code, detail), status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(5) : null);
    }

    private static bool IsOf(HttpContext context, string type) =>
        context.Request.GetTypedHeaders().ContentType?.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) == true && context.Request.Headers.ContentEncoding.Count == 0;

    // It is kept beside the body: nothing but what names an event may come there.
    private static string Word(string told) => told.Length <= 60 && told.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? told : "";
}
