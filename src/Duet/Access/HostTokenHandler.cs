using System.Net;
using System.Text.Encodings.Web;
using Duet.Platform.Local;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Duet.Access;

/// <summary>Lets the command line in by the token of the data directory, from this machine only.</summary>
internal sealed class HostTokenHandler(
    HostToken token, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public static bool IsFor(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(HostToken.HeaderStart, StringComparison.Ordinal);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Without an address it comes from this very process.
        var isHere = Context.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from);
        return Task.FromResult(
            IsFor(Request) && isHere && token.Is(Request.Headers.Authorization.ToString()[HostToken.HeaderStart.Length..])
                ? AuthenticateResult.Success(new AuthenticationTicket(Principals.Host, Scheme.Name))
                : AuthenticateResult.Fail("Not the host's token."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
