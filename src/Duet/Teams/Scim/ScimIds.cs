using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>Names and versions of resources.</summary>
internal static class ScimIds
{
    /// <summary>The realm of user names among a person's identities: how a provider finds the person again.</summary>
    public const string Realm = "scim";
    private const string Start = "scim:";
    private const int Longest = 190;

    /// <summary>The provider's own id as records keep it.</summary>
    /// <exception cref="ScimException">It is too long.</exception>
    public static string? Stored(string? externalId) =>
        externalId is null ? null
        : externalId.Length > Longest ? throw ScimException.BadValue($"The externalId is longer than {Longest} characters.")
        : Start + externalId;

    /// <summary>Null for what another system calls something.</summary>
    public static string? Shown(string? stored) => stored?.StartsWith(Start, StringComparison.Ordinal) == true ? stored[Start.Length..] : null;

    /// <exception cref="ScimException">No resource has such an id.</exception>
    public static int Number(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ScimException.Missing(id);

    /// <summary>Adds where the resource is and which version of it this is.</summary>
    public static JsonObject WithMeta(JsonObject resource, string type, string location, DateTimeOffset created)
    {
        var version = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource.ToJsonString())))[..16]}\"";
        resource["meta"] = new JsonObject
        {
            ["resourceType"] = type,
            ["created"] = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["location"] = location,
            ["version"] = version,
        };
        return resource;
    }

    public static string VersionOf(JsonObject resource) => resource["meta"]!["version"]!.GetValue<string>();

    /// <exception cref="ScimException">The resource is not the version that the caller saw.</exception>
    public static void Match(JsonObject resource, string? version)
    {
        if (version is { Length: > 0 } and not "*" && version != VersionOf(resource))
            throw new ScimException(412, null, "The resource was changed meanwhile.");
    }
}
