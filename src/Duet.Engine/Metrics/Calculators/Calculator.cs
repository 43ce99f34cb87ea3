using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Calculators;

/// <summary>
/// A number that no aggregate can say, made of what each person did in stretches of time. It declares the stretches
/// and the column it counts; the planner fetches, the calculator computes.
/// </summary>
internal abstract class Calculator
{
    /// <summary>As pages name it in 'aggregate'.</summary>
    public abstract string Name { get; }

    /// <summary>A dimension whose different values, apart in each repository, are counted for each person and stretch; null for none.</summary>
    public virtual string? Counted => null;

    /// <summary>Null where the grain can be served, else why not.</summary>
    public virtual string? Refuses(Grain grain) => null;

    /// <summary>Boundaries of the stretches, ascending: stretch i goes from boundary i to boundary i + 1.</summary>
    public abstract IReadOnlyList<DateTimeOffset> Boundaries(IReadOnlyList<Period> periods, TimeZoneInfo zone);

    /// <summary>The stretches that a period's number is made of.</summary>
    public abstract Period Window(Period period, TimeZoneInfo zone);

    /// <summary>The number; called with at least one row of work.</summary>
    public abstract Aggregates.Estimate Of(IReadOnlyList<PersonWork> work);
}

/// <summary>What one person did in one stretch of time, within one group.</summary>
/// <param name="Stretch">Start of the stretch.</param>
/// <param name="Group">The group's values, one for each dimension of the query.</param>
/// <param name="Person">The person behind the alias.</param>
/// <param name="IsHuman">False for bots and agents.</param>
/// <param name="Rows">Rows counted.</param>
/// <param name="Different">Different values of the counted column; 0 without one.</param>
internal sealed record PersonWork(DateTimeOffset Stretch, GroupKey Group, long Person, bool IsHuman, long Rows, long Different);
