namespace Duet.Demo;

/// <summary>A change of level planted into the sample organisation: what insights must find, and where.</summary>
internal sealed record SampleStory
{
    public required string Key { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The metric in which it was planted.</summary>
    public required string Metric { get; init; }

    /// <summary>The dimension by which the metric must be split to see it, and the values that are touched.</summary>
    public required string Dimension { get; init; }
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>First week, counted from the start of the history.</summary>
    public required int FromWeek { get; init; }

    /// <summary>First week in which all is as before; null where it stays.</summary>
    public int? UntilWeek { get; init; }

    /// <summary>What the planted quantity (a wait, a duration, a probability) is multiplied with.</summary>
    public required double Factor { get; init; }

    /// <summary>Metrics that move for the same reason, in the same place or in a whole that contains it.</summary>
    public IReadOnlyList<string> Echoes { get; init; } = [];

    /// <summary>The factor in that place and week: 1 outside of the story.</summary>
    public double FactorIn(string place, int week) =>
        week >= FromWeek && !(week >= UntilWeek) && Values.Contains(place) ? Factor : 1;
}
