using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Duet.Teams.People.Api;

/// <summary>A person as programs send it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PersonBody
{
    public required string Name { get; init; }

    [Description("The address at work; identities with it are the person's at once.")]
    public string? Mail { get; init; }

    [Description("What your directory calls the person.")]
    public string? ExternalId { get; init; }
}

/// <summary>Where somebody works and since when they are here; what is left out is not known any more.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AttributesBody
{
    [Description("Where the person works.")]
    public string? Site { get; init; }

    [Description("The day on which the person came.")]
    public DateOnly? HiredOn { get; init; }
}

/// <summary>The day somebody left.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LeaveBody
{
    [Description("The first instant at which the person is not here any more.")]
    public required DateTimeOffset At { get; init; }
}

/// <summary>Who is the same person.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MergeBody
{
    [Description("The person who goes; the one in the address stays.")]
    public required int Other { get; init; }
}

/// <summary>An identity as facts name it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record IdentityBody
{
    [Description("The name space: mail, github, name ...")]
    public required string Realm { get; init; }
    public required string Key { get; init; }
}

/// <summary>Identities that are somebody else.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SplitBody
{
    public required IReadOnlyList<IdentityBody> Identities { get; init; }
}

/// <summary>A suggested pair.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PairBody
{
    public required string First { get; init; }
    public required string Second { get; init; }
}
