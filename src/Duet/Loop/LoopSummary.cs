using Duet.Engine.Metrics;
using Duet.Feedback.Search;

namespace Duet.Loop;

/// <summary>How far voices have been answered: half a year as the metrics tell it, and what is open now.</summary>
internal sealed record LoopSummary
{
    public const int OldDays = 30;

    public (MetricDefinition Definition, SeriesPoint Total)? Answered { get; init; }
    public (MetricDefinition Definition, SeriesPoint Total)? Told { get; init; }

    /// <summary>Voices without an end and without a word; null for who may not read voices.</summary>
    public int? Open { get; init; }

    /// <summary>Those of them that are older than <see cref="OldDays"/>.</summary>
    public int Old { get; init; }
    public IReadOnlyList<OpenVoice> Oldest { get; init; } = [];

    /// <summary>What most voices wait for.</summary>
    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>Developers' voices are left out: their team is too small to hide them.</summary>
    public bool IsWithoutColleagues { get; init; }

    public bool IsEmpty => Open is null or 0 && Answered is null or { Total.N: 0 } && Told is null or { Total.N: 0 };
}

/// <param name="Voices">How many are linked to it.</param>
internal sealed record Need(int Initiative, string Name, int Voices);
