using Duet.Engine.Facts;
using Duet.Engine.Statistics;
using Duet.Engine.Time;

namespace Duet.Engine.Delivery;

/// <summary>Between how many parts of the code people move in a week. A trace of attention, not cognitive load itself.</summary>
public static class ContextSpread
{
    /// <summary>For each ISO week with commits of people: the areas each of them touched, averaged. Bots and agents are left out.</summary>
    /// <param name="touches">In any order, by committer date.</param>
    /// <param name="zone">Whose midnights bound the weeks.</param>
    /// <returns>Oldest first.</returns>
    public static IReadOnlyList<WeekSpread> Weekly(IEnumerable<Touch> touches, TimeZoneInfo zone)
    {
        Areas areas = new();
        HashSet<(DateTimeOffset Week, Actor Person, string Area)> met = [];
        HistoryCommit? current = null;
        Period week = default;
        foreach (var touch in touches)
        {
            if (touch.Commit.Author.Kind != ActorKind.Human)
                continue;
            if (!ReferenceEquals(current, touch.Commit) && !week.Contains(touch.Commit.CommittedAt))
                week = Grains.Containing(touch.Commit.CommittedAt, Grain.Week, zone);
            current = touch.Commit;
            met.Add((week.Start, touch.Commit.Author, areas.Of(touch.Path)));
        }
        return
        [
            .. met.GroupBy(m => m.Week).OrderBy(w => w.Key).Select(w =>
            {
                var people = w.CountBy(m => m.Person).Select(p => (double)p.Value).ToArray();
                return new WeekSpread(w.Key, people.Length, people.Average(), Quantile.Median(people)!.Value);
            }),
        ];
    }
}

/// <summary>Context spread of one week.</summary>
/// <param name="Week">When the week starts, UTC.</param>
/// <param name="People">People with commits in the week.</param>
/// <param name="Mean">Mean over them of the distinct areas they touched, 1 or more.</param>
/// <param name="Median">Median of the same.</param>
public sealed record WeekSpread(DateTimeOffset Week, int People, double Mean, double Median);
