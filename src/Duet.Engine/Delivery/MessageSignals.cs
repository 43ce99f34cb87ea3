using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>What a commit message says about the commit. Most say nothing: those share <see cref="None"/>.</summary>
public sealed record MessageSignals
{
    public static MessageSignals None { get; } = new();

    /// <summary>The trace of a merge or of a forge's change; null for an ordinary message.</summary>
    public ChangeMark? Mark { get; init; }

    /// <summary>What the commit takes back, or puts back; null where it does neither.</summary>
    public RevertMark? Revert { get; init; }

    /// <summary>The subject, the merged branch or the change's title has the word hotfix, hot-fix or urgent.</summary>
    public bool IsHotfix { get; init; }

    /// <summary>The message declares AI assistance; a lower bound of what was assisted.</summary>
    public bool AiDeclared { get; init; }

    /// <summary>People named in Co-authored-by trailers, each once; bots and AI tools left out, the author not.</summary>
    public IReadOnlyList<Actor> CoAuthors { get; init; } = [];

    /// <summary>People named in Reviewed-by trailers, each once; bots and AI tools left out.</summary>
    public IReadOnlyList<Actor> Reviewers { get; init; } = [];
}
