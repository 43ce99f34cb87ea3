using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Form;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>A wave of people in three groups, with the tickets that they were sent, in records of its own.</summary>
internal sealed class AskedWave : IDisposable
{
    private const int Usual = 60;
    private const int Groups = 3;
    private static readonly string[] Items = ["build_speed", "review_speed", "heard", "focus", "productive"];

    private readonly DateOnly today;
    private readonly RecordsStore records;
    private readonly Submissions submissions;
    private readonly HashSet<string> known = [];

    private AskedWave(RecordsStore records, int survey, int id, DateOnly today, IReadOnlyList<(int Person, string Code)> letters)
    {
        (this.records, Survey, Id, this.today, Letters) = (records, survey, id, today, letters);
        submissions = new Submissions(records);
    }

    public int Survey { get; }
    public int Id { get; }

    /// <summary>In the order in which they are sent.</summary>
    public IReadOnlyList<(int Person, string Code)> Letters { get; }

    /// <summary>By the key of a row the step in which it was written.</summary>
    public Dictionary<byte[], int> Answers { get; } = [];
    public Dictionary<byte[], int> Comments { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<AskedWave> OpenAsync(RecordsStore records, int size = Usual, DateOnly? on = null)
    {
        var today = on ?? new DateOnly(2026, 3, 2);
        await using var db = records.CreateDbContext();
        var people = Enumerable.Range(0, size).Select(at => new Person { Name = $"Person {at}", Mail = $"p{at}@staff.example", CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
        var survey = new Survey
        {
            Title = "How we build",
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            Kind = SurveyKind.Wave,
            Lens = SurveyLens.Devex,
            Plan = new SurveyPlan { Attributes = ["team"], Joint = true },
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.AddRange(people);
        db.Add(survey);
        await db.SaveChangesAsync(Stop);
        var leaves = people.GroupBy(person => person.Id % Groups).Select(group =>
            new Leaf($"team=T{group.Key}", new Dictionary<string, string> { ["team"] = $"T{group.Key}" }, [.. group.Select(person => person.Id)])).ToList();
        var wave = new Wave
        {
            SurveyId = survey.Id,
            Number = 1,
            State = WaveState.Issuing,
            OpensOn = today,
            ClosesOn = today.AddDays(12),
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            Joint = true,
            K = 5,
            Invited = size,
            Catalogue = new WaveCatalogue([], []),
        };
        db.Add(wave);
        await db.SaveChangesAsync(Stop);
        var audience = new Audience
        {
            Everybody = [],
            People = [],
            Mails = people.ToDictionary(person => person.Id, person => person.Mail!),
            CoolingDown = 0,
            WithoutAddress = 0,
            ParentTeams = new Dictionary<string, string>(),
        };
        var issue = await Issue.MakeAsync(db, wave, new FrozenWave(new Frozen(leaves, [], []), wave.Catalogue, 0), audience, today, true, Stop);
        await WavePost.OpenAsync(db, wave.Id, Stop);
        var ids = people.ToDictionary(person => person.Mail!, person => person.Id);
        return new AskedWave(records, survey.Id, wave.Id, today, [.. issue.Letters.Select(letter => (ids[letter.Mail], letter.Code))]);
    }

    /// <summary>Half of the people answer one by one, the others six at once; what each step wrote is seen as by somebody who copies the database.</summary>
    /// <param name="people">In the order of answering.</param>
    public async Task AnswerAsync(IReadOnlyList<int> people)
    {
        await submissions.StartAsync(Stop);
        var step = 0;
        foreach (var chunk in people.Take(people.Count / 2).Select(person => (int[])[person]).Concat(people.Skip(people.Count / 2).Chunk(6)))
        {
            var outcomes = await Task.WhenAll(chunk.Select(person => submissions.TakeAsync(
                new Submission(Id, TicketText.HashOf(Letters.Single(letter => letter.Person == person).Code), false, true, Sheet(person)))));
            Assert.All(outcomes, outcome => Assert.Equal(SubmissionOutcome.Counted, outcome));
            await LookAsync(step++);
        }
        await submissions.StopAsync(Stop);
    }

    public async Task CloseAsync()
    {
        await using var db = records.CreateDbContext();
        Assert.True(await Closing.CloseAsync(db, Id, today, Stop));
    }

    public void Dispose() => submissions.Dispose();

    // Values say nothing; a text is as long as its writer likes.
    private static FilledSheet Sheet(int person) => new(
        [.. Items.Select(item => new FilledAnswer(item, 1 + (person % 5), null))],
        [new FilledComment("comment", new string('x', 10 + (person * 7 % 90)), false)]);

    private async Task LookAsync(int step)
    {
        await using var db = records.CreateDbContext();
        foreach (var key in await db.Set<Duet.Surveys.Records.Answer>().Select(row => row.Id).ToListAsync(Stop))
            if (known.Add(Convert.ToHexString(key)))
                Answers[key] = step;
        foreach (var key in await db.Set<SurveyComment>().Select(row => row.Id).ToListAsync(Stop))
            if (known.Add(Convert.ToHexString(key)))
                Comments[key] = step;
    }
}
