using System.ComponentModel;
using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Portal;
using Duet.Feedback.Search;
using Duet.Platform.Records;
using Duet.Platform.Web;
using Duet.Teams.Imports;
using Duet.Teams.Imports.Upload;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Api;

/// <summary>Voices for programs: sent, listed, exported.</summary>
internal static class FeedbackApi
{
    public static void MapFeedbackApi(this IEndpointRouteBuilder routes)
    {
        var feedback = routes.MapGroup("/api/v1").WithTags("Feedback")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        feedback.MapPost("/feedback", (string? source, HttpContext context, FeedbackDoor door, CancellationToken cancellationToken) => door.TakeAsync(source, context, cancellationToken))
            .Needs(Permission.VoiceSubmit).WithName("SendFeedback").WithSummary("Send voices: one, or a batch")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                FeedbackDescription.Describe(operation);
                return Task.CompletedTask;
            })
            .Produces<FeedbackAnswer>(StatusCodes.Status202Accepted).Produces<FeedbackAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
        feedback.MapPost("/feedback/import", ImportAsync).Needs(Permission.VoiceSubmit).WithName("ImportFeedback").WithSummary("Import voices from a CSV file")
            .WithDescription($"The body is the file, with at most {VoiceImports.MostRows} rows. All of it is taken or nothing; the same file again adds nothing.")
            // Own limits answer with the line that was reached.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<string>("text/csv").Produces<VoiceImportReport>().ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        feedback.MapGet("/feedback", ListAsync).Needs(Permission.VoiceRead).WithName("ListFeedback").WithSummary("Voices, page by page; never who said them")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        feedback.MapGet("/feedback/{id:int}", FindAsync).Needs(Permission.VoiceRead).WithName("GetFeedback").WithSummary("One voice")
            .ProducesProblem(StatusCodes.Status404NotFound);
        feedback.MapPost("/feedback/{id:int}/votes", VoteAsync).Needs(Permission.VoiceSubmit).WithName("VoteForFeedback").WithSummary("Vote for a voice on behalf of a customer, once")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        feedback.MapGet("/feedback.csv", FileAsync).Needs(Permission.VoiceRead).WithName("ExportFeedback").WithSummary("All voices of a query as a file")
            .Produces<string>(contentType: "text/csv").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ImportAsync(
        HttpRequest request, VoiceImports imports, CancellationToken cancellationToken,
        [Description("true to see what would be done")] bool preview = false)
    {
        try
        {
            var file = await new SentBytes().ReadAsync("feedback.csv", request.Body, cancellationToken);
            var report = await imports.RunAsync(file, preview, cancellationToken);
            return report.IsRefused && !preview
                ? TypedResults.Json(report, FeedbackJson.Default.VoiceImportReport, statusCode: StatusCodes.Status422UnprocessableEntity)
                : TypedResults.Ok(report);
        }
        catch (UnreadableException refused)
        {
            return TypedResults.Problem(Problems.Of(
                refused.Note.Weight is NoteWeight.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity,
                refused.Note.Code, $"{ImportWords.Of(refused.Note.Spot)}: {new ImportWords(TimeZoneInfo.Utc).Of(refused.Note)}"));
        }
    }

    private static async Task<Results<Ok<VoicePage>, ProblemHttpResult>> ListAsync(
        [AsParameters] VoiceParameters parameters, HttpRequest request, IVoices voices, Caller caller, CancellationToken cancellationToken) =>
        parameters.Read(request) switch
        {
            ({ } query, _) => TypedResults.Ok(await voices.ListAsync(query, await VoiceReach.OfAsync(caller, cancellationToken), cancellationToken)),
            (_, var refused) => TypedResults.Problem(refused!),
        };

    private static async Task<Results<Ok<VoiceDetail>, ProblemHttpResult>> FindAsync(int id, VoiceLists lists, Caller caller, CancellationToken cancellationToken) =>
        await lists.FindAsync(id, await VoiceReach.OfAsync(caller, cancellationToken), cancellationToken) is { } voice
            ? TypedResults.Ok(voice)
            : TypedResults.Problem(Problems.Of(StatusCodes.Status404NotFound, "unknown-voice", $"There is no voice {id}."));

    private static async Task<Results<Ok<VoteAnswer>, ProblemHttpResult>> VoteAsync(
        int id, Voting voting, CancellationToken cancellationToken, [Description("The customer, by name or your own id; added where it is new.")] string? account = null)
    {
        if (VoiceText.Line(account ?? "").Length is 0 or > Records.CustomerAccount.LongestName)
            return TypedResults.Problem(Problems.Of(StatusCodes.Status400BadRequest, "bad-account", "'account' names no customer."));
        return await voting.VoteForAsync(id, account!, cancellationToken) is { } isCounted
            ? TypedResults.Ok(new VoteAnswer(isCounted))
            : TypedResults.Problem(Problems.Of(StatusCodes.Status404NotFound, "unknown-voice", $"There is no voice {id}."));
    }

    private static async Task<IResult> FileAsync(
        [AsParameters] VoiceParameters parameters, HttpRequest request, VoiceLists lists, IDbContextFactory<AppDb> records, Caller caller,
        CancellationToken cancellationToken) =>
        parameters.Read(request) switch
        {
            ({ } query, _) => new VoiceFile(records, lists, query, await VoiceReach.OfAsync(caller, cancellationToken)),
            (_, var refused) => TypedResults.Problem(refused!),
        };
}
