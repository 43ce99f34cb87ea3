using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>An invented organisation that is asked, with the truth about everybody: what no release may give away.</summary>
internal sealed class SimulatedOrganisation
{
    public static readonly Instrument Questions = new("sim", 1, "Simulated", "About nothing.",
        [
            Item("first", ItemKind.Scale), Item("second", ItemKind.Scale), Item("recommend", ItemKind.ZeroToTen),
        ], null, "", ["en"]);

    private readonly Random random;

    public SimulatedOrganisation(int seed, int fewest = 40, int most = 600)
    {
        random = new Random(seed);
        var (size, teams, sites, tenures) = (random.Next(fewest, most + 1), random.Next(2, 9), random.Next(1, 4), random.Next(1, 5));
        // Sizes differ a lot, as they do: the first team is the largest.
        People = [.. Enumerable.Range(0, size).Select(person => new AskedPerson(person, new Dictionary<string, string>
        {
            ["team"] = $"T{(int)(teams * Math.Pow(random.NextDouble(), 1.5))}",
            ["site"] = $"S{random.Next(sites)}",
            ["tenure"] = $"Y{random.Next(tenures)}",
        }))];
        Crosses = random.Next(2) == 0 ? [] : [("team", "site")];
        ResponseRate = 0.5 + 0.5 * random.NextDouble();
        Answers = People.ToDictionary(person => person.Person, _ => Sheet());
    }

    public List<AskedPerson> People { get; }
    public IReadOnlyList<(string, string)> Crosses { get; }
    public double ResponseRate { get; }

    /// <summary>By person the answers they gave; null where they were silent, and per item where they did not know.</summary>
    public Dictionary<int, Dictionary<string, int?>?> Answers { get; }

    public Frozen Freeze(int k = 5) => Freezing.Of(People, new FreezeRules(k, ["team", "site", "tenure"], Crosses, _ => null))!;

    public ReleaseInput Input(Frozen frozen, int k = 5, FormerWave? former = null)
    {
        var counts = from leaf in frozen.Leaves
                     from person in leaf.People
                     let sheet = Answers[person]
                     where sheet is not null
                     from answer in sheet
                     group person by (leaf.Key, Item: answer.Key, answer.Value) into same
                     select new AnswerCount(same.Key.Key, same.Key.Item, same.Key.Value, same.Count());
        var stored = frozen with { Leaves = [.. frozen.Leaves.Select(leaf => leaf with { People = [] })] };
        return new ReleaseInput(Questions, stored, k, frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People.Count), [.. counts], former, null, 1);
    }

    /// <summary>By measure the cells of which anything is shown, each the people whose answers it sums.</summary>
    public Dictionary<string, List<IReadOnlyCollection<int>>> Sums(Frozen frozen, WaveRelease release)
    {
        var people = frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People);
        var leaves = frozen.Catalogue.ToDictionary(cell => cell.Key, cell => cell.Leaves);
        return release.Cells.Where(cell => cell.Hidden is null).Select(cell => (cell.Measure, cell.Cell)).Distinct().GroupBy(shown => shown.Measure)
            .ToDictionary(measure => measure.Key, measure => measure.Select(shown => (IReadOnlyCollection<int>)
                [.. leaves[shown.Cell].SelectMany(leaf => people[leaf]).Where(person => Answers[person]?[measure.Key] is not null)]).ToList());
    }

    /// <summary>Somebody says the next value to something, or does not say anything any more.</summary>
    public void ChangeOneAnswer(Random chance)
    {
        var sheets = Answers.Where(sheet => sheet.Value is not null).ToList();
        var (person, sheet) = sheets[chance.Next(sheets.Count)];
        if (chance.Next(2) == 0)
            Answers[person] = null;
        else
            sheet!["first"] = sheet["first"] is 1 or 4 ? sheet["first"] + 1 : sheet["first"] - 1;
    }

    /// <summary>One person joins a team, or one leaves, or several join, leave and move; everybody else answers as before.</summary>
    public SimulatedOrganisation Later(int seed, int changes = 1) => Change(new Random(seed), changes);

    public static FormerWave FormerOf(SimulatedOrganisation then, Frozen frozenThen, SimulatedOrganisation now, Frozen frozenNow, WaveRelease releaseThen)
    {
        var (before, after) = (then.People.ToDictionary(p => p.Person, p => p.Attributes), now.People.ToDictionary(p => p.Person, p => p.Attributes));
        bool In(IReadOnlyDictionary<int, IReadOnlyDictionary<string, string>> people, int person, IReadOnlyDictionary<string, string> where) =>
            people.TryGetValue(person, out var labels) && where.All(label => label.Value == "*" || labels[label.Key] == label.Value);
        int Changed(IReadOnlyDictionary<string, string> where) => before.Keys.Union(after.Keys).Count(person => In(before, person, where) != In(after, person, where));
        int Silent(IReadOnlyDictionary<string, string> where) => before.Keys.Count(person => In(before, person, where) && then.Answers[person] is null);
        var invited = frozenThen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People.Count);
        var keys = frozenNow.Catalogue.Select(cell => (cell.Key, cell.Where)).ToDictionary(pair => pair.Key, pair => pair.Where);
        var silent = keys.ToDictionary(pair => pair.Key, pair => Silent(pair.Value));
        foreach (var leaf in frozenNow.Leaves)
            silent[leaf.Key] = frozenThen.Leaves.FirstOrDefault(other => other.Key == leaf.Key)?.People.Count(person => then.Answers[person] is null) ?? 0;
        var changes = keys.ToDictionary(pair => pair.Key, pair => Changed(pair.Value));
        foreach (var leaf in frozenNow.Leaves)
        {
            var former = frozenThen.Leaves.FirstOrDefault(other => other.Key == leaf.Key)?.People ?? [];
            changes[leaf.Key] = former.Except(leaf.People).Count() + leaf.People.Except(former).Count();
        }
        return new FormerWave(1, changes, silent, then.Input(frozenThen).Answers)
        {
            Catalogue = frozenThen.Catalogue,
            Invited = invited,
            Moves = LeafMove.Between(LeafOf(frozenThen), LeafOf(frozenNow)),
            Published = releaseThen.Cells,
        };
    }

    private static Dictionary<int, string> LeafOf(Frozen frozen) =>
        frozen.Leaves.SelectMany(leaf => leaf.People.Select(person => (person, leaf.Key))).ToDictionary(pair => pair.person, pair => pair.Key);

    private SimulatedOrganisation Change(Random chance, int changes)
    {
        var people = new List<AskedPerson>(People);
        var answers = new Dictionary<int, Dictionary<string, int?>?>(Answers);
        for (var change = 0; change < changes; change++)
        {
            var (who, kind) = (people[chance.Next(people.Count)], chance.Next(changes == 1 ? 2 : 3));
            if (kind > 0)
                people.Remove(who);
            // The third kind moves.
            if (kind != 1)
            {
                var comes = kind == 0 ? people.Max(person => person.Person) + 1 : who.Person;
                people.Add(new AskedPerson(comes, people[chance.Next(people.Count)].Attributes));
                if (kind == 0)
                    answers[comes] = Sheet(always: true);
            }
        }
        return new SimulatedOrganisation(this, people, answers);
    }

    private SimulatedOrganisation(SimulatedOrganisation other, List<AskedPerson> people, Dictionary<int, Dictionary<string, int?>?> answers) =>
        (random, People, Crosses, ResponseRate, Answers) = (other.random, people, other.Crosses, other.ResponseRate, answers);

    private static InstrumentItem Item(string key, ItemKind kind) =>
        new(key, kind, "all", key, kind == ItemKind.Scale ? ["1", "2", "3", "4", "5"] : [], false, true, null, null, null)
        {
            Favourable = kind == ItemKind.Scale ? [4, 5] : [],
        };

    private Dictionary<string, int?>? Sheet(bool always = false)
    {
        if (!always && random.NextDouble() >= ResponseRate)
            return null;
        int? Answer(int low, int high, double unknown) => random.NextDouble() < unknown ? null : random.Next(low, high + 1);
        return new Dictionary<string, int?> { ["first"] = Answer(1, 5, 0), ["second"] = Answer(1, 5, 0.15), ["recommend"] = Answer(0, 10, 0.02) };
    }
}
