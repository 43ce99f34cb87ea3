using Duet.Engine.Statistics;

namespace Duet.Engine.Surveys.Scoring;

/// <summary>What a response rate lets one say.</summary>
public enum ResponseBand
{
    /// <summary>Below 30 %: nothing is inferred.</summary>
    Nothing,

    /// <summary>30 to below 50 %: hints.</summary>
    Hints,

    /// <summary>50 to below 60 %: to be read with care.</summary>
    Care,

    /// <summary>From 60 %; a team aims at 70.</summary>
    Usable,
}

/// <summary>What silence leaves open.</summary>
public static class Response
{
    /// <summary>The share of a team that should answer.</summary>
    public const double TeamTarget = 0.7;

    /// <summary>The band of <paramref name="answered"/> of <paramref name="asked"/> people, decided in whole numbers.</summary>
    public static ResponseBand Band(long answered, long asked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1);
        return (100 * answered) switch
        {
            var share when share < 30 * asked => ResponseBand.Nothing,
            var share when share < 50 * asked => ResponseBand.Hints,
            var share when share < 60 * asked => ResponseBand.Care,
            _ => ResponseBand.Usable,
        };
    }

    /// <summary>
    /// Where a share among everyone asked would lie if all who were silent thought the opposite, or the same (Manski 1989):
    /// [r f, r f + 1 - r].
    /// </summary>
    /// <param name="rate">r, answered / asked, in [0, 1].</param>
    /// <param name="share">f, the share among those who answered, in [0, 1].</param>
    public static Interval WorstCase(double rate, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return new Interval(rate * share, rate * share + (1 - rate));
    }
}
