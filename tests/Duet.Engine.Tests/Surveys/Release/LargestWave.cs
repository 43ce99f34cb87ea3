using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>8 teams at 3 sites in 4 tenures, all 96 combinations with 6 people, every pair crossed, and 15 items that not everybody answers.</summary>
internal static class LargestWave
{
    public static ReleaseInput Input(int seed)
    {
        var random = new Random(seed);
        var people = Enumerable.Range(0, 96 * 6).Select(person => new AskedPerson(person, new Dictionary<string, string>
        {
            ["team"] = $"T{person % 8}",
            ["site"] = $"S{person / 8 % 3}",
            ["tenure"] = $"Y{person / 24 % 4}",
        })).ToList();
        var frozen = Freezing.Of(people, new FreezeRules(5, ["team", "site", "tenure"], [("team", "site"), ("team", "tenure"), ("site", "tenure")], _ => null))!;
        InstrumentItem[] items = [.. Enumerable.Range(1, 15).Select(item => new InstrumentItem(
            $"item{item}", ItemKind.Scale, "", "", ["1", "2", "3", "4", "5"], false, true, null, null, null) { Favourable = [4, 5] })];
        var silent = people.Where(_ => random.NextDouble() < 0.25).Select(person => person.Person).ToHashSet();
        var answers = from item in items
                      from leaf in frozen.Leaves
                      from person in leaf.People
                      where !silent.Contains(person)
                      let value = random.NextDouble() < 0.05 ? (int?)null : random.Next(1, 6)
                      group person by (leaf.Key, Item: item.Key, Value: value) into same
                      select new AnswerCount(same.Key.Key, same.Key.Item, same.Key.Value, same.Count());
        return new ReleaseInput(
            new Instrument("x", 1, "", "", items, null, "", ["en"]), frozen, 5, frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People.Count),
            [.. answers], null, null, seed);
    }
}
