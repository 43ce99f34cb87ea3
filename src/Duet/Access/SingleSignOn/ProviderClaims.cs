using System.Security.Claims;

namespace Duet.Access.SingleSignOn;

/// <summary>Reads who it is from a token that has been checked.</summary>
internal static class ProviderClaims
{
    public const string Name = "name";
    public const string Mail = "email";
    public const string MailVerified = "email_verified";
    private const string Issuer = "iss";
    private const string Subject = "sub";

    // Microsoft's providers name here what did not fit into the token.
    private const string LeftOut = "_claim_names";

    /// <summary>Null where the token does not say who it is.</summary>
    public static ProviderIdentity? Read(ClaimsPrincipal? who, string? groupsClaim)
    {
        if (who?.FindFirstValue(Issuer) is not { Length: > 0 } issuer || who.FindFirstValue(Subject) is not { Length: > 0 } subject
            || issuer.Length > Account.LongestIssuer || subject.Length > Account.LongestSubject)
            return null;
        var groups = groupsClaim is null ? [] : who.FindAll(groupsClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var areLeftOut = groupsClaim is not null && who.FindFirstValue(LeftOut)?.Contains($"\"{groupsClaim}\"", StringComparison.Ordinal) == true;
        return new ProviderIdentity(
            issuer, subject, who.FindFirstValue(Name), who.FindFirstValue(Mail),
            bool.TryParse(who.FindFirstValue(MailVerified), out var isVerified) ? isVerified : null,
            groups.Count == 0 || areLeftOut ? null : groups);
    }
}
