using Duet.Platform.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace Duet.Access;

/// <summary>
/// Whoever comes by cookie and wants to change something must carry the token of a page of ours, whatever the route:
/// another site can make a browser send the cookie, but does not know the token. Keys need none.
/// </summary>
internal sealed class CookieWrites(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Routes that name the requirement, or are free of it, are seen to by the framework.
        if (ReadsOnly(context.Request.Method)
            || context.User.Identity?.AuthenticationType != Principals.CookieScheme
            || context.GetEndpoint() is not { } route
            || route.Metadata.GetMetadata<IAntiforgeryMetadata>() is not null
            || await antiforgery.IsRequestValidAsync(context))
            await next(context);
        else
            await Problems.Refuse(context, StatusCodes.Status400BadRequest, "expired-form");
    }

    private static bool ReadsOnly(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
