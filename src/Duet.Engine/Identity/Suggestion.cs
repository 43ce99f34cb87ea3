namespace Duet.Engine.Identity;

/// <summary>Two that may be the same person.</summary>
/// <param name="First">The person where only one side is one; else in order of the text.</param>
/// <param name="Second">The other side.</param>
/// <param name="Confidence">In [0, 1): how sure it is that both are the same, not how often accepting turned out right.</param>
/// <param name="Reasons">What speaks for it and against it, strongest first; at least one.</param>
public sealed record Suggestion(Party First, Party Second, double Confidence, IReadOnlyList<MatchReason> Reasons)
{
    private const char Between = '\n';

    /// <summary>Names the pair whichever way round it is given; what a dismissal keeps.</summary>
    public string Pair => PairOf(First, Second);

    /// <summary>Names a pair whichever way round it is given.</summary>
    public static string PairOf(Party first, Party second)
    {
        var (one, other) = (first.ToString(), second.ToString());
        return string.CompareOrdinal(one, other) <= 0 ? one + Between + other : other + Between + one;
    }

    /// <summary>Reads what <see cref="Pair"/> writes; null for any other text.</summary>
    public static (Party First, Party Second)? ParsePair(string? pair) =>
        pair?.Split(Between) is [var first, var second] && Party.Parse(first) is { } one && Party.Parse(second) is { } other ? (one, other) : null;
}
