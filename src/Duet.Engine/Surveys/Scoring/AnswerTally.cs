using Duet.Engine.Statistics;

namespace Duet.Engine.Surveys.Scoring;

/// <summary>
/// Answers to one item of whole numbers on a scale, counted. "Do not know" is missing: outside of every denominator,
/// and kept to be shown.
/// </summary>
public sealed class AnswerTally
{
    private readonly long[] counts;

    /// <param name="min">The scale's lowest value.</param>
    /// <param name="max">Its highest.</param>
    /// <param name="counts">Answers for min, min + 1 ... max.</param>
    /// <param name="dontKnow">People who said they do not know.</param>
    public AnswerTally(int min, int max, IReadOnlyList<long> counts, long dontKnow = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.Count, max - min + 1);
        ArgumentOutOfRangeException.ThrowIfNegative(dontKnow);
        foreach (var count in counts)
            ArgumentOutOfRangeException.ThrowIfNegative(count);
        (Min, Max, DontKnow, this.counts, N) = (min, max, dontKnow, [.. counts], counts.Sum());
    }

    public int Min { get; }
    public int Max { get; }

    /// <summary>Answers with a value.</summary>
    public long N { get; }

    public long DontKnow { get; }

    /// <summary>Counts values; null is "do not know". A value off the scale throws.</summary>
    public static AnswerTally Of(int min, int max, IEnumerable<int?> values)
    {
        var (counts, dontKnow) = (new long[max - min + 1], 0L);
        foreach (var value in values)
        {
            if (value is not { } known)
                dontKnow++;
            else if (known < min || known > max)
                throw new ArgumentOutOfRangeException(nameof(values), known, $"The scale goes from {min} to {max}.");
            else
                counts[known - min]++;
        }
        return new AnswerTally(min, max, counts, dontKnow);
    }

    /// <summary>Answers with this value; 0 off the scale.</summary>
    public long this[int value] => value < Min || value > Max ? 0 : counts[value - Min];

    /// <summary>Answers from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(int low, int high) => Enumerable.Range(low, Math.Max(0, high - low + 1)).Sum(value => this[value]);

    /// <summary>The two highest values of the scale: what "favourable" means.</summary>
    public long Favourable => Between(Max - 1, Max);

    /// <summary>Shares of the values in ascending order, summing to 1; empty without answers.</summary>
    public IReadOnlyList<double> Distribution => N == 0 ? [] : [.. counts.Select(count => (double)count / N)];

    /// <summary>In the scale's unit; null without answers. Second to the distribution: one item is ordered, not measured.</summary>
    public double? Mean => N == 0 ? null : counts.Select((count, i) => (double)count * (Min + i)).Sum() / N;

    /// <summary>The answers one by one, ascending.</summary>
    public double[] Values => [.. counts.SelectMany((count, i) => Enumerable.Repeat((double)(Min + i), checked((int)count)))];

    /// <summary>The scale turned round: each x becomes max + min - x.</summary>
    public AnswerTally Reversed => new(Min, Max, [.. counts.Reverse()], DontKnow);

    /// <summary>
    /// How this wave's answers lie against another's, by ranks: Mann and Whitney's test and Cliff's delta, positive where
    /// this one is higher. Null where one is empty or all answers are equal.
    /// </summary>
    public (RankTest Test, double Delta)? Against(AnswerTally other)
    {
        double[] mine = Values, theirs = other.Values;
        return MannWhitney.Test(mine, theirs) is { } test ? (test, CliffsDelta.Of(mine, theirs)!.Value) : null;
    }
}
