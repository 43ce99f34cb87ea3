namespace Duet.Engine.Surveys.Scoring;

/// <summary>UMUX-Lite (Lewis, Utesch and Maher 2013): two items of 1 to 7.</summary>
public static class UmuxLite
{
    /// <summary>((a - 1) + (b - 1)) / 12 * 100, in [0, 100].</summary>
    /// <param name="meetsNeeds">"Capabilities meet my requirements", 1 to 7.</param>
    /// <param name="easy">"Is easy to use", 1 to 7.</param>
    public static double Of(int meetsNeeds, int easy)
    {
        foreach (var answer in (ReadOnlySpan<int>)[meetsNeeds, easy])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(answer, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(answer, 7);
        }
        return (meetsNeeds + easy - 2) / 12.0 * 100;
    }

    /// <summary>What SUS would be expected to give, in [22.9, 87.9]: .65 score + 22.9.</summary>
    public static double AsSus(double score) => 0.65 * score + 22.9;
}
