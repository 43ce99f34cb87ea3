using Duet.Engine.Facts;

namespace Duet.Engine.Metrics;

/// <summary>Something a query may group by or filter on: a column of the fact, or what the dimensions beside the facts say of its rows.</summary>
/// <param name="Narrows">
/// Grouping or filtering by it makes groups of people. A whole repository or service does not, and neither does telling
/// people from programs, unless a rule calls somebody a program (<see cref="Planning.SeriesPlan.WithNarrowKinds"/>).
/// </param>
/// <param name="Column">The fact's own column; null where there is none.</param>
internal sealed record Dimension(string Name, DimensionKind Kind, bool Narrows, FactColumn? Column = null)
{
    /// <summary>The closed list of its values; null where any text may come.</summary>
    public IReadOnlyList<string>? Words => Column?.Type == ColumnType.Flag ? ["true", "false"] : Column?.EnumValues;
}

internal enum DimensionKind
{
    Column,

    /// <summary>Human, bot or agent, as the subject's identity counts now.</summary>
    SubjectKind,

    /// <summary>The subject's team when the row was created; of facts without a subject, the team that owned the service then.</summary>
    Team,

    /// <summary>What the subject worked as when the row was created.</summary>
    Discipline,

    /// <summary>The row's own service, else that of its whole repository.</summary>
    Service,

    /// <summary>The product its service is a part of.</summary>
    Product,
}
