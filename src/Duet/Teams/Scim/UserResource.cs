using System.Globalization;
using System.Text.Json.Nodes;
using Duet.Teams.Imports;
using Duet.Teams.Records;

namespace Duet.Teams.Scim;

/// <summary>A person as a SCIM User, both ways.</summary>
internal static class UserResource
{
    /// <param name="person">The person.</param>
    /// <param name="userName">What the identity provider calls them; null for one it does not know yet.</param>
    /// <param name="groups">Their teams of now; null where nobody asks.</param>
    /// <param name="site">Where they work; null where it is not known.</param>
    /// <param name="address">Where SCIM is served.</param>
    public static JsonObject Of(Person person, string? userName, IEnumerable<Team>? groups, string? site, string address)
    {
        var id = person.Id.ToString(CultureInfo.InvariantCulture);
        var resource = ScimText.Object();
        resource["schemas"] = new JsonArray(ScimText.User);
        resource["id"] = id;
        if (ScimIds.Shown(person.ExternalId) is { } external)
            resource["externalId"] = external;
        resource["userName"] = userName ?? person.Mail ?? $"person-{id}";
        var name = ScimText.Object();
        var (given, family) = Parts(person.Name);
        (name["formatted"], name["givenName"], name["familyName"]) = (person.Name, given, family);
        resource["name"] = name;
        resource["displayName"] = person.Name;
        resource["active"] = person.LeftAt is null;
        if (person.Mail is { } mail)
        {
            var entry = ScimText.Object();
            (entry["value"], entry["type"], entry["primary"]) = (mail, "work", true);
            resource["emails"] = new JsonArray(entry);
        }
        if (site is not null)
        {
            var place = ScimText.Object();
            (place["type"], place["locality"], place["primary"]) = ("work", site, true);
            resource["addresses"] = new JsonArray(place);
        }
        if (groups is not null)
            resource["groups"] = new JsonArray([.. groups.Select(team => (JsonNode)new JsonObject
            {
                ["value"] = team.Id.ToString(CultureInfo.InvariantCulture),
                ["display"] = team.Name,
                ["$ref"] = $"{address}/Groups/{team.Id}",
            })]);
        return ScimIds.WithMeta(resource, "User", $"{address}/Users/{id}", person.CreatedAt);
    }

    /// <summary>What a provider says about a person.</summary>
    /// <param name="resource">The whole resource, as sent or as changed.</param>
    /// <param name="before">As it was; null for one that was sent whole.</param>
    /// <exception cref="ScimException">Something is missing or cannot be kept.</exception>
    public static UserInput Read(JsonObject resource, JsonObject? before)
    {
        var userName = resource["userName"].Filled()?.ToLowerInvariant() ?? throw ScimException.BadValue("There is no userName.");
        if (userName.Length > 300)
            throw ScimException.BadValue("The userName is longer than 300 characters.");
        var name = NameOf(resource, before) is { } given ? Names.Clean(given) : null;
        if (Names.Check(name ?? Names.Clean(userName), Person.LongestName) is not null)
            throw ScimException.BadValue($"A name has 1 to {Person.LongestName} characters.");
        var mail = MailOf(resource) ?? (Checked.IsMail(userName) ? userName : null);
        if (mail is not null && !Checked.IsMail(mail))
            throw ScimException.BadValue($"'{Checked.Shown(mail)}' is no mail address.");
        if (SiteOf(resource) is { Length: > PersonAttribute.LongestValue })
            throw ScimException.BadValue($"A locality has at most {PersonAttribute.LongestValue} characters.");
        return new UserInput(userName, name, mail, ScimIds.Stored(resource["externalId"].Filled()), resource["active"].Flag() ?? true) { Site = SiteOf(resource) };
    }

    // A change of one name must not be undone by another that was not changed.
    private static string? NameOf(JsonObject resource, JsonObject? before)
    {
        var display = resource["displayName"].Filled();
        var formatted = resource["name"]?["formatted"].Filled();
        var parts = $"{resource["name"]?["givenName"].Filled()} {resource["name"]?["familyName"].Filled()}".Trim();
        var whole = parts.Length == 0 ? null : parts;
        if (before is null || display != before["displayName"].Filled())
            return display ?? formatted ?? whole;
        if (formatted != before["name"]?["formatted"].Filled())
            return formatted ?? whole;
        return resource["name"]?["givenName"].Filled() != before["name"]?["givenName"].Filled()
            || resource["name"]?["familyName"].Filled() != before["name"]?["familyName"].Filled() ? whole : display;
    }

    private static string? MailOf(JsonObject resource)
    {
        var mails = (resource["emails"] as JsonArray)?.OfType<JsonObject>().Where(entry => entry["value"].Filled() is not null).ToList() ?? [];
        var chosen = mails.Find(entry => entry["primary"].Flag() == true) ?? mails.Find(entry => entry["type"].Filled() == "work") ?? mails.FirstOrDefault();
        return chosen?["value"].Filled()?.ToLowerInvariant();
    }

    // The town of the address at work: what surveys call a site.
    private static string? SiteOf(JsonObject resource)
    {
        var places = (resource["addresses"] as JsonArray)?.OfType<JsonObject>().Where(entry => entry["locality"].Filled() is not null).ToList() ?? [];
        var chosen = places.FindLast(entry => entry["type"].Filled() == "work") ?? places.FindLast(entry => entry["primary"].Flag() == true) ?? places.FirstOrDefault();
        return chosen?["locality"].Filled() is { } site ? Names.Clean(site) : null;
    }

    private static (string Given, string Family) Parts(string name)
    {
        var blank = name.LastIndexOf(' ');
        return blank < 0 ? (name, "") : (name[..blank], name[(blank + 1)..]);
    }
}

/// <summary>A person as a provider gives them, checked.</summary>
/// <param name="Name">Null where the provider does not say: who has a name keeps it.</param>
internal sealed record UserInput(string UserName, string? Name, string? Mail, string? ExternalId, bool IsActive)
{
    /// <summary>Null where the provider does not say: what is known stays.</summary>
    public string? Site { get; init; }
}
