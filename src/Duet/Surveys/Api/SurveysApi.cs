using Duet.Access;
using Duet.Platform.Web;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.Api;

/// <summary>Surveys for programs: released numbers, whole. There is nothing to filter by.</summary>
internal static class SurveysApi
{
    public static void MapSurveys(this IEndpointRouteBuilder routes)
    {
        var surveys = routes.MapGroup("/api/v1/surveys").WithTags("Surveys").Needs(Permission.SurveyResults)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        surveys.MapGet("", ListAsync).WithName("ListSurveys").WithSummary("Surveys and their waves");
        surveys.MapGet("/{id:int}/waves/{number:int}", WaveAsync).WithName("GetWave").WithSummary("What was released of a wave; never answers");
    }

    private static async Task<Results<Ok<IReadOnlyList<SurveyJson>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, SurveyResults results, IStringLocalizer<SurveysText> text, CancellationToken cancellationToken) =>
        request.Query.Count > 0 ? NotInCatalogue()
        : TypedResults.Ok<IReadOnlyList<SurveyJson>>([.. (await results.ListAsync(cancellationToken)).Select(line => SurveyJson.Of(line, text))]);

    private static async Task<Results<Ok<WaveJson>, ProblemHttpResult>> WaveAsync(
        int id, int number, HttpRequest request, SurveyResults results, FollowUpReader followUps, IStringLocalizer<SurveysText> text,
        CancellationToken cancellationToken) =>
        request.Query.Count > 0 ? NotInCatalogue()
        : await results.WaveAsync(id, number, cancellationToken) is { } wave ? TypedResults.Ok(WaveJson.Of(wave, await followUps.ListAsync(wave.Wave, cancellationToken), text))
        : TypedResults.Problem(Problems.Of(StatusCodes.Status404NotFound, "not-released", "There is no such wave, or nothing was released of it yet."));

    // Whatever is asked for besides the whole was not released.
    private static ProblemHttpResult NotInCatalogue() => TypedResults.Problem(Problems.Of(
        StatusCodes.Status404NotFound, "not-in-catalogue", "Released numbers are a fixed list.", "Leave the parameters out: the answer holds all there is."));
}
