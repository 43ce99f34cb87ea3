using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Duet.Access.SingleSignOn;

/// <summary>What happens at the stations of a sign-in through the identity provider.</summary>
internal sealed class ProviderEvents(IdentityProvider provider, Admission admission, SignInAudit audit, TimeProvider time) : OpenIdConnectEvents
{
    /// <summary>Under this name the link that somebody holds travels to the provider and back, sealed.</summary>
    public const string InvitationItem = "invitation";

    public override async Task RedirectToIdentityProvider(RedirectContext context)
    {
        // Providers refuse scopes they do not know: groups are asked for by name only where they are offered.
        if (provider.Current?.GroupsClaim is { } groups
            && context.Options.ConfigurationManager is { } known
            && (await known.GetConfigurationAsync(context.HttpContext.RequestAborted)).ScopesSupported.Contains(groups))
            context.ProtocolMessage.Scope += " " + groups;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        // The library looks at the end of a token's life; one from the future comes from a clock that cannot be trusted.
        if (context.SecurityToken.IssuedAt.ToUniversalTime() > time.GetUtcNow().UtcDateTime + ProviderConfiguration.Skew)
            context.Fail(new SecurityTokenNotYetValidException("The token is from the future."));
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var stop = context.HttpContext.RequestAborted;
        if (ProviderClaims.Read(context.Principal, provider.Current?.GroupsClaim) is not { } identity)
        {
            await audit.ProviderFailedAsync("no-subject", stop);
            context.Response.Redirect(ProviderProblem.Failed.Path());
            return;
        }
        var answer = await admission.EnterAsync(identity, context.Properties?.Items.TryGetValue(InvitationItem, out var token) == true ? token : null, stop);
        if (answer.Account is not { } account)
        {
            await audit.RefusedAsync(answer.Problem!.Value.Word(), stop);
            context.Response.Redirect(answer.Problem.Value.Path());
            return;
        }
        await context.HttpContext.SignInAsync(
            Principals.CookieScheme, Principals.Of(account), new AuthenticationProperties { IsPersistent = true });
        context.Response.Redirect(ReturnUrl.Checked(context.ReturnUri));
    }

    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        var isDown = context.Failure is HttpRequestException or OperationCanceledException
            || context.Failure?.InnerException is HttpRequestException or OperationCanceledException;
        await audit.ProviderFailedAsync(isDown ? "no-answer" : Reason(context.Failure), context.HttpContext.RequestAborted);
        context.Response.Redirect((isDown ? ProviderProblem.Down : ProviderProblem.Failed).Path());
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(ProviderProblem.Cancelled.Path());
        return Task.CompletedTask;
    }

    // The kind of failure, with what the provider calls it where that is one of the protocol's words; nothing else that was sent.
    private static string Reason(Exception? failure) => failure switch
    {
        null => "unknown",
        AuthenticationFailureException { InnerException: { } inner } => Reason(inner),
        AuthenticationFailureException => failure.Message,
        _ when failure.Data["error"] is string { Length: <= 60 } error && error.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') =>
            $"{failure.GetType().Name}: {error}",
        _ => failure.GetType().Name,
    };
}
