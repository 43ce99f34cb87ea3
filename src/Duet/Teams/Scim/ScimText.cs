using System.Text.Json;
using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>JSON as SCIM has it: names without regard to case, booleans that some providers send as texts.</summary>
internal static class ScimText
{
    public const string ContentType = "application/scim+json";
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string ListResponse = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    public const string Error = "urn:ietf:params:scim:api:messages:2.0:Error";
    private const int MostBytes = 4 * 1024 * 1024;
    private const int Depth = 16;

    /// <exception cref="ScimException">The body is no JSON object, or too large.</exception>
    public static async Task<JsonObject> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes)
            throw new ScimException(413, null, "The body is too large.");
        try
        {
            using var document = await JsonDocument.ParseAsync(
                request.Body, new JsonDocumentOptions { MaxDepth = Depth, AllowDuplicateProperties = false }, cancellationToken);
            return Loose(document.RootElement) as JsonObject ?? throw new ScimException(400, "invalidSyntax", "The body is no JSON object.");
        }
        catch (JsonException broken)
        {
            throw new ScimException(400, "invalidSyntax", $"The body is no JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine}.");
        }
        catch (BadHttpRequestException)
        {
            throw new ScimException(413, null, "The body is too large.");
        }
    }

    public static JsonObject Object() => new(new JsonNodeOptions { PropertyNameCaseInsensitive = true });

    /// <summary>A copy whose names are found in any case; where a name stands twice in other cases, the last one counts.</summary>
    private static JsonNode? Loose(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = Object();
                foreach (var property in element.EnumerateObject())
                    copy[property.Name] = Loose(property.Value);
                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Loose)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    /// <summary>The entries of a list; a single value counts as one.</summary>
    public static IReadOnlyList<JsonNode?> Entries(JsonNode? value) => value is JsonArray list ? [.. list] : new[] { value };

    public static string? Text(this JsonNode? node) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        }
        : null;

    /// <summary>Trimmed; null for nothing.</summary>
    public static string? Filled(this JsonNode? node) => node.Text()?.Trim() is { Length: > 0 } text ? text : null;

    /// <exception cref="ScimException">It is neither true nor false.</exception>
    public static bool? Flag(this JsonNode? node) => node.Text()?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var other => throw ScimException.BadValue($"'{other}' is neither true nor false."),
    };
}
