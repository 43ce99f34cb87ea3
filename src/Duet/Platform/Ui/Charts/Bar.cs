namespace Duet.Platform.Ui.Charts;

/// <summary>One bar: its name, its length between 0 and 1, and the words at its end.</summary>
/// <param name="Name">What the bar stands for.</param>
/// <param name="Length">Share of the longest, 0 to 1; null where there is nothing to show.</param>
/// <param name="Figure">The value in words.</param>
/// <param name="Note">More about it; may be empty.</param>
/// <param name="Href">Where the name leads; null for nowhere.</param>
public sealed record Bar(string Name, double? Length, string Figure, string Note = "", string? Href = null);
