using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>What this side of SCIM can do, as providers ask before they begin (RFC 7643, 5 to 7).</summary>
internal static class ScimDiscovery
{
    private const string Schema = "urn:ietf:params:scim:schemas:core:2.0:Schema";
    private const string ResourceType = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

    public static JsonObject Config(string address) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"),
        ["patch"] = Supported(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimQuery.MostResults },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(false),
        ["etag"] = Supported(true),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "Key with the scope scim",
            ["description"] = "Authorization: Bearer duet_...",
            ["primary"] = true,
        }),
        ["meta"] = new JsonObject { ["resourceType"] = "ServiceProviderConfig", ["location"] = $"{address}/ServiceProviderConfig" },
    };

    public static IReadOnlyList<JsonObject> Types(string address) =>
        [Type(address, "User", "/Users", ScimText.User), Type(address, "Group", "/Groups", ScimText.Group)];

    public static IReadOnlyList<JsonObject> Schemas(string address) =>
    [
        Described(address, ScimText.User, "User",
            Attribute("userName", "string", isRequired: true, uniqueness: "server"), Attribute("externalId", "string"), Attribute("displayName", "string"),
            Attribute("active", "boolean"),
            Complex("name", isMany: false, Attribute("formatted", "string"), Attribute("givenName", "string"), Attribute("familyName", "string")),
            Complex("emails", isMany: true, Attribute("value", "string"), Attribute("type", "string"), Attribute("primary", "boolean")),
            Complex("addresses", isMany: true, Attribute("type", "string"), Attribute("locality", "string"), Attribute("primary", "boolean")),
            Complex("groups", isMany: true, Attribute("value", "string"), Attribute("display", "string"))),
        Described(address, ScimText.Group, "Group",
            Attribute("displayName", "string", isRequired: true, uniqueness: "server"), Attribute("externalId", "string"),
            Complex("members", isMany: true, Attribute("value", "string"), Attribute("display", "string"), Attribute("type", "string"))),
    ];

    private static JsonObject Type(string address, string name, string path, string schema) => new()
    {
        ["schemas"] = new JsonArray(ResourceType),
        ["id"] = name,
        ["name"] = name,
        ["endpoint"] = path,
        ["schema"] = schema,
        ["meta"] = new JsonObject { ["resourceType"] = "ResourceType", ["location"] = $"{address}/ResourceTypes/{name}" },
    };

    private static JsonObject Described(string address, string id, string name, params JsonNode[] attributes) => new()
    {
        ["schemas"] = new JsonArray(Schema),
        ["id"] = id,
        ["name"] = name,
        ["attributes"] = new JsonArray(attributes),
        ["meta"] = new JsonObject { ["resourceType"] = "Schema", ["location"] = $"{address}/Schemas/{id}" },
    };

    private static JsonObject Attribute(string name, string type, bool isRequired = false, string uniqueness = "none", bool isMany = false) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["multiValued"] = isMany,
        ["required"] = isRequired,
        ["caseExact"] = false,
        ["mutability"] = name == "groups" ? "readOnly" : "readWrite",
        ["returned"] = "default",
        ["uniqueness"] = uniqueness,
    };

    private static JsonObject Complex(string name, bool isMany, params JsonNode[] parts)
    {
        var attribute = Attribute(name, "complex", isMany: isMany);
        attribute["subAttributes"] = new JsonArray(parts);
        return attribute;
    }

    private static JsonObject Supported(bool isSupported) => new() { ["supported"] = isSupported };
}
