namespace Duet.Engine.Delivery;

/// <summary>The words by which git or a forge shows that a commit merges or squashes a change.</summary>
public sealed record ChangeMark
{
    public required ChangeMarkKind Kind { get; init; }

    /// <summary>The forge's number; null for plain merges.</summary>
    public int? Number { get; init; }

    /// <summary>The change's title; null where the message does not tell it.</summary>
    public string? Title { get; init; }

    /// <summary>The branch (or tag, or commit) merged, the first of several; null where the message does not tell it.</summary>
    public string? Source { get; init; }

    /// <summary>The branch merged into; null where the message does not tell it.</summary>
    public string? Target { get; init; }
}

/// <summary>Whose words they are.</summary>
public enum ChangeMarkKind
{
    /// <summary><c>Merge branch 'x'</c> and its kin, as git writes them itself, without a forge's number.</summary>
    Git,

    /// <summary><c>Merge branch 'x' of url</c>: a pull.</summary>
    GitPull,

    /// <summary><c>Merge remote-tracking branch 'origin/x'</c>.</summary>
    GitRemote,

    /// <summary><c>Merge pull request #n from owner/branch</c> (GitHub, Gitea).</summary>
    GitHub,

    /// <summary><c>(#n)</c> at the end of a subject (squash merges of GitHub and Gitea).</summary>
    Squash,

    /// <summary><c>See merge request group/project!n</c>.</summary>
    GitLab,

    /// <summary><c>Merged in x (pull request #n)</c>, <c>Pull request #n: title</c>.</summary>
    Bitbucket,

    /// <summary><c>Merged PR n: title</c>.</summary>
    Azure,
}
