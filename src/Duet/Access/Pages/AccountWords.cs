using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Duet.Access.Pages;

/// <summary>What the pages about accounts say alike.</summary>
internal static class AccountWords
{
    public static string Day(DateOnly? day, IStringLocalizer<AccessText> text) =>
        day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? text["Never"];

    /// <summary>The whole address behind a link's text, as it is shown once.</summary>
    public static string LinkTo(this HttpContext context, string token) =>
        $"{context.Request.Scheme}://{context.Request.Host}{Invitations.Path}?token={token}";

    public static int Status(InvitationRefusal? refusal) => refusal switch
    {
        InvitationRefusal.NotAllowed => StatusCodes.Status403Forbidden,
        InvitationRefusal.AccountExists or InvitationRefusal.PersonTaken or InvitationRefusal.AccountDisabled => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    public static int Status(AccountRefusal refusal) => refusal switch
    {
        AccountRefusal.NotAllowed => StatusCodes.Status403Forbidden,
        AccountRefusal.LastOwner or AccountRefusal.PersonTaken => StatusCodes.Status409Conflict,
        AccountRefusal.NoSuchAccount => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
