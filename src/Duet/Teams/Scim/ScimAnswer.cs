using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>A resource with its place and version in the headers.</summary>
internal sealed class ScimAnswer(JsonObject resource, int status) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        if (resource["meta"]?["location"].Text() is { } location && status == StatusCodes.Status201Created)
            response.Headers.Location = location;
        if (resource["meta"]?["version"].Text() is { } version)
            response.Headers.ETag = version;
        if (status == StatusCodes.Status304NotModified)
            return;
        response.ContentType = ScimText.ContentType;
        await response.WriteAsync(resource.ToJsonString(), httpContext.RequestAborted);
    }
}
