using Duet.Platform.Web;
using Duet.Teams.Projection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Duet.Teams.People.Api;

/// <summary>Says to programs what became of a change, when the numbers know of it.</summary>
internal sealed class PeopleAnswers(IStringLocalizer<PeopleText> text, DimensionProjection projection)
{
    public async Task<Results<Ok<PersonChangedJson>, ProblemHttpResult>> ChangedAsync(Task<Outcome> change, CancellationToken cancellationToken)
    {
        var outcome = await change;
        if (outcome.Refused is { } refused)
            return Problem(refused);
        if (outcome.Kind is not OutcomeKind.Unchanged)
            await projection.RefreshAsync(cancellationToken);
        return TypedResults.Ok(new PersonChangedJson(outcome.Kind.ToString().ToLowerInvariant(), outcome.Id));
    }

    public ProblemHttpResult Problem(Refused refused) => TypedResults.Problem(Problems.Of(
        StatusOf(refused.Code), refused.Code, text[$"Refused.{refused.Code}", [.. refused.Args]]));

    private static int StatusOf(string code) => code switch
    {
        "not-yours" => StatusCodes.Status403Forbidden,
        "no-person" or "no-change" or "no-suggestion" or "no-identity" or "not-linked" => StatusCodes.Status404NotFound,
        "mail-taken" or "external-id-taken" or "changed-meanwhile" or "linked-already" or "own-address" or "both-sign-in" or "undone-already"
            or "later-change" or "team-gone" or "taken-meanwhile" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };
}
