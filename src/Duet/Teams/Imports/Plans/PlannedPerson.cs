namespace Duet.Teams.Imports.Plans;

/// <summary>A person a file speaks of.</summary>
public sealed record PlannedPerson
{
    public required string Name { get; init; }

    /// <summary>In lower case.</summary>
    public string? Mail { get; init; }
    public string? ExternalId { get; init; }
    public IReadOnlyList<PlannedIdentity> Identities { get; init; } = [];

    /// <summary>The teams the person's work belongs to, and those that give reading rights only.</summary>
    public IReadOnlyList<PlannedStay> Stays { get; init; } = [];

    /// <summary>The file lists all secondary teams of now: those it does not name end.</summary>
    public bool ListsAllSecondary { get; init; }
    public IReadOnlyList<PlannedDiscipline> Disciplines { get; init; } = [];
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Null where the file does not say.</summary>
    public string? Site { get; init; }

    /// <summary>The day on which the person came, as <c>yyyy-MM-dd</c>.</summary>
    public string? HiredOn { get; init; }
    public required Spot Spot { get; init; }
}

/// <summary>What sources call the person.</summary>
/// <param name="Realm">As facts have it: <c>github</c>, <c>gitlab</c>, <c>jira</c>, <c>mail</c> ...</param>
/// <param name="Key">Normalised as facts have it.</param>
public sealed record PlannedIdentity(string Realm, string Key, Spot Spot)
{
    /// <summary>Not a realm of facts: the key is what a person is called by the file's own system.</summary>
    public const string ExternalRealm = "external";

    /// <summary>Not a realm of facts: a login of a forge that the file does not name.</summary>
    public const string AnyLogin = "login";
}

/// <summary>A person in a team. Without dates it is what holds now.</summary>
public sealed record PlannedStay
{
    public required TeamRef Team { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }
    public bool IsPrimary { get; init; } = true;

    /// <summary>Null where the file does not say.</summary>
    public bool? IsLead { get; init; }
    public required Spot Spot { get; init; }

    public bool HasDates => Since is not null || Until is not null;
}

/// <summary>What a person does. Without dates it is what holds now.</summary>
public sealed record PlannedDiscipline(string Name, DateTimeOffset? Since, DateTimeOffset? Until, Spot Spot)
{
    public bool HasDates => Since is not null || Until is not null;
}
