using Duet.Platform.Ui;

namespace Duet.Access;

/// <summary>Tells the shell which pages the caller may open, by what their routes need.</summary>
internal sealed class OpenPages(Caller caller, PageNeeds needs) : IOpenPages
{
    public bool Opens(string path) => needs.Of(path) is { } needed && caller.Can(needed);
}

/// <summary>What the pages at fixed addresses need; read once from the routes.</summary>
internal sealed class PageNeeds(EndpointDataSource routes)
{
    private readonly Lazy<Dictionary<string, Permission>> pages = new(() => routes.Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<NeedsAttribute>() is not null && route.RoutePattern.Parameters.Count == 0)
        .GroupBy(route => "/" + (route.RoutePattern.RawText ?? "").Trim('/'), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            path => path.Key, path => path.First().Metadata.GetMetadata<NeedsAttribute>()!.Permission, StringComparer.OrdinalIgnoreCase));

    public Permission? Of(string path) => pages.Value.TryGetValue(path, out var needed) ? needed : null;
}
