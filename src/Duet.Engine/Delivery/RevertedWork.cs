namespace Duet.Engine.Delivery;

/// <summary>What was taken back and has not been put in again.</summary>
/// <param name="ByNode">When a commit was reverted, by its node; only commits that a revert named.</param>
/// <param name="ByChange">When a change was reverted, by its index in <see cref="ChangeSet.Changes"/>; null where it was not.</param>
/// <param name="Resolved">Commits with a revert mark whose target was found.</param>
/// <param name="Unresolved">Those whose target was not.</param>
public sealed record RevertedWork(
    IReadOnlyDictionary<int, DateTimeOffset> ByNode, IReadOnlyList<DateTimeOffset?> ByChange, int Resolved, int Unresolved);
