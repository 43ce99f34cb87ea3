using System.Globalization;
using System.Security.Claims;

namespace Duet.Access;

/// <summary>Who asks, as the server's pages and endpoints see them.</summary>
internal static class Principals
{
    public const string CookieScheme = "cookie";
    public const string KeyScheme = "key";
    public const string HostScheme = "host";
    public const string ProviderScheme = "provider";
    public const string StampClaim = "stamp";
    public const string PersonClaim = "person";
    public const string MakerClaim = "maker";
    public const string ScopeClaim = "scope";

    public static ClaimsPrincipal Nobody { get; } = new(new ClaimsIdentity());

    /// <summary>Whoever may run the program on the host may do what an owner may.</summary>
    public static ClaimsPrincipal Host { get; } = new(new ClaimsIdentity([new Claim(ClaimTypes.Role, nameof(Role.Owner))], HostScheme));

    public static ClaimsPrincipal Of(Account account) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
            new Claim(ClaimTypes.Name, account.Name),
            new Claim(ClaimTypes.Email, account.Mail),
            new Claim(ClaimTypes.Role, account.Role.ToString()),
            new Claim(StampClaim, account.SecurityStamp),
            .. Person(account.PersonId),
        ],
        CookieScheme));

    public static ClaimsPrincipal Of(LiveKey live) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, live.Key.Id.ToString()),
            new Claim(ClaimTypes.Name, live.Key.Name),
            new Claim(ClaimTypes.Role, live.Role.ToString()),
            .. Person(live.PersonId),
            .. live.Key.IssuedBy is { } maker ? [new Claim(MakerClaim, maker.ToString())] : Array.Empty<Claim>(),
            .. live.Key.HeldScopes.Select(scope => new Claim(ScopeClaim, scope)),
        ],
        KeyScheme));

    private static IEnumerable<Claim> Person(int? person) =>
        person is { } id ? [new Claim(PersonClaim, id.ToString(CultureInfo.InvariantCulture))] : [];
}
