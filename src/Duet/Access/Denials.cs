using Duet.Platform.Web;

namespace Duet.Access;

/// <summary>Answers what a use case denies as the gate would have.</summary>
internal sealed class Denials(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (DeniedException) when (!context.Response.HasStarted)
        {
            await Problems.Refuse(context, StatusCodes.Status403Forbidden, "forbidden");
        }
    }
}
