using Duet.Platform.Web;

namespace Duet.Access;

/// <summary>Refuses everything but reading, whatever a page or endpoint would do with it.</summary>
internal sealed class GuestWrites(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
            || context.GetEndpoint()?.Metadata.GetMetadata<OpenToGuests>() is not null)
            return next(context);
        return Problems.Refuse(context, StatusCodes.Status403Forbidden, "read-only");
    }
}
