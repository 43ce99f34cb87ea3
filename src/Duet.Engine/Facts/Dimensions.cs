using Duet.Engine.Time;

namespace Duet.Engine.Facts;

/// <summary>
/// What is known about people, teams and services beside the facts; joined to them when they are read. Persons are given by
/// <see cref="PersonNumber"/>; intervals include their start and exclude their end, and those of one person or service never overlap.
/// </summary>
public sealed record Dimensions
{
    /// <summary>Which person stands behind an identity, and what kind of actor it is; at most one for each identity.</summary>
    public IReadOnlyList<ActorLink> Links { get; init; } = [];

    /// <summary>All teams, by names that are unique.</summary>
    public IReadOnlyList<TeamRow> Teams { get; init; } = [];
    public IReadOnlyList<MembershipRow> Memberships { get; init; } = [];
    public IReadOnlyList<DisciplineRow> Disciplines { get; init; } = [];
    public IReadOnlyList<ServiceRow> Services { get; init; } = [];
    public IReadOnlyList<ServiceOwnerRow> Owners { get; init; } = [];
    public IReadOnlyList<RepoServiceRow> RepoServices { get; init; } = [];
}

/// <summary>What is known about an identity; it need not have been seen yet.</summary>
/// <param name="Realm">As in <see cref="Actor.Realm"/>.</param>
/// <param name="Key">As in <see cref="Actor.Key"/>.</param>
/// <param name="Person">The person's <see cref="PersonNumber"/>; null leaves the identity a person of its own.</param>
/// <param name="Kind">Null leaves what the source says.</param>
public sealed record ActorLink(string Realm, string Key, int? Person, ActorKind? Kind);

/// <param name="Parent">The team this one is a part of; null at the top.</param>
/// <param name="Calendar">The hours the team works; null for those of the nearest team above that has some, and at last the installation's.</param>
public sealed record TeamRow(int Id, string Name, int? Parent, WorkingCalendar? Calendar);

/// <summary>The primary team of a person; <see cref="DateTimeOffset.MinValue"/> and <see cref="DateTimeOffset.MaxValue"/> stand for ever.</summary>
public sealed record MembershipRow(int Person, int Team, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>What a person works as: engineering, design, product management ...</summary>
public sealed record DisciplineRow(int Person, string Discipline, DateTimeOffset Since, DateTimeOffset Until);

public sealed record ServiceRow(string Name, string? Product);

/// <summary>The team that answers for a service.</summary>
public sealed record ServiceOwnerRow(string Service, int Team, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>The code of a service.</summary>
/// <param name="Path">A folder without slashes at its ends; empty for the whole repository. The longest that fits a file counts.</param>
public sealed record RepoServiceRow(string Repo, string Path, string Service);
