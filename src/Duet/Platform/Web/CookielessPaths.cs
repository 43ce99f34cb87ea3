namespace Duet.Platform.Web;

/// <summary>
/// Pages for people outside know nobody: neither a cookie nor a key is read there, and no cookie is given, so that whoever
/// answers a survey or posts to the portal is not recognised by a sign-in of theirs.
/// </summary>
internal sealed class CookielessPaths(RequestDelegate next)
{
    private static readonly PathString[] Prefixes = ["/survey", "/portal", "/embed"];

    public static bool Has(PathString path) => Prefixes.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    public Task InvokeAsync(HttpContext context)
    {
        if (!Has(context.Request.Path))
            return next(context);
        context.Request.Headers.Remove("Cookie");
        context.Request.Headers.Remove("Authorization");
        // Registered first, so called last: whatever set a cookie has done so by then.
        context.Response.OnStarting(static state =>
        {
            ((HttpContext)state).Response.Headers.Remove("Set-Cookie");
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
