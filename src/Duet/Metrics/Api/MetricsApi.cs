using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Metrics.Api;

/// <summary>The catalogue, series and rows for programs: addresses and members that do not move.</summary>
internal static class MetricsApi
{
    private static readonly string[] SeriesNames = ["from", "to", "since", "grain", "by", "where", "calendar"];

    public static IServiceCollection AddMetricsApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        return services;
    }

    public static void MapMetricsApi(this IEndpointRouteBuilder routes)
    {
        var metrics = routes.MapGroup("/api/v1/metrics").WithTags("Metrics")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        metrics.MapGet("", Catalogue).WithName("ListMetrics").WithSummary("The catalogue of metrics").Needs(Permission.DefinitionsRead);
        metrics.MapGet("/{key}", Definition).WithName("GetMetric").WithSummary("One metric: definition and text").Needs(Permission.DefinitionsRead)
            .ProducesProblem(StatusCodes.Status404NotFound);
        metrics.MapGet("/{key}/series", SeriesAsync).WithName("GetSeries").WithSummary("A metric's values over a period").Needs(Permission.MetricsRead)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        metrics.MapGet("/{key}/items", ItemsAsync).WithName("ListItems").WithSummary("The rows behind a metric's values; never people").Needs(Permission.MetricsRead)
            .Produces<ItemsJson>(contentType: "application/json", additionalContentTypes: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Ok<CatalogueJson> Catalogue(IMetrics metrics) => TypedResults.Ok(CatalogueJson.Of(metrics));

    private static Results<Ok<DefinitionJson>, ProblemHttpResult> Definition(string key, IMetrics metrics) =>
        metrics.Find(key) is { } definition
            ? TypedResults.Ok(new DefinitionJson(definition, metrics.DimensionsOf(definition)))
            : Problem(new QueryProblem("unknown-metric", $"There is no metric '{key}'."));

    private static async Task<Results<Ok<SeriesJson>, ProblemHttpResult>> SeriesAsync(
        string key, [AsParameters] SeriesParameters parameters, HttpRequest request, IMetrics metrics, Func<Installation> installation,
        TimeProvider time, CancellationToken cancellationToken)
    {
        if (Stray(request, SeriesNames) is { } stray)
            return Problem(stray);
        var (query, refusal) = QueryReader.Read(key, parameters, time.GetUtcNow(), installation().Zone);
        if (query is null)
            return Problem(refusal!);
        var answer = await metrics.SeriesAsync(query, cancellationToken);
        return answer.Series is { } series ? TypedResults.Ok(SeriesJson.Of(series)) : Problem(answer.Problem!);
    }

    private static async Task<IResult> ItemsAsync(
        string key, [AsParameters] SeriesParameters parameters, [AsParameters] ItemParameters page, HttpRequest request, IMetrics metrics,
        Func<Installation> installation, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Stray(request, [.. SeriesNames, "reason", "offset", "limit", "format"]) is { } stray)
            return Problem(stray);
        if (page.Format is not (null or "" or "json" or "csv"))
            return Problem(new Refusal("bad-format", $"'{page.Format}' is no format.", "Use json or csv."));
        var (series, refusal) = QueryReader.Read(key, parameters, time.GetUtcNow(), installation().Zone);
        if (series is null)
            return Problem(refusal!);
        var (query, pageRefusal) = QueryReader.Read(series, page);
        if (query is null)
            return Problem(pageRefusal!);
        var isFile = page.Format == "csv" || (page.Format is null or "" && request.GetTypedHeaders().Accept is [{ MediaType.Value: "text/csv" }, ..]);
        // A file holds all rows.
        if (isFile)
            query = query with { Offset = 0, Limit = QueryReader.MostRows };
        if (metrics.Find(key) is null)
            return Problem(new QueryProblem("unknown-metric", $"There is no metric '{key}'."));
        var answer = await metrics.ItemsAsync(query, cancellationToken);
        return answer.Page is not { } rows ? Problem(answer.Problem!)
            : isFile ? new ItemsFile(metrics, query, rows)
            : TypedResults.Ok(ItemsJson.Of(rows));
    }

    private static Refusal? Stray(HttpRequest request, IReadOnlyCollection<string> known) =>
        QueryNames.Stray(request, known) is { } stray
            ? new Refusal("unknown-parameter", $"There is no parameter '{stray}'.", $"There are {string.Join(", ", known)}.")
            : null;

    private static ProblemHttpResult Problem(Refusal refusal) =>
        TypedResults.Problem(Problems.Of(StatusCodes.Status400BadRequest, refusal.Code, refusal.Message, refusal.Hint));

    // A team that the caller may not see is answered as one that does not exist.
    private static ProblemHttpResult Problem(QueryProblem problem) => TypedResults.Problem(Problems.Of(
        problem.Code switch
        {
            "unknown-metric" or "unknown-team" or "not-in-catalogue" or "no-source" => StatusCodes.Status404NotFound,
            "rows-not-kept" => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status400BadRequest,
        },
        problem.Code, problem.Message));
}
