using System.Security.Claims;

namespace Duet.Platform.Web;

/// <summary>Somebody who looks at a demonstration and may change nothing.</summary>
internal static class Guests
{
    public const string Scheme = "guest";

    public static ClaimsPrincipal Guest { get; } = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "guest")], Scheme));

    public static bool IsGuest(this ClaimsPrincipal who) => who.Identity?.AuthenticationType == Scheme;
}

/// <summary>Marks an endpoint that changes nothing but the asking browser's own look, so that guests may use it.</summary>
internal sealed class OpenToGuests;
