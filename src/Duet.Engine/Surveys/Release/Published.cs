namespace Duet.Engine.Surveys.Release;

/// <summary>The forms in which numbers may leave: rounded by how few stand behind them, never at the ends of the scale.</summary>
internal static class Published
{
    private const double Slack = 1e-9;

    /// <summary>Answers in fives, such as "5-9".</summary>
    public static string Band(int n) => $"{n / 5 * 5}-{n / 5 * 5 + 4}";

    /// <summary>Shares go in steps of 5 points below 20 answers, of 1 above.</summary>
    public static double Step(int n) => n < 20 ? 0.05 : 0.01;

    /// <summary>
    /// The share from which only "at least" is said: wide enough for every number of answers in the band to have two outcomes
    /// behind it, so that "all" cannot be told from "all but one".
    /// </summary>
    public static double Cap(int n) => n switch { < 10 => 0.8, < 20 => 0.9, _ => 0.95 };

    /// <summary>Rounded to the step; halves away from zero.</summary>
    public static double Round(double value, double step) => Math.Round(Math.Round(value / step + Math.Sign(value) * Slack, MidpointRounding.AwayFromZero) * step, 10);

    /// <summary>An interval of shares on the step, never narrower than it was, within [0.05, 0.95].</summary>
    public static (double Low, double High) Outward(double low, double high, double step) =>
        (Math.Clamp(Floor(low, step), 0.05, 0.95), Math.Clamp(-Floor(-high, step), 0.05, 0.95));

    /// <summary>The same without a cap, for changes and scores.</summary>
    public static (double Low, double High) Wide(double low, double high, double step) => (Floor(low, step), -Floor(-high, step));

    /// <summary>A share with its interval; one-sided where nearly all, or nearly none, are favourable.</summary>
    public static (double Value, double? Low, double? High) Share(double share, double? low, double? high, int n)
    {
        var (step, cap) = (Step(n), Cap(n));
        var value = Round(share, step);
        if (value >= cap - Slack)
            return (cap, cap, null);
        if (value <= 1 - cap + Slack)
            return (Round(1 - cap, step), null, Round(1 - cap, step));
        if (low is not { } from || high is not { } to)
            return (value, null, null);
        var (below, above) = Outward(from, to, step);
        return (value, Math.Min(below, value), Math.Max(above, value));
    }

    /// <summary>A share among others: between at most 5 and at least 95 in a hundred.</summary>
    public static double Part(double share, int n) => Math.Clamp(Round(share, Step(n)), 0.05, 0.95);

    /// <summary>A mean to a tenth, never within a twentieth of the scale's ends.</summary>
    public static double Mean(double mean, double min, double max)
    {
        var margin = (max - min) / 20;
        return Round(Math.Clamp(mean, min + margin, max - margin), 0.1);
    }

    /// <summary>Percent of people who answered, in tens, never 0 or 100.</summary>
    public static int Tens(int answered, int invited) => Math.Clamp((int)Math.Round(10.0 * answered / invited, MidpointRounding.AwayFromZero) * 10, 10, 90);

    private static double Floor(double value, double step) => Math.Round(Math.Floor(value / step + Slack) * step, 10);
}
