namespace Duet.Engine.Surveys.Release;

/// <summary>The forms in which numbers may leave: rounded by how few may stand behind them, never at the ends of the scale.</summary>
internal static class Published
{
    private const double Slack = 1e-9;

    /// <summary>Rounded to the step; halves away from zero.</summary>
    public static double Round(double value, double step) => Math.Round(Math.Round(value / step + Math.Sign(value) * Slack, MidpointRounding.AwayFromZero) * step, 10);

    /// <summary>An interval on the step, never narrower than it was.</summary>
    public static (double Low, double High) Wide(double low, double high, double step) => (Floor(low, step), -Floor(-high, step));

    /// <summary>A share; only "at least" where nearly all, only "at most" where nearly none are favourable: then one bound is the share.</summary>
    public static (double Value, double? Low, double? High) Share(double share, AnswerBand band)
    {
        var (value, most) = (Round(share, band.Step), Math.Round(band.Cap, 10));
        var least = Math.Round(1 - most, 10);
        return value >= most - Slack ? (most, most, null) : value <= least + Slack ? (least, null, least) : (value, null, null);
    }

    /// <summary>A share among others; the least means at most that, the most at least.</summary>
    public static double Part(double share, AnswerBand band) => Math.Round(Math.Clamp(Round(share, band.PartStep), band.LeastPart, 1 - band.LeastPart), 10);

    /// <summary>A mean or score on the step, never within a twentieth of the scale's ends.</summary>
    public static double Within(double value, double min, double max, double step) => Math.Round(Inside(Round(value, step), min, max, step), 10);

    /// <summary>The same without rounding.</summary>
    public static double Inside(double value, double min, double max, double step)
    {
        var margin = Math.Ceiling((max - min) / 20 / step - Slack) * step;
        return Math.Clamp(value, min + margin, max - margin);
    }

    /// <summary>Percent of people who answered, in tens, never 0 or 100.</summary>
    public static int Tens(double answered, double invited) => Math.Clamp((int)Math.Round(10 * answered / invited, MidpointRounding.AwayFromZero) * 10, 10, 90);

    private static double Floor(double value, double step) => Math.Round(Math.Floor(value / step + Slack) * step, 10);
}
