using System.Globalization;
using Duet.Access;
using Duet.Feedback.Friction;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Http.Features;

namespace Duet.Mcp;

/// <summary>Lets programs in that show a key of their own; no browser of somebody who is signed in, and no page of another site.</summary>
internal static class McpGate
{
    private const int MostBytes = 256 << 10;

    public static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await LetInAsync(context, next);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await Problems.Refuse(context, refused.StatusCode, refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? "too-large" : "bad-request");
        }
    }

    private static Task LetInAsync(HttpContext context, RequestDelegate next)
    {
        var caller = context.RequestServices.GetRequiredService<Caller>();
        if (!caller.IsKey)
            return Problems.Refuse(context, StatusCodes.Status401Unauthorized, "key-needed");
        if (IsForeign(context.Request))
            return Problems.Refuse(context, StatusCodes.Status403Forbidden, "foreign-origin");
        if (!context.RequestServices.GetRequiredService<FrictionRate>().Allows($"mcp {caller.AuditName}", out var retryAfter))
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Problems.Refuse(context, StatusCodes.Status429TooManyRequests, "too-many-requests");
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostBytes;
        return next(context);
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
