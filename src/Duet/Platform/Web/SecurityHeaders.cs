namespace Duet.Platform.Web;

/// <summary>Headers that keep a browser from doing more than our pages ask for.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Charts are positioned by style attributes; everything else comes from files of our own.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // The reference of the API is another project's program: it starts by a script and styles within its page,
    // which shows nothing that anybody entered.
    private const string ReferencePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Year = "max-age=31536000";
    private const string NoFrames = "frame-ancestors 'none'";
    private const string Frames = "frames";

    /// <summary>Lets pages of these sites show the answer in a frame; what is no site is left out.</summary>
    public static void AllowFrames(HttpContext context, IEnumerable<string> sites) =>
        context.Items[Frames] = string.Join(' ', sites.Select(OriginOf).OfType<string>());

    public Task InvokeAsync(HttpContext context)
    {
        // Set at the last moment: a failure clears what was set before it.
        context.Response.OnStarting(static state => Add((HttpContext)state), context);
        return next(context);
    }

    private static Task Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(ApiReference.Page) ? ReferencePolicy
            : context.Items[Frames] is string { Length: > 0 } sites ? Policy.Replace(NoFrames, $"frame-ancestors {sites}", StringComparison.Ordinal)
            : Policy;
        headers.XContentTypeOptions = "nosniff";
        // The pages that know nobody tell nobody where somebody came from either.
        headers["Referrer-Policy"] = CookielessPaths.Has(context.Request.Path) ? "no-referrer" : "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        // Not for this machine: it would bind every other program on its other ports.
        if (context.Request.IsHttps && !IsThisMachine(context.Request.Host.Host))
            headers.StrictTransportSecurity = Year;
        return Task.CompletedTask;
    }

    // Scheme, host and port alone: nothing else can slip into the header.
    private static string? OriginOf(string site) =>
        Uri.TryCreate(site, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address.GetLeftPart(UriPartial.Authority) : null;

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var address) && System.Net.IPAddress.IsLoopback(address));
}
