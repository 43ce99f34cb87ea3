using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Duet.Teams.Api;

/// <summary>A team as programs send it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TeamBody
{
    [Description("Unique without regard to case.")]
    public required string Name { get; init; }

    [Description("The team it is part of; null at the top.")]
    public int? Parent { get; init; }

    [Description("What another system calls it; kept once it is set.")]
    public string? ExternalId { get; init; }

    [Description("The stamp of the team as it was read: refuses to overwrite what somebody else changed meanwhile.")]
    public string? Stamp { get; init; }
}

/// <summary>A team's own hours.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CalendarBody
{
    [Description("IANA name, such as Europe/Berlin.")]
    public required string Zone { get; init; }

    [Description("Local time, such as 09:00.")]
    public required string Start { get; init; }
    public required string End { get; init; }

    [Description("Working days, such as Monday.")]
    public required IReadOnlyList<string> Days { get; init; }

    [Description("Days off, such as 2026-12-25.")]
    public IReadOnlyList<string>? Holidays { get; init; }
}

/// <summary>An end, or a day on which something changes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DayBody
{
    [Description("A day (2026-03-01, midnight in the installation's zone) or a time (2026-03-01T09:00:00Z).")]
    public required string On { get; init; }
}

/// <summary>Somebody joins a team.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemberBody
{
    public required int Person { get; init; }

    [Description("First day or time in the team. Left out: from now on, or ever since where the person had no team yet.")]
    public string? Since { get; init; }

    [Description("First day or time no longer in the team; only for a period that is over or planned, and for secondary memberships.")]
    public string? Until { get; init; }

    [Description("Gives reading rights only; the person's work counts for the primary team.")]
    public bool Secondary { get; init; }
    public bool Lead { get; init; }
}

/// <summary>The dates of a period, corrected.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DatesBody
{
    [Description("First day or time; null for ever since.")]
    public required string? Since { get; init; }

    [Description("First day or time no longer; null while it lasts.")]
    public required string? Until { get; init; }

    [Description("For the audit log.")]
    public string? Reason { get; init; }
    public string? Stamp { get; init; }
}

/// <summary>A product as programs send it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProductBody
{
    public required string Name { get; init; }
    public string? ExternalId { get; init; }
    public string? Stamp { get; init; }
}

/// <summary>A service as programs send it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ServiceBody
{
    [Description("As deployments and incidents name it.")]
    public required string Name { get; init; }

    [Description("The product it is part of, by id.")]
    public int? Product { get; init; }
    public string? Description { get; init; }
    public string? ExternalId { get; init; }
    public string? Stamp { get; init; }
}

/// <summary>A team takes a service over.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OwnerBody
{
    public required int Team { get; init; }

    [Description("First day or time. Left out: from now on, or ever since where nobody owned it.")]
    public string? Since { get; init; }
}

/// <summary>Code that belongs to a service.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CodeBody
{
    [Description("As facts name it.")]
    public required string Repo { get; init; }

    [Description("A folder; empty or left out for the whole repository.")]
    public string? Path { get; init; }
}
