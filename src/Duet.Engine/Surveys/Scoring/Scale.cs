namespace Duet.Engine.Surveys.Scoring;

/// <summary>Arithmetic of a person's answers on scales.</summary>
public static class Scale
{
    /// <summary>(x - min) / (max - min) * 100: any scale on 0 to 100.</summary>
    public static double ToHundred(double value, double min, double max) => (value - min) / (max - min) * 100;

    /// <summary>max + min - x: a statement put negatively, counted positively.</summary>
    public static int Reverse(int value, int min, int max) => max + min - value;

    /// <summary>Mean of one person's answers to the items of a scale; null where fewer than half of the items are answered.</summary>
    /// <param name="answers">One entry an item, null where missing, reversed ones already turned.</param>
    public static double? MeanOf(IReadOnlyList<double?> answers)
    {
        var known = answers.OfType<double>().ToArray();
        return known.Length == 0 || 2 * known.Length < answers.Count ? null : known.Average();
    }
}
