namespace Duet.Sources.Doors;

/// <summary>A member that messages of a door may have. Members that nobody named are kept with the message, and not read.</summary>
/// <param name="Name">In snake case, as it is sent.</param>
/// <param name="Kind">What its value must be.</param>
/// <param name="Says">What it means, for the description of the API.</param>
internal sealed record Member(string Name, MemberKind Kind, string Says)
{
    public bool IsRequired { get; init; }

    /// <summary>The closed list its text comes from; null for all others.</summary>
    public IReadOnlyList<string>? Words { get; init; }
}

internal enum MemberKind
{
    Text,

    /// <summary>ISO 8601 with an offset.</summary>
    Time,

    /// <summary>A number that a double holds without rounding it to another one.</summary>
    Number,

    /// <summary>A whole number from 1.</summary>
    Ordinal,
    Flag,
}
