using System.Security.Claims;

namespace Duet.Access;

/// <summary>Who asks, as the server's pages and endpoints see them.</summary>
internal static class Principals
{
    public const string CookieScheme = "cookie";
    public const string KeyScheme = "key";
    public const string GuestScheme = "guest";
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

    /// <summary>Somebody who looks at a demonstration and may change nothing.</summary>
    public static ClaimsPrincipal Guest { get; } = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "guest")], GuestScheme));

    public static bool IsGuest(this ClaimsPrincipal who) => who.Identity?.AuthenticationType == GuestScheme;
}
