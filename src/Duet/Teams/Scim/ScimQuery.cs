using System.Globalization;
using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>What part of a list is asked for, and which attributes of it.</summary>
internal sealed record ScimQuery(ScimFilter? Filter, int Start, int Count, IReadOnlySet<string> Only, IReadOnlySet<string> Without)
{
    public const int MostResults = 500;
    private const int Usual = 100;

    /// <summary>Stays in every answer.</summary>
    private static readonly HashSet<string> Always = new(["schemas", "id"], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ScimException">A parameter is not understood.</exception>
    public static ScimQuery Of(HttpRequest request) => new(
        request.Query["filter"].ToString() is { Length: > 0 } filter ? ScimFilterReader.Filter(filter) : null,
        Math.Max(1, Number(request, "startIndex") ?? 1),
        Math.Clamp(Number(request, "count") ?? Usual, 0, MostResults),
        Names(request, "attributes"), Names(request, "excludedAttributes"));

    public bool Wants(string attribute) => !Without.Contains(attribute) && (Only.Count == 0 || Only.Contains(attribute));

    /// <summary>The resource without what is not asked for.</summary>
    public JsonObject Shown(JsonObject resource)
    {
        foreach (var name in resource.Select(property => property.Key).Where(name => !Always.Contains(name) && !Wants(name)).ToList())
            resource.Remove(name);
        return resource;
    }

    /// <summary>The page of a list of whole resources, in the protocol's envelope.</summary>
    public JsonObject Page(IReadOnlyList<JsonObject> found, int total) => new()
    {
        ["schemas"] = new JsonArray(ScimText.ListResponse),
        ["totalResults"] = total,
        ["startIndex"] = Start,
        ["itemsPerPage"] = found.Count,
        ["Resources"] = new JsonArray([.. found.Select(Shown)]),
    };

    /// <summary>The value that one attribute must equal; null where the filter asks for anything else.</summary>
    public string? Exactly(string attribute) =>
        Filter is ScimCompare { Operator: "eq", Value: { ValueKind: System.Text.Json.JsonValueKind.String } value } compare
        && compare.Path is var path && $"{path.Attribute}{(path.Part is null ? "" : ".")}{path.Part}".Equals(attribute, StringComparison.OrdinalIgnoreCase)
            ? value.GetString()
            : null;

    private static int? Number(HttpRequest request, string name) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw ScimException.BadValue($"{name} is no number.");

    private static HashSet<string> Names(HttpRequest request, string name) => request.Query[name].ToString()
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => ScimPath.Short(text).Split('.')[0])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
