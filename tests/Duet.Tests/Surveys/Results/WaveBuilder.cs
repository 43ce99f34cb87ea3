using System.Security.Cryptography;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Results;

/// <summary>Waves of the instrument <c>devex</c> as they lie in the records when they are closed: one cohort a team.</summary>
internal sealed class WaveBuilder(IDbContextFactory<AppDb> records)
{
    public static IReadOnlyList<string> Teams { get; } = ["Checkout", "Payments", "Search"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<int> SurveyAsync(SurveyLens lens = SurveyLens.Devex)
    {
        await using var db = await records.CreateDbContextAsync(Stop);
        var survey = new Survey
        {
            Title = "Developer experience",
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            Kind = SurveyKind.Wave,
            Lens = lens,
            Plan = new SurveyPlan { Attributes = ["team"], Joint = true },
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Add(survey);
        await db.SaveChangesAsync(Stop);
        return survey.Id;
    }

    /// <param name="answers">By team the values that its people gave to <c>build_speed</c> and to <c>productive</c>; nobody else said anything.</param>
    /// <param name="asked">By team the numbers of the people asked; without it the ledger holds nobody.</param>
    public async Task<int> WaveAsync(
        int survey, int number, IReadOnlyDictionary<string, int[]> answers, int invitedEach = 10, int? moved = 0, WaveState state = WaveState.Closed,
        bool joint = false, IReadOnlyDictionary<string, IEnumerable<int>>? asked = null)
    {
        await using var db = await records.CreateDbContextAsync(Stop);
        WaveCell Cell(string key, Dictionary<string, string> where, IEnumerable<string> leaves) => new(key, where, [.. leaves], number == 1 ? null : moved);
        var leaves = answers.Keys.ToDictionary(team => team, team => $"team={team}");
        var wave = new Wave
        {
            SurveyId = survey,
            Number = number,
            State = state,
            OpensOn = new DateOnly(2026, 1, 5).AddDays(91 * number),
            ClosesOn = new DateOnly(2026, 1, 16).AddDays(91 * number),
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            Joint = joint,
            K = 5,
            Invited = invitedEach * answers.Count,
            Catalogue = new WaveCatalogue(
                [Cell("", [], leaves.Values), .. leaves.Select(leaf => Cell(leaf.Value, new() { ["team"] = leaf.Key }, [leaf.Value]))], []),
        };
        db.Add(wave);
        await db.SaveChangesAsync(Stop);
        foreach (var (team, values) in answers)
        {
            var cohort = new Cohort { WaveId = wave.Id, Key = leaves[team], Labels = [new CohortLabel("team", team)], Invited = invitedEach };
            db.Add(cohort);
            await db.SaveChangesAsync(Stop);
            foreach (var value in values)
            {
                var sheet = RandomNumberGenerator.GetBytes(16);
                foreach (var item in (string[])["build_speed", "productive"])
                {
                    db.Add(new Duet.Surveys.Records.Answer { Id = RandomNumberGenerator.GetBytes(16), WaveId = wave.Id, CohortId = cohort.Id, Item = item, Value = value });
                    if (joint)
                        db.Add(new JointAnswer { Sheet = sheet, WaveId = wave.Id, Item = item, Value = value });
                }
            }
        }
        foreach (var (team, people) in asked ?? new Dictionary<string, IEnumerable<int>>())
        {
            foreach (var person in people)
            {
                if (await db.Set<Person>().FindAsync([person], Stop) is null)
                    db.Add(new Person { Id = person, Name = $"Person {person}", CreatedAt = DateTimeOffset.UnixEpoch });
                db.Add(new Asked { PersonId = person, WaveId = wave.Id, On = wave.OpensOn, Labels = leaves[team] });
            }
        }
        await db.SaveChangesAsync(Stop);
        return wave.Id;
    }

    public static Dictionary<string, int[]> Answers(params int[][] byTeam) =>
        Teams.Zip(byTeam).ToDictionary(pair => pair.First, pair => pair.Second);
}
