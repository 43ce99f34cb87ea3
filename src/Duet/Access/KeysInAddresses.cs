using Duet.Platform.Web;

namespace Duet.Access;

/// <summary>Refuses requests that carry a key in their address: addresses end up in logs and histories.</summary>
internal sealed class KeysInAddresses(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Query.SelectMany(parameter => parameter.Value).Any(IsKey))
            return next(context);
        Problems.Explain(context, "key-in-address", "Send the key as 'Authorization: Bearer duet_...'. Revoke this one: addresses end up in logs.");
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static bool IsKey(string? value) => value is not null && KeyText.IsWellFormed(value.Trim());
}
