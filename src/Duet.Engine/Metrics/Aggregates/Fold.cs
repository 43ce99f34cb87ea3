namespace Duet.Engine.Metrics.Aggregates;

/// <summary>A fold of one or two columns over the rows of a cell, which a dialect can write. Nulls are passed over.</summary>
internal sealed record Fold(FoldKind Kind, string Column, string? Other = null);

internal enum FoldKind
{
    /// <summary>Sum as a double; null for no rows.</summary>
    Sum,

    /// <summary>Sum of <see cref="Fold.Column"/> times <see cref="Fold.Other"/>.</summary>
    SumOfProducts,

    /// <summary>The value of the newest row; of several with one time the largest.</summary>
    Last,

    /// <summary>Rows in which a flag is true.</summary>
    CountTrue,

    /// <summary>Different values.</summary>
    CountDistinct,

    /// <summary>All values, in no order, as doubles.</summary>
    Values,
}
