namespace Duet.Engine.Statistics;

/// <summary>Percentile intervals from drawing the data again (Efron and Tibshirani 1993), seeded.</summary>
public static class Bootstrap
{
    private const int Draws = 999;

    /// <summary>Fewer items than this give intervals that are far too narrow, so they give none.</summary>
    public const int LeastItems = 6;

    /// <summary>
    /// Interval of a statistic of independent items. Where rows of one team or repository belong together, an item
    /// is the whole cluster of rows.
    /// </summary>
    /// <param name="items">Rows or clusters.</param>
    /// <param name="statistic">Of as many items as given; a draw without an answer (null) is left out.</param>
    /// <param name="seed">The same items and seed give the same interval.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>In the unit of the statistic; null below <see cref="LeastItems"/> items, or where no draw has an answer.</returns>
    public static Interval? Percentile<T>(
        IReadOnlyList<T> items, Func<IReadOnlyList<T>, double?> statistic, int seed = 1, double level = 0.95)
    {
        if (items.Count < LeastItems)
            return null;
        var random = new Random(seed);
        var drawn = new T[items.Count];
        List<double> answers = [];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < drawn.Length; i++)
                drawn[i] = items[random.Next(items.Count)];
            if (statistic(drawn) is { } answer)
                answers.Add(answer);
        }
        return Middle(answers, level);
    }

    /// <summary>
    /// Interval of a statistic of a series in which neighbours resemble each other: overlapping blocks are drawn
    /// (moving block bootstrap, Künsch 1989).
    /// </summary>
    /// <param name="values">Values in order of time.</param>
    /// <param name="statistic">Of as many values as given.</param>
    /// <param name="length">Values in a block: 4 for weeks.</param>
    /// <param name="seed">The same values and seed give the same interval.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>In the unit of the statistic; null where fewer than <see cref="LeastItems"/> blocks fit side by side.</returns>
    public static Interval? MovingBlocks(
        ReadOnlySpan<double> values, Func<IReadOnlyList<double>, double?> statistic, int length = 4, int seed = 1, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (values.Length / length < LeastItems)
            return null;
        var random = new Random(seed);
        var drawn = new double[values.Length];
        List<double> answers = [];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var at = 0; at < drawn.Length; at += length)
            {
                var taken = Math.Min(length, drawn.Length - at);
                values.Slice(random.Next(values.Length - length + 1), taken).CopyTo(drawn.AsSpan(at));
            }
            if (statistic(drawn) is { } answer)
                answers.Add(answer);
        }
        return Middle(answers, level);
    }

    private static Interval? Middle(List<double> answers, double level)
    {
        if (answers.Count == 0)
            return null;
        var sorted = answers.Order().ToArray();
        var tail = (1 - level) / 2;
        return new Interval(Quantile.Type7(sorted, tail), Quantile.Type7(sorted, 1 - tail));
    }
}
