using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Duet.Tests.Access;

/// <summary>A route and a method of the running server, with an address that leads there.</summary>
internal sealed partial record WalkedRoute(RouteEndpoint Endpoint, string Method)
{
    public string Pattern { get; } = "/" + (Endpoint.RoutePattern.RawText ?? "").Trim('/');

    public IReadOnlyList<NeedsAttribute> Needs { get; } = Endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>();

    public string Address => Parameter().Replace(
        Pattern, parameter => Word().Match(parameter.Value) is { Success: true } word ? word.Groups[1].Value
            : parameter.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "1");

    /// <summary>What the route reads; another type would be refused before anybody is asked who they are.</summary>
    public string ContentType => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is [var first, ..] ? first : "application/x-www-form-urlencoded";

    public bool IsForPrograms
    {
        get
        {
            var context = new DefaultHttpContext();
            context.Request.Path = Address;
            return Problems.IsForPrograms(context);
        }
    }

    /// <summary>All of a server's routes but files; pages also by the posts of their forms.</summary>
    public static IReadOnlyList<WalkedRoute> Of(EndpointDataSource routes) =>
    [
        .. routes.Endpoints.OfType<RouteEndpoint>().Where(route => !IsFile(route))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods
                ? methods.Select(method => new WalkedRoute(route, method))
                : [new WalkedRoute(route, "GET")])
            .OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal),
    ];

    public override string ToString() => $"{Method} {Pattern}";

    // Style sheets, scripts and pictures of the program: answered before anybody is asked who they are.
    private static bool IsFile(RouteEndpoint route) =>
        route.Metadata.Any(item => item.GetType().Name is var name
            && (name.Contains("StaticAsset", StringComparison.Ordinal) || name.StartsWith("ShortCircuit", StringComparison.Ordinal)))
        || route.RoutePattern.RawText == "{**path:file}"
        || (route.RoutePattern.RawText!.Trim('/').StartsWith("scalar/", StringComparison.Ordinal)
            && Path.GetExtension(route.RoutePattern.RawText) is ".js" or ".svg");

    // The first of the words that a parameter allows.
    [GeneratedRegex(@"regex\(\^\((\w+)")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
