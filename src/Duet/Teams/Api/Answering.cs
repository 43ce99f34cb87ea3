using Duet.Engine.Metrics;
using Duet.Platform.Web;
using Duet.Teams.Projection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Duet.Teams.Api;

/// <summary>Reads what the endpoints of the organisation are given, and says what became of it.</summary>
internal sealed class Answering(IStringLocalizer<TeamsText> text, Func<Installation> installation, DimensionProjection projection)
{
    /// <summary>The answer to a change; sent when the numbers know of it.</summary>
    public async Task<Results<Ok<WrittenJson>, Created<WrittenJson>, ProblemHttpResult>> WrittenAsync(
        Outcome outcome, Func<int, string>? address, CancellationToken cancellationToken)
    {
        if (outcome.Refused is { } refused)
            return Problem(refused);
        if (outcome.Kind is not OutcomeKind.Unchanged)
            await projection.RefreshAsync(cancellationToken);
        var written = new WrittenJson
        {
            Outcome = outcome.Kind.ToString().ToLowerInvariant(),
            Id = outcome.Id,
            Moves = outcome.Moves is { } moves ? new MovesJson(moves.Since, moves.Until) : null,
        };
        return outcome.Kind is OutcomeKind.Added && address is not null ? TypedResults.Created(address(outcome.Id), written) : TypedResults.Ok(written);
    }

    public ProblemHttpResult Problem(Refused refused) => TypedResults.Problem(Problems.Of(
        StatusOf(refused.Code), refused.Code, text[$"Refused.{refused.Code}", [.. refused.Args]]));

    /// <summary>A day or a time; false where the text is neither.</summary>
    public bool Read(string? given, out DateTimeOffset? instant) => LocalDays.ReadInstant(given, installation().Zone, out instant);

    private static int StatusOf(string code) => code switch
    {
        "not-yours" => StatusCodes.Status403Forbidden,
        "no-team" or "no-membership" or "no-service" or "no-owner" or "no-code" or "no-product" or "no-initiative" => StatusCodes.Status404NotFound,
        "name-taken" or "external-id-taken" or "changed-meanwhile" or "overlaps" or "cycle" or "has-past" or "has-teams" or "team-ended"
            => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };
}
