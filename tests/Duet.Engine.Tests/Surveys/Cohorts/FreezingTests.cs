using CsCheck;
using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Cohorts;

public sealed class FreezingTests
{
    private static readonly FreezeRules TeamsOnly = new(5, ["team"], [], _ => null);

    private static List<AskedPerson> People(string attribute, params (string Value, int Count)[] groups) =>
        [.. groups.SelectMany(group => Enumerable.Repeat(group.Value, group.Count))
            .Select((value, i) => new AskedPerson(i + 1, new Dictionary<string, string> { [attribute] = value }))];

    [Fact]
    public void Of_TeamsLargeEnough_EachIsALeafAndACell()
    {
        var frozen = Freezing.Of(People("team", ("A", 5), ("B", 7)), TeamsOnly)!;

        Assert.Equal([("team=A", 5), ("team=B", 7)], frozen.Leaves.Select(leaf => (leaf.Key, leaf.People.Count)));
        Assert.Equal(["", "team=A", "team=B"], frozen.Catalogue.Select(cell => cell.Key));
        Assert.Empty(frozen.NotAsked);
    }

    [Fact]
    public void Of_SmallTeam_TakesTheSmallestSiblingWithIt()
    {
        var frozen = Freezing.Of(People("team", ("A", 9), ("B", 7), ("C", 3)), TeamsOnly)!;

        Assert.Equal([("team=*", 10), ("team=A", 9)], frozen.Leaves.Select(leaf => (leaf.Key, leaf.People.Count)));
        Assert.Equal(["", "team=A"], frozen.Catalogue.Select(cell => cell.Key));
        Assert.Equal([("team=B", HiddenWhy.NotAsked), ("team=C", HiddenWhy.NotAsked)], frozen.NotAsked);
    }

    [Fact]
    public void Of_SmallTeams_ClimbToTheTeamAbove()
    {
        string? Above(string team) => team switch { "Pay-1" or "Pay-2" => "Pay", _ => null };

        var frozen = Freezing.Of(People("team", ("A", 6), ("Pay-1", 3), ("Pay-2", 4)), TeamsOnly with { ParentTeam = Above })!;

        Assert.Equal([("team=A", 6), ("team=Pay", 7)], frozen.Leaves.Select(leaf => (leaf.Key, leaf.People.Count)));
        Assert.Equal(["", "team=A", "team=Pay"], frozen.Catalogue.Select(cell => cell.Key));
    }

    [Fact]
    public void Of_FourPeople_IsNotAsked() => Assert.Null(Freezing.Of(People("team", ("A", 4)), TeamsOnly));

    [Fact]
    public void Of_NamesWithSigns_HaveKeysOfTheirOwn()
    {
        var frozen = Freezing.Of(People("team", ("A,site=B", 5), ("A", 5)), TeamsOnly)!;

        Assert.Equal(["", "team=A", "team=A%2Csite%3DB"], frozen.Catalogue.Select(cell => cell.Key));
    }

    [Fact]
    public void Of_AnyOrganisation_HasLeavesOfAtLeastKAndCompleteCells() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 4]).Array[1, 300].Sample(drawn =>
        {
            string? Above(string team) => team.Length > 2 ? team[..2] : null;
            AskedPerson[] people = [.. drawn.Select((each, i) => new AskedPerson(i, new Dictionary<string, string>
            {
                ["team"] = each.Item1 == 7 ? "" : $"T{each.Item1 % 3}-{each.Item1}", ["site"] = $"S{each.Item2}", ["tenure"] = $"Y{each.Item3}",
            }))];
            var frozen = Freezing.Of(people, new FreezeRules(5, ["team", "site", "tenure"], [("team", "site")], Above));
            if (people.Length < 5)
            {
                Assert.Null(frozen);
                return;
            }
            Assert.All(frozen!.Leaves, leaf => Assert.True(leaf.People.Count >= 5));
            Assert.Equal(people.Select(person => person.Person), frozen.Leaves.SelectMany(leaf => leaf.People).Order());
            Assert.Equal(frozen.Leaves.Count, frozen.Leaves.Select(leaf => leaf.Key).Distinct().Count());
            var inLeaf = frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People);
            foreach (var cell in frozen.Catalogue)
            {
                var counted = people.Where(person => cell.Where.All(label => label.Key == "team"
                    ? person.Attributes["team"] == label.Value || person.Attributes["team"].StartsWith(label.Value + "-", StringComparison.Ordinal)
                    : person.Attributes[label.Key] == label.Value)).Select(person => person.Person);
                Assert.Equal(counted, cell.Leaves.SelectMany(leaf => inLeaf[leaf]).Order());
            }
        }, iter: 300);
}
