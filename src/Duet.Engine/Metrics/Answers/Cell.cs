using Duet.Engine.Metrics.Aggregates;

namespace Duet.Engine.Metrics.Answers;

/// <summary>One cell's counted rows.</summary>
/// <param name="Period">Index of the period; <see cref="Total"/> for all periods together.</param>
/// <param name="People">Different human subjects; 0 where no one asked.</param>
internal sealed record Cell(int Period, GroupKey Group, long N, long People, Estimate Estimate)
{
    public const int Total = -1;

    public (int Period, GroupKey Group) Key => (Period, Group);
}

/// <summary>All cells that hold counted rows, and what the whole of the query came to.</summary>
internal sealed record CellSet
{
    public required IReadOnlyList<Cell> Cells { get; init; }

    /// <summary>Rows left out by the ordinal of their reason.</summary>
    public required IReadOnlyDictionary<int, long> Excluded { get; init; }
    public required long Counted { get; init; }

    /// <summary>Different human subjects of all counted rows, and of all rows that were seen.</summary>
    public required long PeopleCounted { get; init; }
    public required long PeopleSeen { get; init; }

    public long Seen => Counted + Excluded.Values.Sum();
}
