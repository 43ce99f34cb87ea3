using Microsoft.AspNetCore.Mvc;

namespace Duet.Platform.Web;

/// <summary>Answers that refuse (RFC 9457), each with a stable <c>code</c>.</summary>
internal static class Problems
{
    public const string Code = "code";
    public const string Hint = "hint";
    private const string Detail = "detail";

    /// <summary>The code of a refusal that only has a status.</summary>
    public static string CodeOf(int status) => status switch
    {
        400 => "bad-request",
        401 => "sign-in-needed",
        403 => "forbidden",
        404 => "not-found",
        405 => "method-not-allowed",
        406 => "not-acceptable",
        413 => "too-large",
        415 => "unsupported-media-type",
        429 => "too-many-requests",
        503 => "not-ready",
        _ => status < 500 ? "refused" : "internal-error",
    };

    public static ProblemDetails Of(int status, string code, string detail, string? hint = null)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail, Extensions = { [Code] = code } };
        if (!string.IsNullOrEmpty(hint))
            problem.Extensions[Hint] = hint;
        return problem;
    }

    /// <summary>Ends a request with a bare refusal; the status pages give it a body that fits who asked.</summary>
    public static Task Refuse(HttpContext context, int status, string code)
    {
        context.Items[Code] = code;
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Says more about the refusal that a request is about to get.</summary>
    public static void Explain(HttpContext context, string code, string detail) =>
        (context.Items[Code], context.Items[Detail]) = (code, detail);

    /// <summary>What <see cref="Explain"/> was told; null for nothing.</summary>
    public static string? DetailOf(HttpContext context) => context.Items[Detail] as string;

    /// <summary>Programs get problem details, people get pages.</summary>
    public static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/internal", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/mcp", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/hooks", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/scim", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
