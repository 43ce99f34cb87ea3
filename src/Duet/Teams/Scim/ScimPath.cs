using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>An attribute of a resource, and one of its parts: <c>name.familyName</c>. The schema before it may be left out.</summary>
internal sealed record ScimPath(string Attribute, string? Part)
{
    private static readonly string[] Schemas = [ScimText.User + ":", ScimText.Group + ":"];

    /// <summary>Null where the text is no path.</summary>
    public static ScimPath? Parse(string text)
    {
        text = Short(text);
        // Attributes of other schemas have colons and dots of their own.
        if (text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
            return new ScimPath(text, null);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var (attribute, part) = dot < 0 ? (text, null) : (text[..dot], text[(dot + 1)..]);
        return IsName(attribute) && (part is null || IsName(part)) ? new ScimPath(attribute, part) : null;
    }

    /// <summary>A name without the core schema's own name before it.</summary>
    public static string Short(string name) =>
        Schemas.FirstOrDefault(schema => name.StartsWith(schema, StringComparison.OrdinalIgnoreCase)) is { } schema ? name[schema.Length..] : name;

    /// <summary>What stands there: the entries of a list, one by one.</summary>
    public IEnumerable<JsonNode?> Values(JsonObject resource)
    {
        IEnumerable<JsonNode?> found = ScimText.Entries(resource[Attribute]);
        return Part is null ? found : found.Select(value => (value as JsonObject)?[Part]);
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 60 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '$') && char.IsAsciiLetter(text[0]) | text[0] == '$';
}
