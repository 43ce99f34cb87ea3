using Duet.Teams.Records;

namespace Duet.Teams;

/// <summary>What is known about one team.</summary>
internal sealed record TeamPicture
{
    public required Team Team { get; init; }

    /// <summary>Everybody who is or was in the team: those of today first, by name.</summary>
    public required IReadOnlyList<TeamMember> Members { get; init; }
    public required IReadOnlyList<TeamService> Services { get; init; }

    /// <summary>What happened to the team, newest first.</summary>
    public required IReadOnlyList<TeamEvent> Events { get; init; }

    /// <summary>The hours in force: the team's own or those of the nearest team above that has some; null for the installation's.</summary>
    public TeamCalendar? Calendar { get; init; }

    /// <summary>Whose hours they are; null for the installation's.</summary>
    public string? CalendarOf { get; init; }
}

/// <summary>A membership of the team.</summary>
public sealed record TeamMember(int Membership, int Person, string Name, string? Discipline, Validity Span, bool IsPrimary, bool IsLead, string Stamp);

/// <summary>A service that the team owns, or owned.</summary>
public sealed record TeamService(int Id, string Name, string? Product, Validity Span);

/// <summary>Something that happened to a team.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Who">A person's or a service's name.</param>
/// <param name="Other">The team they came from or went to; null for none.</param>
public sealed record TeamEvent(DateTimeOffset At, TeamEventKind Kind, string Who, string? Other);

public enum TeamEventKind
{
    Came,
    Left,
    Took,
    Gave,
    Ended,
}
