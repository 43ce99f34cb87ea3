using System.Globalization;
using System.Text.Json.Nodes;
using Duet.Teams.Records;

namespace Duet.Teams.Scim;

/// <summary>A team as a SCIM Group, both ways.</summary>
internal static class GroupResource
{
    /// <param name="team">The team.</param>
    /// <param name="members">Who is in it now; null where nobody asks.</param>
    /// <param name="address">Where SCIM is served.</param>
    public static JsonObject Of(Team team, IEnumerable<GroupMember>? members, string address)
    {
        var id = team.Id.ToString(CultureInfo.InvariantCulture);
        var resource = ScimText.Object();
        resource["schemas"] = new JsonArray(ScimText.Group);
        resource["id"] = id;
        if (ScimIds.Shown(team.ExternalId) is { } external)
            resource["externalId"] = external;
        resource["displayName"] = team.Name;
        if (members is not null)
            resource["members"] = new JsonArray([.. members.Select(member => Member(member, address))]);
        return ScimIds.WithMeta(resource, "Group", $"{address}/Groups/{id}", team.CreatedAt);
    }

    /// <exception cref="ScimException">Something is missing or cannot be kept.</exception>
    public static GroupInput Read(JsonObject resource)
    {
        var name = Names.Clean(resource["displayName"].Filled());
        if (Names.Check(name, Team.LongestName) is not null)
            throw ScimException.BadValue($"A displayName has 1 to {Team.LongestName} characters.");
        return new GroupInput(
            name, ScimIds.Stored(resource["externalId"].Filled()),
            resource["members"] is JsonArray members ? members.Select(PersonOf).ToHashSet() : []);
    }

    private static int PersonOf(JsonNode? member)
    {
        if ((member as JsonObject)?["type"].Filled()?.Equals("Group", StringComparison.OrdinalIgnoreCase) == true)
            throw ScimException.BadValue("Groups within groups are not taken: teams get their parents in Duet.");
        var value = member is JsonObject entry ? entry["value"].Filled() : member.Filled();
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var person)
            ? person
            : throw ScimException.BadValue($"There is no user '{value}'.");
    }

    private static JsonObject Member(GroupMember member, string address)
    {
        var id = member.Person.ToString(CultureInfo.InvariantCulture);
        var entry = ScimText.Object();
        (entry["value"], entry["display"], entry["type"], entry["$ref"]) = (id, member.Name, "User", $"{address}/Users/{id}");
        return entry;
    }
}

/// <summary>A team as a provider gives it, checked.</summary>
/// <param name="Members">Numbers of people.</param>
internal sealed record GroupInput(string Name, string? ExternalId, IReadOnlySet<int> Members);

internal readonly record struct GroupMember(int Person, string Name);
