using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>A commit as the derivations need it. Lean, because a history has a hundred thousand of them.</summary>
public sealed class HistoryCommit
{
    /// <summary>Its number in the <see cref="CommitGraph"/>.</summary>
    public required int Node { get; init; }
    public required string Sha { get; init; }

    /// <summary>One instance for all commits of the same identity, as <see cref="Identities"/> gives it.</summary>
    public required Actor Author { get; init; }

    /// <summary>With the author's own offset where the history tells it.</summary>
    public required DateTimeOffset AuthoredAt { get; init; }
    public required DateTimeOffset CommittedAt { get; init; }
    public required string Subject { get; init; }
    public MessageSignals Signals { get; init; } = MessageSignals.None;

    /// <summary>Paths touched; null until the paths were read, and for merges.</summary>
    public int? Files { get; set; }

    /// <summary>The message or the author declares AI assistance.</summary>
    public bool AiDeclared => Signals.AiDeclared || Author.Kind == ActorKind.Agent;
}
