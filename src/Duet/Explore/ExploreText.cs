namespace Duet.Explore;

/// <summary>Marks the texts of the explorer.</summary>
internal sealed class ExploreText;
