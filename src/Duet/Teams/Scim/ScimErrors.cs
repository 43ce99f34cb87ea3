using System.Globalization;
using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>Answers refusals as the protocol has them (RFC 7644, 3.12), also those of the doors before the routes.</summary>
internal sealed class ScimErrors(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (ScimException refused) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, refused.Status, refused.Type, refused.Message);
            return;
        }
        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null })
            await WriteAsync(context, context.Response.StatusCode, null, context.Response.StatusCode switch
            {
                401 => "Send a key as 'Authorization: Bearer duet_...'.",
                403 => "This needs a key with the scope scim, made by an owner or admin.",
                404 => "There is nothing at this address.",
                405 => "This address does not take that method.",
                _ => "The request was refused.",
            });
    }

    private static async Task WriteAsync(HttpContext context, int status, string? type, string detail)
    {
        var error = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimText.Error),
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
            ["detail"] = detail,
        };
        if (type is not null)
            error["scimType"] = type;
        context.Response.StatusCode = status;
        context.Response.ContentType = ScimText.ContentType;
        await context.Response.WriteAsync(error.ToJsonString());
    }
}
