namespace Duet.Engine.Delivery;

/// <summary>How few people hold half of the knowledge.</summary>
public static class BusFactor
{
    /// <summary>The smallest number of people who together made at least half of the contributions (CHAOSS, Bus Factor).</summary>
    /// <param name="contributions">One count for each person, in any order.</param>
    /// <returns>0 where there are no contributions.</returns>
    public static int Of(IEnumerable<int> contributions)
    {
        var descending = contributions.OrderDescending().ToArray();
        var total = descending.Sum(c => (long)c);
        var (people, sum) = (0, 0L);
        while (sum * 2 < total)
            sum += descending[people++];
        return people;
    }
}
