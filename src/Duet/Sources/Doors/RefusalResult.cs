using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Sources.Doors;

/// <summary>A problem document, with the time after which to come again.</summary>
internal sealed class RefusalResult(ProblemDetails problem, TimeSpan? retryAfter) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (retryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(problem).ExecuteAsync(httpContext);
    }
}
