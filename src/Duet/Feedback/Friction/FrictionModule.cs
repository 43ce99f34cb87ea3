using System.Globalization;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Duet.Feedback.Friction;

/// <summary>The door through which programs report friction for developers.</summary>
internal static class FrictionModule
{
    public const string Path = "/api/v1/friction";
    public const string MessageIdHeader = "Idempotency-Key";

    /// <summary>How the command line calls itself.</summary>
    public const string CommandLineAgent = "duet-cli";
    private const int MostBytes = 128 << 10;

    public static IServiceCollection AddFriction(this IServiceCollection services)
    {
        services.AddSingleton<FrictionRate>();
        services.AddSingleton<FrictionReports>();
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, FrictionJson.Default));
        return services;
    }

    public static void MapFriction(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, TakeAsync).Needs(Permission.FrictionReport).WithTags("Feedback").WithMetadata(new BodyLimit())
            .WithName("ReportFriction").WithSummary("Report what stands in a developer's way")
            .WithDescription("'text' may have 10,000 characters, its first line is the title; 'tool' names a tool, if it is about one. Sent again with the same Idempotency-Key, a report counts once.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Created<FrictionAnswer>, Ok<FrictionAnswer>, ProblemHttpResult>> TakeAsync(
        FrictionBody body, FrictionReports reports, Caller caller, HttpContext context, CancellationToken cancellationToken)
    {
        var id = context.Request.Headers[MessageIdHeader].ToString();
        if (id.Length > FrictionReports.LongestMessageId)
            return Problem(StatusCodes.Status400BadRequest, "bad-id", $"{MessageIdHeader} is longer than {FrictionReports.LongestMessageId} characters.");
        if (body.Tool?.Length > FrictionReports.LongestTool)
            return Problem(StatusCodes.Status422UnprocessableEntity, "too-long", $"'tool' is longer than {FrictionReports.LongestTool} characters.");
        // The command line says that it is one; everything else came through the API.
        var channel = context.Request.Headers.UserAgent.ToString().StartsWith(CommandLineAgent, StringComparison.Ordinal) ? VoiceChannel.Cli : VoiceChannel.Api;
        var (receipt, retryAfter) = await reports.TakeAsync(new FrictionReport(body.Text ?? "", body.Tool, channel, id), caller, cancellationToken);
        if (receipt is null)
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", $"More than {FrictionRate.PerMinute} reports came in a minute.");
        }
        return receipt.Outcome switch
        {
            VoiceOutcome.Refused => Problem(StatusCodes.Status422UnprocessableEntity, receipt.Code!, FrictionReports.Sentence(receipt.Code)),
            VoiceOutcome.Conflict => Problem(StatusCodes.Status409Conflict, "conflict", "Another text came under this id before."),
            VoiceOutcome.Duplicate => TypedResults.Ok(new FrictionAnswer(receipt.Id!.Value, true)),
            _ => TypedResults.Created((string?)null, new FrictionAnswer(receipt.Id!.Value, false)),
        };
    }

    private static ProblemHttpResult Problem(int status, string code, string detail) => TypedResults.Problem(Problems.Of(status, code, detail));

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MostBytes;
    }
}
