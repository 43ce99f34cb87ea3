using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Identity;
using Duet.Engine.Tests.Identity;

namespace Duet.Benchmarks.Identity;

/// <summary>
/// How long suggestions for 5,000 people and their identities take, and how often they are right: against a generated
/// organisation whose truth is known and, with a repository as argument, against its own .mailmap.
/// </summary>
internal static class IdentityBenchmark
{
    private const int People = 5_000;
    private static readonly double[] Levels = [0.5, 0.7, 0.8, 0.9, 0.95];

    public static Task RunAsync(string[] arguments)
    {
        var population = new Population(People, 20);
        Time(population);
        Quality("generated organisation", Suggestions.Find(population.People, population.Identities),
            [.. population.Identities.Where(identity => population.OwnerOf(identity.Id) is not null)
                .Select(identity => (Party.Of(identity.Id), population.OwnerOf(identity.Id)!.Value)),
             .. population.People.Select(person => (Party.Of(person.Id), person.Id))]);
        foreach (var repository in arguments)
            Mailmap.Compare(repository);
        return Task.CompletedTask;
    }

    /// <summary>Prints precision and recall over pairs of the groups that all suggestions of a level make.</summary>
    public static void Quality<T>(string title, IReadOnlyList<Suggestion> found, IReadOnlyCollection<(Party Party, T Truth)> known) where T : notnull
    {
        Say($"{title}: {known.Count:N0} parties, {found.Count:N0} suggestions");
        foreach (var level in Levels)
        {
            var groups = known.ToDictionary(entry => entry.Party, entry => entry.Party);
            foreach (var told in found.Where(told => told.Confidence >= level && groups.ContainsKey(told.First) && groups.ContainsKey(told.Second)))
                groups[Top(groups, told.Second)] = Top(groups, told.First);
            var both = Pairs(known.GroupBy(entry => (Top(groups, entry.Party), entry.Truth)).Select(same => same.Count()));
            var said = Pairs(known.GroupBy(entry => Top(groups, entry.Party)).Select(same => same.Count()));
            var truth = Pairs(known.GroupBy(entry => entry.Truth).Select(same => same.Count()));
            Say($"  from {level:0.00}: precision {(double)both / Math.Max(1, said):0.000}, recall {(double)both / Math.Max(1, truth):0.000} ({both:N0} of {said:N0} said, {truth:N0} true pairs)");
        }
    }

    public static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Time(Population population)
    {
        List<double> times = [];
        for (var run = 0; run < 7; run++)
        {
            var start = Stopwatch.GetTimestamp();
            Suggestions.Find(population.People, population.Identities);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        Say($"{population.People.Count:N0} people, {population.Identities.Count:N0} identities: first {times[0]:0} ms, then median {times.Skip(1).Order().ElementAt(3):0} ms");
    }

    private static Party Top(Dictionary<Party, Party> groups, Party at)
    {
        while (groups[at] != at)
            at = groups[at];
        return at;
    }

    private static long Pairs(IEnumerable<int> sizes) => sizes.Sum(size => (long)size * (size - 1) / 2);
}
