using System.Globalization;
using Duet.Access;
using Duet.Teams;
using Duet.Teams.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Written = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Duet.Teams.Api.WrittenJson>,
    Microsoft.AspNetCore.Http.HttpResults.Created<Duet.Teams.Api.WrittenJson>,
    Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Duet.Initiatives.Api;

/// <summary>Initiatives for programs.</summary>
internal static class InitiativesApi
{
    private const string Root = "/api/v1/initiatives";

    public static void MapInitiativesApi(this IEndpointRouteBuilder routes)
    {
        var initiatives = routes.MapGroup(Root).WithTags("Initiatives")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        initiatives.MapGet("", ListAsync).Needs(Permission.InitiativeRead).WithName("ListInitiatives")
            .WithSummary("All initiatives, with how many voices wait for each");
        var write = initiatives.MapGroup("").Needs(Permission.InitiativeWrite)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        write.MapPost("", AddAsync).WithName("AddInitiative").WithSummary("Add an initiative");
        write.MapPut("/{id:int}", EditAsync).WithName("EditInitiative").WithSummary("Change an initiative: what is left out is taken away");
    }

    private static async Task<Ok<InitiativeListJson>> ListAsync(KnownInitiatives initiatives, IDemand demand, CancellationToken cancellationToken)
    {
        var voices = await demand.CountAsync(LinkTarget.Initiative, cancellationToken);
        return TypedResults.Ok(new InitiativeListJson(
            [.. (await initiatives.ListAsync(cancellationToken)).Select(view => InitiativeJson.Of(view, voices.GetValueOrDefault(view.Row.Id)))]));
    }

    private static async Task<Written> AddAsync(
        InitiativeBody body, KnownInitiatives initiatives, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        body.Read() is { } input
            ? await answer.WrittenAsync(
                await initiatives.AddAsync(input, caller, cancellationToken), id => string.Create(CultureInfo.InvariantCulture, $"{Root}/{id}"), cancellationToken)
            : answer.Problem(new Refused("bad-state"));

    private static async Task<Written> EditAsync(
        int id, InitiativeBody body, KnownInitiatives initiatives, Caller caller, Answering answer, CancellationToken cancellationToken) =>
        body.Read() is { } input
            ? await answer.WrittenAsync(await initiatives.EditAsync(id, input, body.Stamp, caller, cancellationToken), null, cancellationToken)
            : answer.Problem(new Refused("bad-state"));
}
