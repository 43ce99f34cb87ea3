using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>A tag as git has it.</summary>
/// <param name="Name">Without <c>refs/tags/</c>.</param>
/// <param name="Sha">The commit it leads to, annotations peeled.</param>
/// <param name="At">Tagger date, or the commit's committer date where the tag has none.</param>
/// <param name="IsAnnotated">False for a plain name of a commit.</param>
public sealed record TagRef(string Name, string Sha, DateTimeOffset At, bool IsAnnotated);

/// <summary>A tag that is a release.</summary>
public sealed record ReleaseTag
{
    public required string Name { get; init; }
    public required string Sha { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The product line within the repository (<c>pkg</c> of <c>pkg@1.2.3</c>); empty where there is one line only.</summary>
    public required string Product { get; init; }
    public required bool IsPrerelease { get; init; }

    /// <summary>Which number moved against the highest earlier version of the line that is below this one; Other for the first.</summary>
    public required ReleaseKind Kind { get; init; }

    /// <summary>A patch within 72 hours of the version it patches.</summary>
    public required bool IsHotfix { get; init; }

    /// <summary>Date of the line's release before it in time, pre-releases apart; null for the first.</summary>
    public required DateTimeOffset? PreviousAt { get; init; }
}

/// <summary>The releases among the tags of a repository.</summary>
public sealed record ReleaseSet
{
    /// <summary>Oldest first; of the same moment by product, version and name.</summary>
    public required IReadOnlyList<ReleaseTag> Tags { get; init; }
    public required ReleaseRule Rule { get; init; }

    /// <summary>0 to 1: how sure we are that these are the releases; 0 where there are none.</summary>
    public required double Confidence { get; init; }

    /// <summary>Tags that are none.</summary>
    public required int Ignored { get; init; }
}

/// <summary>By what releases were told from other tags.</summary>
public enum ReleaseRule
{
    /// <summary>There is no tag that could be one.</summary>
    None,

    /// <summary>Version numbers, confidence 1.</summary>
    Versions,

    /// <summary>No version at all, but most tags hold a date; confidence 0.6.</summary>
    Dates,

    /// <summary>No version at all, but most tags are one word and a running number; confidence 0.5.</summary>
    Numbers,

    /// <summary>None of these: all annotated tags; confidence 0.4.</summary>
    Annotated,
}
