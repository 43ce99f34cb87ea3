namespace Duet.Engine.Surveys.Scoring;

/// <summary>NASA's task load index (Hart and Staveland 1988), about one task or day, never about a quarter.</summary>
public static class TaskLoad
{
    /// <summary>Mental, physical, temporal demand, performance (0 is perfect), effort, frustration.</summary>
    public const int Ratings = 6;

    private const int Comparisons = 15;

    /// <summary>Raw index: the plain mean of the six, in [0, 100] (Hart 2006).</summary>
    /// <param name="ratings">Six ratings of 0 to 100 in steps of 5.</param>
    public static double Raw(IReadOnlyList<int> ratings)
    {
        Check(ratings);
        return ratings.Average();
    }

    /// <summary>Weighted index: sum of rating * tally / 15, in [0, 100].</summary>
    /// <param name="ratings">Six ratings of 0 to 100 in steps of 5.</param>
    /// <param name="tallies">How often each of the six was chosen in the 15 comparisons of two: 0 to 5 each, 15 in all.</param>
    public static double Weighted(IReadOnlyList<int> ratings, IReadOnlyList<int> tallies)
    {
        Check(ratings);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tallies.Count, Ratings);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tallies.Sum(), Comparisons);
        foreach (var tally in tallies)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(tally);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(tally, Ratings - 1);
        }
        return ratings.Zip(tallies, (rating, tally) => (double)rating * tally).Sum() / Comparisons;
    }

    private static void Check(IReadOnlyList<int> ratings)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ratings.Count, Ratings);
        foreach (var rating in ratings)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rating);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(rating, 100);
            ArgumentOutOfRangeException.ThrowIfNotEqual(rating % 5, 0, nameof(ratings));
        }
    }
}
