using System.Security.Claims;

namespace Duet.Access;

/// <summary>Who asks, as the server's pages and endpoints see them.</summary>
internal static class Principals
{
    public const string CookieScheme = "cookie";
    public const string KeyScheme = "key";
    public const string StampClaim = "stamp";

    public static ClaimsPrincipal Of(Account account) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
            new Claim(ClaimTypes.Name, account.Name),
            new Claim(ClaimTypes.Email, account.Mail),
            new Claim(ClaimTypes.Role, account.Role.ToString()),
            new Claim(StampClaim, account.SecurityStamp),
        ],
        CookieScheme));

    public static ClaimsPrincipal Of(ApiKey key) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()), new Claim(ClaimTypes.Name, key.Name)], KeyScheme));
}
