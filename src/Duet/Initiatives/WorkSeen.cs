using Duet.Initiatives.Records;

namespace Duet.Initiatives;

/// <summary>What the facts know of a piece of linked work.</summary>
/// <param name="Title">Of the change; else the repository, service, tag or work item itself.</param>
/// <param name="IsKnown">False where no fact names it yet.</param>
/// <param name="IsOpen">A change that is neither merged nor closed.</param>
/// <param name="IsDropped">A change that was closed without being merged.</param>
/// <param name="StartedAt">Its first commit; null where that is not known.</param>
/// <param name="ShippedAt">Since when it is there for users; null where it is not.</param>
/// <param name="Proof">The deployment or release that shows it.</param>
/// <param name="Method">How that was found: <c>deployment</c>, <c>release</c>, <c>service</c>, <c>repository</c>.</param>
/// <param name="Confidence">0 to 1.</param>
internal sealed record WorkSeen(
    WorkLink Link, string Title, bool IsKnown, bool IsOpen, bool IsDropped, DateTimeOffset? StartedAt, DateTimeOffset? ShippedAt, string? Proof, string? Method,
    double Confidence);
