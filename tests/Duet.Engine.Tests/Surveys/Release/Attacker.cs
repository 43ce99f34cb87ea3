namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>
/// Somebody who knows more than anything that is published: the exact sum of every released cell and whose answers are in it.
/// Takes nothing from the auditor: it projects onto what is known, and proves what it suspects in whole numbers of any size.
/// </summary>
internal static class Attacker
{
    private const double Suspicious = 1e-6;

    /// <summary>The fewest people about whom something can be worked out, if fewer than <paramref name="k"/>; 0 otherwise.</summary>
    /// <param name="cells">Each the answers it sums, one number an answer.</param>
    /// <param name="k">Telling about fewer than these is a leak.</param>
    public static int SmallestLeak(IReadOnlyList<IReadOnlyCollection<int>> cells, int k)
    {
        var system = new KnownSums(cells);
        var smallest = system.SmallestDifference(k);
        foreach (var set in SmallSets(system.People, k))
        {
            var people = set.Sum(unknown => system.People[unknown]);
            if ((smallest == 0 || people < smallest) && IsSuspicious(system, set) && system.Rank(set) < system.Rank([]))
                smallest = people;
        }
        return smallest;
    }

    /// <summary>
    /// Something about the set alone is known where a vector within it is its own projection onto the known sums, that is
    /// where 1 - P, cut down to the set, has no Cholesky root.
    /// </summary>
    private static bool IsSuspicious(KnownSums system, IReadOnlyList<int> set)
    {
        var root = new double[set.Count, set.Count];
        for (var i = 0; i < set.Count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = (i == j ? 1.0 : 0.0) - system.Projection[set[i], set[j]];
                for (var c = 0; c < j; c++)
                    rest -= root[i, c] * root[j, c];
                if (i == j && rest < Suspicious)
                    return true;
                root[i, j] = i == j ? Math.Sqrt(rest) : rest / root[j, j];
            }
        }
        return false;
    }

    // Every set of unknowns that holds fewer than k people together.
    private static IEnumerable<IReadOnlyList<int>> SmallSets(IReadOnlyList<int> people, int k)
    {
        var few = Enumerable.Range(0, people.Count).Where(unknown => people[unknown] < k).ToArray();
        var open = new Stack<(int Next, int[] Set, int People)>([(0, [], 0)]);
        while (open.TryPop(out var at))
        {
            for (var i = at.Next; i < few.Length; i++)
            {
                if (at.People + people[few[i]] >= k)
                    continue;
                int[] set = [.. at.Set, few[i]];
                yield return set;
                open.Push((i + 1, set, at.People + people[few[i]]));
            }
        }
    }
}
