namespace Duet.Engine.Surveys.Scoring;

/// <summary>System Usability Scale (Brooke 1996).</summary>
public static class Sus
{
    /// <summary>The mean of published studies (Sauro 2011).</summary>
    public const double Benchmark = 68;

    /// <summary>2.5 (sum of odd items - 1, and of 5 - even items), in [0, 100] in steps of 2.5.</summary>
    /// <param name="answers">The ten answers of one person in the scale's order, each 1 to 5.</param>
    public static double Of(IReadOnlyList<int> answers)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(answers.Count, 10);
        var sum = 0;
        for (var i = 0; i < answers.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(answers[i], 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(answers[i], 5);
            sum += i % 2 == 0 ? answers[i] - 1 : 5 - answers[i];
        }
        return 2.5 * sum;
    }
}
