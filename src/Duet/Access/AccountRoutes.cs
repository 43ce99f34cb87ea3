using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Access;

/// <summary>What the lists of accounts and links send to, a row each.</summary>
internal static class AccountRoutes
{
    private const string RevokeStart = AccountsPaths.Page + "/invitations/";
    private const string RevokeEnd = "/revoke";

    public static string RevokePath(Guid invitation) => RevokeStart + invitation + RevokeEnd;

    public static void MapAccounts(this IEndpointRouteBuilder forms) =>
        forms.MapPost(RevokeStart + "{id:guid}" + RevokeEnd, RevokeAsync).Needs(Permission.AccountsManage);

    private static async Task<Results<RedirectHttpResult, NotFound, ForbidHttpResult>> RevokeAsync(
        Guid id, Invitations invitations, Caller caller, CancellationToken cancellationToken) =>
        await invitations.RevokeAsync(caller, id, cancellationToken) switch
        {
            null => TypedResults.LocalRedirect(AccountsPaths.Page + "#invitations"),
            InvitationRefusal.NoSuchInvitation => TypedResults.NotFound(),
            _ => TypedResults.Forbid(),
        };
}
