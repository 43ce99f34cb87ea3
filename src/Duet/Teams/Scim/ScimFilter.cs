using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>What a filter asks of a resource (RFC 7644, 3.4.2.2).</summary>
internal abstract record ScimFilter
{
    public abstract bool Fits(JsonObject resource);
}

/// <summary>All of them, any of them, or not.</summary>
internal sealed record ScimLogic(string Operator, IReadOnlyList<ScimFilter> Parts) : ScimFilter
{
    public override bool Fits(JsonObject resource) => Operator switch
    {
        "and" => Parts.All(part => part.Fits(resource)),
        "or" => Parts.Any(part => part.Fits(resource)),
        _ => !Parts[0].Fits(resource),
    };
}

/// <summary>One of a list's entries fits as a whole: <c>emails[type eq "work" and value co "@example.org"]</c>.</summary>
internal sealed record ScimEntry(ScimPath Path, ScimFilter Inner) : ScimFilter
{
    public override bool Fits(JsonObject resource) => Path.Values(resource).OfType<JsonObject>().Any(Inner.Fits);
}

/// <summary>An attribute compared with a value.</summary>
internal sealed record ScimCompare(ScimPath Path, string Operator, JsonElement? Value) : ScimFilter
{
    public override bool Fits(JsonObject resource)
    {
        // A list of objects is compared by its values: "emails co" means the addresses.
        var values = Path.Values(resource).Select(value => value is JsonObject entry ? entry["value"] : value)
            .Select(value => value.Text()).OfType<string>().Where(value => value.Length > 0).ToList();
        if (Operator == "pr")
            return values.Count > 0;
        if (Value is not { ValueKind: not JsonValueKind.Null } asked)
            return Operator == "ne" ? values.Count > 0 : Operator == "eq" && values.Count == 0;
        var text = asked.ValueKind == JsonValueKind.String ? asked.GetString()! : asked.GetRawText();
        return Operator == "ne" ? !values.Exists(value => Compare(value, text) == 0) : values.Exists(value => Holds(value, text));
    }

    private bool Holds(string value, string asked) => Operator switch
    {
        "eq" => Compare(value, asked) == 0,
        "co" => value.Contains(asked, StringComparison.OrdinalIgnoreCase),
        "sw" => value.StartsWith(asked, StringComparison.OrdinalIgnoreCase),
        "ew" => value.EndsWith(asked, StringComparison.OrdinalIgnoreCase),
        "gt" => Compare(value, asked) > 0,
        "ge" => Compare(value, asked) >= 0,
        "lt" => Compare(value, asked) < 0,
        _ => Compare(value, asked) <= 0,
    };

    private static int Compare(string value, string asked) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var one)
        && DateTimeOffset.TryParse(asked, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var other)
            ? one.CompareTo(other)
            : string.Compare(value, asked, StringComparison.OrdinalIgnoreCase);
}
