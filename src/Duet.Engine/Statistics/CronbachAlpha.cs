namespace Duet.Engine.Statistics;

/// <summary>Do the items of a scale measure one thing (Cronbach 1951)?</summary>
public static class CronbachAlpha
{
    /// <summary>A mean over items is shown only from here on.</summary>
    public const double Usable = 0.7;

    /// <summary>
    /// m / (m - 1) * (1 - sum of the items' variances / variance of the sums). At most 1; below 0 where items contradict
    /// each other. Null below two items or two sheets, or where all sums are equal.
    /// </summary>
    /// <param name="sheets">One row a person: answers to all items, reversed ones already turned. Rows of equal length.</param>
    public static double? Of(IReadOnlyList<IReadOnlyList<double>> sheets)
    {
        if (sheets.Count < 2 || sheets[0].Count < 2)
            return null;
        var items = sheets[0].Count;
        var total = Variance([.. sheets.Select(sheet => sheet.Sum())]);
        var parts = Enumerable.Range(0, items).Sum(item => Variance([.. sheets.Select(sheet => sheet[item])]));
        return total == 0 ? null : items / (items - 1.0) * (1 - parts / total);
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
