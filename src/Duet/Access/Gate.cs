using Duet.Platform.Web;
using Microsoft.AspNetCore.Authorization;

namespace Duet.Access;

/// <summary>Marks the policy that all routes stand under.</summary>
internal sealed class MatrixRequirement : IAuthorizationRequirement;

/// <summary>Lets a request through where the matrix lets its caller do what the route needs.</summary>
internal sealed partial class Gate(ILogger<Gate> log) : AuthorizationHandler<MatrixRequirement>
{
    // Where a build that was not published looks for files of the program that it does not know.
    private const string AnyFile = "{**path:file}";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MatrixRequirement requirement)
    {
        var http = (HttpContext)context.Resource!;
        var caller = http.RequestServices.GetRequiredService<Caller>();
        // Without a route there is nothing to protect but the knowledge of that; "method not allowed" is no route either.
        if (http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: not AnyFile } route)
        {
            if (!caller.IsNobody)
                context.Succeed(requirement);
            return Task.CompletedTask;
        }
        if (route.Metadata.GetMetadata<NeedsAttribute>()?.For(http.Request.Method) is not { } needed)
        {
            LogNoRow(log, route.RoutePattern.RawText ?? "");
            return Task.CompletedTask;
        }
        if (caller.Can(needed))
            context.Succeed(requirement);
        else if (caller.IsKey)
            Problems.Explain(http, "scope-needed", http.RequestServices.GetRequiredService<Func<Matrix>>()().RowOf(needed)?.Scope is { } scope
                ? $"This needs a key with the scope {scope}, made by somebody who has the right."
                : "No key opens this.");
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "Refused: the route {Route} names no row of the authorization matrix.")]
    private static partial void LogNoRow(ILogger log, string route);
}
