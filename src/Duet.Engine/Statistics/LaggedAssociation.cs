namespace Duet.Engine.Statistics;

/// <summary>How changes of one series go with later changes of another. It tends to precede; that is no proof of a cause.</summary>
public sealed record LaggedAssociation
{
    /// <summary>Pairs at lag 0.</summary>
    public required int N { get; init; }

    /// <summary>Spearman's rho between the first series and the second 0, 1, 2 ... steps later, each in [-1, 1].</summary>
    public required IReadOnlyList<double> Correlations { get; init; }

    /// <summary>Steps by which the first series is ahead where the association is strongest.</summary>
    public required int Lag { get; init; }

    /// <summary>Rho at that lag.</summary>
    public double Rho => Correlations[Lag];

    /// <summary>Permutation probability in (0, 1], already paid for having looked at all lags; not for other pairs.</summary>
    public required double P { get; init; }

    /// <summary>Strongest |rho| with the second series ahead by 1, 2 ... steps.</summary>
    public required double Reverse { get; init; }

    /// <summary>Both halves of the time show the same sign at the same lag, or one beside it.</summary>
    public required bool IsStable { get; init; }

    /// <summary>Worth telling, once P has been adjusted for all pairs: stable, ahead by at least a step, and weaker the other way round.</summary>
    public bool Precedes => IsStable && Lag > 0 && Reverse < Math.Abs(Rho);
}
