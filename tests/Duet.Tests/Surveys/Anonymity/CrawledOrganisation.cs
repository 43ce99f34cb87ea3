using System.Globalization;
using System.Net;
using Duet.Engine.Tests.Surveys.Release;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>A simulated organisation that is asked by the real server, with the truth about everybody.</summary>
internal sealed class CrawledOrganisation
{
    // Fewer than comments need to be shown.
    private const int Writers = 6;

    private readonly SimulatedOrganisation simulated;
    private readonly string name;
    private readonly Dictionary<int, string> leaves = [];
    private Dictionary<int, int> personOf = [];

    public CrawledOrganisation(int seed)
    {
        simulated = new SimulatedOrganisation(seed, fewest: 40, most: 110);
        name = string.Create(CultureInfo.InvariantCulture, $"Org{seed:000}");
    }

    public int Survey { get; private set; }
    public WaveCatalogue Catalogue { get; private set; } = null!;
    public IReadOnlyDictionary<string, int> Teams { get; private set; } = null!;

    /// <summary>Items that everybody answered who answered at all, and one that some did not know.</summary>
    public static IReadOnlyDictionary<string, string> Items { get; } = new Dictionary<string, string> { ["productive"] = "first", ["build_speed"] = "second" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Hires, asks, answers, closes and releases.</summary>
    public async Task RunAsync(SurveyServer surveys)
    {
        await HireAsync(surveys);
        var survey = await surveys.PlanAsync(new Staff(0, "", []), plan => plan with
        {
            Teams = [.. Teams.Values],
            Attributes = ["team", "site", "discipline"],
            Crosses = [.. simulated.Crosses.Select(cross => new AttributePair(cross.Item1, cross.Item2))],
        });
        var opening = await surveys.OpenAsync(survey);
        var wave = opening.Wave!.Value;
        await using (var db = surveys.Open())
        {
            Catalogue = (await db.Set<Wave>().SingleAsync(row => row.Id == wave, Stop)).Catalogue!;
            foreach (var asked in await db.Set<Asked>().Where(row => row.WaveId == wave).ToListAsync(Stop))
                leaves[personOf[asked.PersonId]] = asked.Labels;
        }
        Survey = survey;
        var codes = opening.Codes.ToDictionary(group => group.Labels, group => new Queue<string>(group.Codes));
        var sheets = leaves.Select((person, at) => (Code: codes[CohortWords.OfKey(person.Value)].Dequeue(), Sheet: simulated.Answers[person.Key], At: at)).Where(sheet => sheet.Sheet is not null).ToList();
        await Parallel.ForEachAsync(sheets, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (sheet, _) =>
        {
            List<(string, string)> fields = [("code", sheet.Code)];
            fields.AddRange(Items.Select(item => (item.Key, sheet.Sheet![item.Value]?.ToString(CultureInfo.InvariantCulture) ?? "dk")));
            if (sheet.At < Writers)
                fields.Add(("comment", $"{CrawlTests.Sentinel}{survey}"));
            Assert.Equal(HttpStatusCode.OK, (await surveys.PostAsync($"/survey/{survey}", fields)).Status);
        });
        Assert.Null(await surveys.CloseAsync(wave));
    }

    /// <summary>The people whose answers to an item a cell sums.</summary>
    public IReadOnlyCollection<int> PeopleOf(string cell, string item)
    {
        var inside = Catalogue.Cells.Single(known => known.Key == cell).Leaves;
        return [.. leaves.Where(person => inside.Contains(person.Value) && simulated.Answers[person.Key]?[Items[item]] is not null).Select(person => person.Key)];
    }

    private async Task HireAsync(SurveyServer surveys)
    {
        await using var db = surveys.Open();
        var teams = simulated.People.Select(person => person.Attributes["team"]).Distinct().ToDictionary(
            team => team, team => new Team { Name = $"{name}-{team}", Key = $"{name}-{team}".ToLowerInvariant(), CreatedAt = DateTimeOffset.UnixEpoch });
        var people = simulated.People.ToDictionary(
            person => person.Person, person => new Person { Name = string.Create(CultureInfo.InvariantCulture, $"{name} Somebody{person.Person}"), CreatedAt = DateTimeOffset.UnixEpoch });
        db.AddRange(teams.Values);
        db.AddRange(people.Values);
        await db.SaveChangesAsync(Stop);
        foreach (var person in simulated.People)
        {
            var id = people[person.Person].Id;
            db.Add(new Membership { PersonId = id, TeamId = teams[person.Attributes["team"]].Id, IsPrimary = true });
            db.Add(new PersonAttribute { PersonId = id, Name = "site", Value = person.Attributes["site"] });
            db.Add(new DisciplinePeriod { PersonId = id, Discipline = person.Attributes["tenure"] });
        }
        await db.SaveChangesAsync(Stop);
        Teams = teams.Values.ToDictionary(team => team.Name, team => team.Id);
        personOf = people.ToDictionary(person => person.Value.Id, person => person.Key);
    }
}
