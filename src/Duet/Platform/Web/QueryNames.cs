namespace Duet.Platform.Web;

/// <summary>The names in a query.</summary>
internal static class QueryNames
{
    /// <summary>The first that is not known; null for none. Passed over, a misspelt one would be answered with something that nobody asked for.</summary>
    public static string? Stray(HttpRequest request, IReadOnlyCollection<string> known) =>
        request.Query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase));
}
