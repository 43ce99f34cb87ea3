namespace Duet.Engine.Delivery;

/// <summary>A path touched by a commit that is no merge. Streams of them hold each commit's touches side by side.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Lines">Lines added and deleted; null until they were counted, and for binary files.</param>
public readonly record struct Touch(HistoryCommit Commit, string Path, int? Lines = null);
