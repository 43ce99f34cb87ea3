using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Duet.Access;

/// <summary>Signs programs in by <c>Authorization: Bearer duet_...</c>.</summary>
internal sealed class ApiKeyHandler(
    Keys keys, RefusedKeys refused, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string BearerStart = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(BearerStart, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (await keys.FindAsync(header[BearerStart.Length..].Trim(), Context.RequestAborted) is { } live)
            return AuthenticateResult.Success(new AuthenticationTicket(Principals.Of(live), Scheme.Name));
        await refused.NoteAsync(Context.RequestAborted);
        return AuthenticateResult.Fail("No such key.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
