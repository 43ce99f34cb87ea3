using System.Text.Json.Nodes;

namespace Duet.Teams.Scim;

/// <summary>
/// Applies changes to a resource (RFC 7644, 3.5.2), also as Entra ID and Okta write them: operations in any case, no path but an
/// object of values, dotted names in it, <c>remove</c> with the values to be removed.
/// </summary>
internal static class ScimPatch
{
    private const int Most = 5_000;

    /// <exception cref="ScimException">A change is not understood.</exception>
    public static void Apply(JsonObject resource, JsonObject request)
    {
        if (request["Operations"] is not JsonArray { Count: > 0 } operations)
            throw new ScimException(400, "invalidSyntax", "There are no Operations.");
        if (operations.Count > Most)
            throw new ScimException(413, "tooMany", $"These are {operations.Count} Operations; one request takes {Most}. Send them in several.");
        foreach (var entry in operations)
        {
            if (entry is not JsonObject operation)
                throw new ScimException(400, "invalidSyntax", "An operation is no object.");
            var path = operation["path"].Filled();
            switch (operation["op"].Text()?.ToLowerInvariant())
            {
                case "add":
                    Set(resource, path, operation["value"], isAdd: true);
                    break;
                case "replace":
                    Set(resource, path, operation["value"], isAdd: false);
                    break;
                case "remove":
                    Remove(resource, path ?? throw new ScimException(400, "noTarget", "A remove needs a path."), operation["value"]);
                    break;
                case var other:
                    throw new ScimException(400, "invalidSyntax", $"There is no operation '{other}'.");
            }
        }
    }

    private static void Set(JsonObject resource, string? path, JsonNode? value, bool isAdd)
    {
        if (path is not null)
            SetAt(resource, path, value, isAdd);
        else if (value is JsonObject values)
            foreach (var (name, inner) in values)
            {
                if (!name.Equals("schemas", StringComparison.OrdinalIgnoreCase))
                    SetAt(resource, name, inner, isAdd);
            }
        else
            throw ScimException.BadValue("Without a path the value has to be an object.");
    }

    private static void SetAt(JsonObject resource, string text, JsonNode? value, bool isAdd)
    {
        var (path, filter, part) = ScimFilterReader.Target(text);
        if (filter is not null)
            SetEntries(resource, path, filter, part, value);
        else if (path.Part is { } inner)
            Inner(resource, path.Attribute)[inner] = value?.DeepClone();
        else if (isAdd && (value is JsonArray || resource[path.Attribute] is JsonArray))
            Append(resource, path.Attribute, value);
        else if (value is JsonObject parts && resource[path.Attribute] is JsonObject known)
            foreach (var (name, replaced) in parts)
                known[name] = replaced?.DeepClone();
        else
            resource[path.Attribute] = value is JsonObject single && IsList(path.Attribute) ? new JsonArray(single.DeepClone()) : value?.DeepClone();
    }

    private static void SetEntries(JsonObject resource, ScimPath path, ScimFilter filter, string? part, JsonNode? value)
    {
        var list = List(resource, path.Attribute);
        var entries = list.OfType<JsonObject>().Where(filter.Fits).ToList();
        if (entries.Count == 0)
        {
            // Entra sets emails[type eq "work"].value on people who have no address yet.
            var added = ScimText.Object();
            foreach (var (name, asked) in Equalities(filter))
                added[name] = asked;
            list.Add(added);
            entries = [added];
        }
        foreach (var entry in entries)
            if (part is not null)
                entry[part] = value?.DeepClone();
            else if (value is JsonObject parts)
                foreach (var (name, replaced) in parts)
                    entry[name] = replaced?.DeepClone();
            else
                entry["value"] = value?.DeepClone();
    }

    private static void Remove(JsonObject resource, string text, JsonNode? value)
    {
        var (path, filter, part) = ScimFilterReader.Target(text);
        if (filter is not null)
            foreach (var entry in List(resource, path.Attribute).OfType<JsonObject>().Where(filter.Fits).ToList())
                if (part is null)
                    List(resource, path.Attribute).Remove(entry);
                else
                    entry.Remove(part);
        else if (path.Part is { } inner)
            (resource[path.Attribute] as JsonObject)?.Remove(inner);
        else if (value is JsonArray or JsonObject && resource[path.Attribute] is JsonArray list)
        {
            var gone = ScimText.Entries(value).Select(KeyOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in list.Where(entry => gone.Contains(KeyOf(entry))).ToList())
                list.Remove(entry);
        }
        else
            resource.Remove(path.Attribute);
    }

    private static void Append(JsonObject resource, string attribute, JsonNode? value)
    {
        var list = List(resource, attribute);
        var known = list.Select(KeyOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in ScimText.Entries(value))
            if (known.Add(KeyOf(entry)))
                list.Add(entry?.DeepClone());
    }

    private static JsonArray List(JsonObject resource, string attribute)
    {
        if (resource[attribute] is not JsonArray list)
            resource[attribute] = list = [];
        return list;
    }

    private static JsonObject Inner(JsonObject resource, string attribute)
    {
        if (resource[attribute] is not JsonObject inner)
            resource[attribute] = inner = ScimText.Object();
        return inner;
    }

    private static IEnumerable<(string Name, string Value)> Equalities(ScimFilter filter) => filter switch
    {
        ScimCompare { Operator: "eq", Value: { ValueKind: System.Text.Json.JsonValueKind.String } value, Path.Part: null } compare => [(compare.Path.Attribute, value.GetString()!)],
        ScimLogic { Operator: "and" } all => all.Parts.SelectMany(Equalities),
        _ => [],
    };

    private static bool IsList(string attribute) =>
        attribute.Equals("members", StringComparison.OrdinalIgnoreCase) || attribute.Equals("emails", StringComparison.OrdinalIgnoreCase);

    private static string KeyOf(JsonNode? entry) => entry is JsonObject value ? value["value"].Text() ?? value.ToJsonString() : entry.Text() ?? "";
}
