using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Planning;

/// <summary>A query made ready: which rows are seen, how they are cut into cells, and which cells are groups of people.</summary>
internal sealed record SeriesPlan
{
    public required Metric Metric { get; init; }
    public required MetricQuery Query { get; init; }

    /// <summary>The calendar periods of the answer, oldest first; never empty.</summary>
    public required IReadOnlyList<Period> Periods { get; init; }

    /// <summary>Boundaries by which rows are cut in time, ascending; those of the periods unless a calculator needs others.</summary>
    public required IReadOnlyList<DateTimeOffset> Boundaries { get; init; }
    public required IReadOnlyList<Dimension> Groups { get; init; }
    public required IReadOnlyList<PlannedFilter> Filters { get; init; }

    /// <summary>Cells are groups of people, so that small ones are hidden.</summary>
    public required bool IsNarrow { get; init; }

    /// <summary>Filters that make groups of people.</summary>
    public IEnumerable<PlannedFilter> NarrowFilters => Filters.Where(filter => filter.Dimension.Narrows);

    /// <summary>Null for wall-clock durations.</summary>
    public required WorkingTime? Working { get; init; }

    /// <summary>Read where the query names teams, or each team's working hours count.</summary>
    public required TeamTree Teams { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required Reasons Reasons { get; init; }

    public Period Whole => new(Periods[0].Start, Periods[^1].End);

    /// <summary>Periods reach back into each other, so that a row lies in several.</summary>
    public bool Overlaps => Metric.Definition.IsRolling;

    /// <summary>Indexes of the cells that lists and counts of rows are made of: the total; where periods overlap, all.</summary>
    public IEnumerable<int> Parts => Overlaps ? Enumerable.Range(Answers.Cell.Total, Periods.Count + 1) : [Answers.Cell.Total];

    /// <summary>Asks for people and programs apart.</summary>
    public bool TellsKinds => Groups.Concat(Filters.Select(filter => filter.Dimension)).Any(IsKind);

    /// <summary>The same rows, programs and people together, split by what they are.</summary>
    public SeriesPlan ByKind() => this with
    {
        Groups = [Metric.Table.Dimensions().First(IsKind)],
        Filters = [.. Filters.Where(filter => !IsKind(filter.Dimension))],
        IsNarrow = true,
    };

    /// <summary>The same plan, for which people and programs apart are groups of people.</summary>
    public SeriesPlan WithNarrowKinds() => this with
    {
        Groups = [.. Groups.Select(Narrow)],
        Filters = [.. Filters.Select(filter => filter with { Dimension = Narrow(filter.Dimension) })],
        IsNarrow = true,
    };

    private static bool IsKind(Dimension dimension) => dimension.Kind == DimensionKind.SubjectKind;

    private static Dimension Narrow(Dimension dimension) => IsKind(dimension) ? dimension with { Narrows = true } : dimension;

    /// <summary>The columns besides the fact's own that a row is measured by; never people.</summary>
    public IEnumerable<string> MeasuredColumns()
    {
        if (Metric.Measure is not null)
            yield return "value";
        if (Metric.Per is not null)
            yield return "per";
        if (Metric.Counted is { IsSubject: false })
            yield return "counted";
    }
}

/// <summary>Values of one dimension that are alternatives.</summary>
/// <param name="Values">Texts or flags; a null stands for rows without a value.</param>
internal sealed record PlannedFilter(Dimension Dimension, IReadOnlyList<object?> Values)
{
    /// <summary>The teams that were named, of which none lies in another; empty for all other dimensions.</summary>
    public IReadOnlyList<Team> Teams { get; init; } = [];
}
