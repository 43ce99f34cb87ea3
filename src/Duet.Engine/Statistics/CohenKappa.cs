namespace Duet.Engine.Statistics;

/// <summary>Do two coders sort the same texts alike, beyond what chance would give (Cohen 1960)?</summary>
public static class CohenKappa
{
    /// <summary>From here on a coding may be used.</summary>
    public const double Usable = 0.6;

    /// <summary>From here on it is good.</summary>
    public const double Good = 0.8;

    /// <summary>
    /// (agreement - agreement by chance) / (1 - agreement by chance), at most 1; 0 is chance. Null without texts, or
    /// where both coders used one and the same category for all.
    /// </summary>
    /// <param name="counts">Square table: texts the first coder put into the row, the second into the column.</param>
    public static double? Of(int[,] counts)
    {
        var size = counts.GetLength(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.GetLength(1), size);
        var (rows, columns, alike) = (new double[size], new double[size], 0.0);
        for (var i = 0; i < size; i++)
        {
            alike += counts[i, i];
            for (var j = 0; j < size; j++)
            {
                rows[i] += counts[i, j];
                columns[j] += counts[i, j];
            }
        }
        var n = rows.Sum();
        if (n == 0)
            return null;
        var chance = rows.Zip(columns, (row, column) => row * column).Sum() / (n * n);
        return chance == 1 ? null : (alike / n - chance) / (1 - chance);
    }
}
