namespace Duet.Overview;

/// <summary>Marks the texts of the overview.</summary>
internal sealed class OverviewText;
