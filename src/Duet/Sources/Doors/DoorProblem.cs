namespace Duet.Sources.Doors;

/// <summary>Why a message, or a whole request, is not taken as it is.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Hint">What would have worked; may be empty.</param>
internal sealed record DoorProblem(string Code, string Detail, string Hint = "")
{
    /// <summary>The status that answers a request which has this problem as a whole.</summary>
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    /// <summary>Where the body stops being what it should be, from 0; null where the problem has no such place.</summary>
    public long? Offset { get; init; }

    /// <summary>True where a person may find that the message is right: it is kept for them, instead of being refused.</summary>
    public bool IsKept { get; init; }

    public string Text => Hint.Length == 0 ? Detail : $"{Detail} {Hint}";
}
