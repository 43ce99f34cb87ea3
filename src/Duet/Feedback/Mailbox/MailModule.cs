using System.Text.Json.Serialization;
using Duet.Access;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Feedback.Mailbox;

/// <summary>Mails that come in: read from a mailbox, or handed over by a mail server's own program.</summary>
internal static class MailModule
{
    private const int MostBytes = 5 << 20;
    private const string Type = "message/rfc822";

    /// <param name="services">The program's.</param>
    /// <param name="reads">False where a verb borrows the server: the mailbox is read by the one that stays.</param>
    public static IServiceCollection AddMailVoices(this IServiceCollection services, bool reads)
    {
        services.AddSingleton<MailVoices>();
        services.AddSingleton<Mailboxes>();
        services.AddSingleton<MailboxReader>();
        if (reads)
            services.AddHostedService(provider => provider.GetRequiredService<MailboxReader>());
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, MailJson.Default));
        return services;
    }

    public static void MapMailVoices(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/feedback/mail", TakeAsync).Needs(Permission.VoiceSubmit).WithTags("Feedback").Accepts<byte[]>(Type)
            .WithName("SendMail").WithSummary("Send a mail as feedback, raw as it came")
            .WithDescription("The subject becomes the title, the text without signature and quoted mail the body. Mails of machines are ignored; a report that a mail did not arrive is noted. Sent again, a mail counts once.")
            .Produces<MailAnswer>().Produces<MailAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Created<MailAnswer>, Ok<MailAnswer>, ProblemHttpResult>> TakeAsync(
        HttpContext context, MailVoices mails, int? board, CancellationToken cancellationToken)
    {
        if (context.Request.GetTypedHeaders().ContentType?.MediaType.Equals(Type, StringComparison.OrdinalIgnoreCase) != true)
            return Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", $"The body is not said to be a mail: send Content-Type: {Type}.");
        if (context.Request.ContentLength > MostBytes)
            return TooLarge();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostBytes;
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, cancellationToken);
        }
        catch (BadHttpRequestException refusal) when (refusal.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        try
        {
            var (outcome, voice) = await mails.TakeAsync(body.ToArray(), board, cancellationToken);
            return outcome switch
            {
                MailOutcome.Refused => Problem(StatusCodes.Status422UnprocessableEntity, voice?.Code ?? "refused", "The mail holds no text that can be taken."),
                MailOutcome.Taken => TypedResults.Created((string?)null, new MailAnswer(outcome, voice?.Id)),
                _ => TypedResults.Ok(new MailAnswer(outcome, voice?.Id)),
            };
        }
        catch (FormatException)
        {
            return Problem(StatusCodes.Status400BadRequest, "malformed-mail", "The body is no mail.");
        }
    }

    private static ProblemHttpResult TooLarge() => Problem(StatusCodes.Status413PayloadTooLarge, "too-large", $"A mail may have {MostBytes} bytes.");

    private static ProblemHttpResult Problem(int status, string code, string detail) => TypedResults.Problem(Problems.Of(status, code, detail));
}

/// <param name="Id">The voice that it became; null where it was none.</param>
internal sealed record MailAnswer(MailOutcome Outcome, int? Id);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MailAnswer))]
internal sealed partial class MailJson : JsonSerializerContext;
