using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>A change as it was drawn, its times in working hours since the start, the future included.</summary>
internal sealed record SampleChange
{
    public required int Number { get; init; }
    public required string Title { get; init; }
    public required Actor Author { get; init; }
    public required double FirstCommit { get; init; }
    public required double Opened { get; init; }
    public required double Ready { get; init; }

    /// <summary>Null where nobody reviewed it.</summary>
    public double? FirstReview { get; init; }
    public double? Approved { get; init; }

    /// <summary>Null where it was given up.</summary>
    public double? Merged { get; init; }
    public double? Closed { get; init; }

    /// <summary>When another change took it back.</summary>
    public double? Reverted { get; set; }
    public required string Sha { get; init; }
    public IReadOnlyList<SampleReview> Reviews { get; init; } = [];
    public IReadOnlyList<SampleCommit> Commits { get; init; } = [];
    public bool IsRevert { get; init; }
    public bool IsHotfix { get; init; }
    public bool AiDeclared { get; init; }

    public string Id => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A review, in working hours since the start.</summary>
internal sealed record SampleReview(Actor Reviewer, double At, ReviewVerdict Verdict, int Comments);

/// <summary>A commit of a change, with the files it touches.</summary>
internal sealed record SampleCommit(string Sha, double At, bool CoAuthored, IReadOnlyList<SampleFile> Files);

internal sealed record SampleFile(string Path, string Area, int Additions, int Deletions);
