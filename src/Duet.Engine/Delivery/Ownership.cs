using Duet.Engine.Facts;
using Duet.Engine.Time;

namespace Duet.Engine.Delivery;

/// <summary>How the work on each area is spread over people. It counts people and names none.</summary>
public static class Ownership
{
    /// <summary>Ownership of the areas touched in <paramref name="period"/> (by committer date), bots and agents apart.</summary>
    /// <param name="touches">In any order; only people and their counts are kept, so the stream may be long.</param>
    /// <param name="period">The last 12 months, as a rule.</param>
    /// <returns>The whole repository and its areas, those with most touches first; an empty whole for no touches.</returns>
    public static RepositoryOwnership Of(IEnumerable<Touch> touches, Period period)
    {
        Areas areas = new();
        Dictionary<string, Dictionary<Actor, int>> byArea = [];
        Dictionary<Actor, int> whole = [];
        var byPrograms = 0;
        foreach (var touch in touches)
        {
            if (!period.Contains(touch.Commit.CommittedAt))
                continue;
            var author = touch.Commit.Author;
            if (author.Kind != ActorKind.Human)
            {
                byPrograms++;
                continue;
            }
            var area = areas.Of(touch.Path);
            if (!byArea.TryGetValue(area, out var people))
                byArea.Add(area, people = []);
            people[author] = people.GetValueOrDefault(author) + 1;
            whole[author] = whole.GetValueOrDefault(author) + 1;
        }
        return new RepositoryOwnership(
            AreaOwnership.Of("", whole.Values),
            [.. byArea.Select(a => AreaOwnership.Of(a.Key, a.Value.Values))
                .OrderByDescending(a => a.Touches).ThenBy(a => a.Area, StringComparer.Ordinal)],
            byPrograms);
    }
}

/// <summary>Ownership in a repository.</summary>
/// <param name="Whole">All areas together; its name is empty.</param>
/// <param name="Areas">Those with most touches first.</param>
/// <param name="TouchesByPrograms">Touches of bots and agents, left out of the others.</param>
public sealed record RepositoryOwnership(AreaOwnership Whole, IReadOnlyList<AreaOwnership> Areas, int TouchesByPrograms);

/// <summary>Ownership of one area. An area is narrower than the repository: who shows it keeps to the floor of <see cref="People"/>.</summary>
public sealed record AreaOwnership
{
    public required string Area { get; init; }
    public required int Touches { get; init; }

    /// <summary>Distinct people.</summary>
    public required int People { get; init; }

    /// <summary>Smallest number of people who made at least half of the touches; 0 for no touches.</summary>
    public required int BusFactor { get; init; }

    /// <summary>Touches of each person, from many to few, without names.</summary>
    public required IReadOnlyList<int> Spread { get; init; }

    /// <summary>Share of the one who touched most, 0 to 1; 0 for no touches.</summary>
    public double TopShare => Touches == 0 ? 0 : (double)Spread[0] / Touches;

    internal static AreaOwnership Of(string area, IEnumerable<int> people)
    {
        int[] spread = [.. people.OrderDescending()];
        return new AreaOwnership
        {
            Area = area,
            Touches = spread.Sum(),
            People = spread.Length,
            BusFactor = Delivery.BusFactor.Of(spread),
            Spread = spread,
        };
    }
}
