using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Duet.Engine.Identity;

namespace Duet.Teams.People.Api;

/// <summary>How people and identities are written and read, made ready when the program is built.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(PeopleJson))]
[JsonSerializable(typeof(PersonDetailJson))]
[JsonSerializable(typeof(PersonChangedJson))]
[JsonSerializable(typeof(SuggestionsJson))]
[JsonSerializable(typeof(IdentityChangesJson))]
[JsonSerializable(typeof(PersonBody))]
[JsonSerializable(typeof(AttributesBody))]
[JsonSerializable(typeof(LeaveBody))]
[JsonSerializable(typeof(MergeBody))]
[JsonSerializable(typeof(IdentityBody))]
[JsonSerializable(typeof(SplitBody))]
[JsonSerializable(typeof(PairBody))]
internal sealed partial class PeopleJsonContext : JsonSerializerContext;

/// <summary>A page of people, by name.</summary>
internal sealed record PeopleJson(IReadOnlyList<PersonJson> People, int Total, [property: Description("The offset of the next page; null on the last.")] int? Next);

/// <summary>A person with the team and discipline of today.</summary>
/// <param name="Mail">Null where it is not known, or not for the caller to see.</param>
internal sealed record PersonJson(int Id, string Name, string? Mail, string? ExternalId, DateTimeOffset? LeftAt, int? TeamId, string? Team, string? Discipline)
{
    public static PersonJson Of(PersonEntry person) => new(
        person.Id, person.Name, person.Mail, person.ExternalId, person.LeftAt, person.Team?.Id, person.Team?.Name, person.Discipline);
}

/// <summary>A person with all teams and disciplines; identities where the caller may see them.</summary>
internal sealed record PersonDetailJson
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public string? Mail { get; init; }
    public string? ExternalId { get; init; }
    public DateTimeOffset? LeftAt { get; init; }

    [Description("Null where it is not known, or not for the caller to see.")]
    public string? Site { get; init; }

    [Description("The day on which the person came; null as for the site.")]
    public string? HiredOn { get; init; }
    public required IReadOnlyList<PersonTeamJson> Teams { get; init; }
    public required IReadOnlyList<PersonDisciplineJson> Disciplines { get; init; }

    [Description("Null where they are not for the caller to see.")]
    public IReadOnlyList<IdentityJson>? Identities { get; init; }
}

/// <summary>Since included, until not; null where it is open.</summary>
internal sealed record PersonTeamJson(int Id, string Name, bool Secondary, bool Lead, DateTimeOffset? Since, DateTimeOffset? Until);

internal sealed record PersonDisciplineJson(string Discipline, DateTimeOffset? Since, DateTimeOffset? Until);

internal sealed record IdentityJson(string Realm, string Key, string Name)
{
    public static IdentityJson Of(BookIdentity identity) => new(identity.Id.Realm, identity.Id.Key, identity.Name);
}

/// <summary>What became of a change.</summary>
internal sealed record PersonChangedJson(
    [property: Description("added, changed or unchanged.")] string Outcome, [property: Description("The person, or the change that was undone.")] int Id);

/// <summary>Pairs that may be the same person, surest first.</summary>
internal sealed record SuggestionsJson(IReadOnlyList<SuggestionJson> Suggestions);

internal sealed record SuggestionJson(
    [property: Description("person:ID, or realm:key of an identity.")] string First, string Second, double Confidence, IReadOnlyList<ReasonJson> Reasons)
{
    public static SuggestionJson Of(Suggestion suggestion) => new(
        suggestion.First.ToString(), suggestion.Second.ToString(), Math.Round(suggestion.Confidence, 4),
        [.. suggestion.Reasons.Select(reason => new ReasonJson(reason.Kind, reason.Detail))]);
}

internal sealed record ReasonJson(MatchKind Kind, string Detail);

/// <summary>Merges, splits and links, the newest first.</summary>
internal sealed record IdentityChangesJson(IReadOnlyList<IdentityChangeJson> Changes);

internal sealed record IdentityChangeJson(int Id, DateTimeOffset At, Records.IdentityChangeKind Kind, int Person, DateTimeOffset? UndoneAt);
