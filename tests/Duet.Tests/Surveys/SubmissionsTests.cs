using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys;

/// <summary>What becomes of a sheet that is sent: counted once, in rows that lead to nobody.</summary>
public abstract class SubmissionsTests(SurveyServer surveys)
{
    private const int Clients = 50;
    private const int Burst = 500;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sheet_Sent_IsRowsOfTheirOwnAndTheTicketIsGone()
    {
        var (survey, wave, codes) = await OpenAsync(6);

        var answer = await surveys.AnswerAsync(survey, codes[0], 4, "The build cache misses on every branch.");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Your answers are counted", answer.Body, StringComparison.Ordinal);
        await using var db = surveys.Open();
        var rows = await db.Set<Duet.Surveys.Records.Answer>().Where(row => row.WaveId == wave).ToListAsync(Stop);
        Assert.Equal(
            [("build_speed", 4), ("focus", 4), ("heard", 4), ("productive", 4), ("review_speed", null)],
            rows.Select(row => (row.Item, row.Value)).OrderBy(row => row.Item, StringComparer.Ordinal));
        Assert.Equal(rows.Count, rows.Select(row => Convert.ToHexString(row.Id)).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(16, row.Id.Length));
        Assert.Equal("The build cache misses on every branch.", (await db.Set<SurveyComment>().SingleAsync(row => row.WaveId == wave, Stop)).Text);
        Assert.Equal(5, await db.Set<Ticket>().CountAsync(ticket => ticket.WaveId == wave, Stop));
        Assert.Equal(0, await db.Set<JointAnswer>().CountAsync(row => row.WaveId == wave, Stop));
    }

    [Fact]
    public async Task Sheet_InAJointWave_IsKeptTogetherWithoutAGroup()
    {
        var (survey, wave, codes) = await OpenAsync(6, plan => plan with { Joint = true });

        await surveys.AnswerAsync(survey, codes[0], 2);
        await surveys.AnswerAsync(survey, codes[1], 5);

        await using var db = surveys.Open();
        var sheets = (await db.Set<JointAnswer>().Where(row => row.WaveId == wave).ToListAsync(Stop)).GroupBy(row => Convert.ToHexString(row.Sheet)).ToList();
        Assert.Equal(["2,2,2,2", "5,5,5,5"], sheets.Select(sheet => string.Join(',', sheet.Select(row => row.Value))).Order());
    }

    [Fact]
    public async Task Ticket_UsedTwiceAtOnce_CountsOnce()
    {
        var (survey, wave, codes) = await OpenAsync(6);

        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => surveys.AnswerAsync(survey, codes[0], 3)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(Clients - 1, answers.Count(answer => answer.Status == HttpStatusCode.NotFound));
        Assert.Equal(1, await CountAsync(wave, "focus"));
    }

    [Fact]
    public async Task Sheet_OfAnotherWave_IsUnknownHere()
    {
        var (survey, wave, _) = await OpenAsync(6);
        var (_, other, codes) = await OpenAsync(6);

        Assert.Equal(HttpStatusCode.NotFound, (await surveys.AnswerAsync(survey, codes[0], 3)).Status);
        Assert.Equal((0, 0), (await CountAsync(wave, "focus"), await CountAsync(other, "focus")));
    }

    [Fact]
    public async Task Survey_AfterItsEnd_IsGoneWhateverTheTicket()
    {
        var (survey, wave, codes) = await OpenAsync(6);
        await surveys.AnswerAsync(survey, codes[0], 3);
        await surveys.CloseAsync(wave);

        var used = await surveys.AnswerAsync(survey, codes[0], 3);
        var good = await surveys.AnswerAsync(survey, codes[1], 3);
        var unknown = await surveys.PostAsync(FormattableString.Invariant($"/survey/{survey}"), [("code", "nonsense")]);

        Assert.Equal(HttpStatusCode.Gone, good.Status);
        Assert.Equal(good.Body, used.Body);
        Assert.Equal(good.Body, unknown.Body);
        Assert.Equal(HttpStatusCode.Gone, unknown.Status);
        Assert.Equal(HttpStatusCode.Gone, (await surveys.GetAsync(FormattableString.Invariant($"/survey/{survey}"))).Status);
        Assert.Equal(1, await CountAsync(wave, "focus"));
    }

    [Fact]
    public async Task Survey_ClosedWhileManyAnswer_KeepsExactlyWhatItConfirmed()
    {
        var (survey, wave, codes) = await OpenAsync(60);

        var answering = codes.Select(code => surveys.AnswerAsync(survey, code, 3)).ToList();
        await answering[5];
        await surveys.CloseAsync(wave);
        var answers = await Task.WhenAll(answering);

        Assert.Equal(answers.Count(answer => answer.Status == HttpStatusCode.OK), await CountAsync(wave, "focus"));
        Assert.All(answers, answer => Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Gone]));
    }

    [Fact]
    public async Task Submissions_FiveHundredFromFiftyClients_AreAllCountedOnce()
    {
        var (survey, wave, codes) = await OpenAsync(Burst);
        ConcurrentBag<double> times = [];
        ConcurrentQueue<string> waiting = new(codes);

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (waiting.TryDequeue(out var code))
            {
                var begun = Stopwatch.GetTimestamp();
                Assert.Equal(HttpStatusCode.OK, (await surveys.AnswerAsync(survey, code, 4)).Status);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        })));

        Assert.Equal(Burst, await CountAsync(wave, "focus"));
        await using var db = surveys.Open();
        Assert.Equal(0, await db.Set<Ticket>().CountAsync(ticket => ticket.WaveId == wave, Stop));
        var slow = times.Order().ElementAt((int)(0.99 * Burst));
        TestContext.Current.SendDiagnosticMessage($"p99 of {Burst} from {Clients}: {slow:0} ms");
        // Far above what a machine of its own needs: here other tests have the processors.
        Assert.InRange(slow, 0, 3_000);
    }

    [Fact]
    public async Task Snapshots_AfterEachSheet_HoldAnswersAndAVanishedHashAndNothingElse()
    {
        var (survey, _, codes) = await OpenAsync(6, plan => plan with { Joint = true });
        List<string> leaks = [];
        for (var at = 0; at < 3; at++)
        {
            await using var db = surveys.Open();
            var before = await RecordsSnapshot.TakeAsync(db, Stop);
            await surveys.AnswerAsync(survey, codes[at], 1 + at, $"Text of sheet {at}");
            leaks.AddRange((await RecordsSnapshot.TakeAsync(db, Stop)).LeaksSince(before));
        }

        Assert.Empty(leaks);
    }

    [Fact]
    public async Task Snapshots_WhereTheLedgerIsTouchedByASheet_AreNoticed()
    {
        var (survey, wave, codes) = await OpenAsync(6);
        await using var db = surveys.Open();
        var before = await RecordsSnapshot.TakeAsync(db, Stop);

        await surveys.AnswerAsync(survey, codes[0], 3);
        var person = await db.Set<Asked>().Where(asked => asked.WaveId == wave).Select(asked => asked.PersonId).FirstAsync(Stop);
        await db.Set<Asked>().Where(asked => asked.WaveId == wave && asked.PersonId == person)
            .ExecuteUpdateAsync(row => row.SetProperty(asked => asked.Labels, asked => asked.Labels + " answered"), Stop);

        Assert.Contains("asked", Assert.Single((await RecordsSnapshot.TakeAsync(db, Stop)).LeaksSince(before)), StringComparison.Ordinal);
    }

    private async Task<(int Survey, int Wave, IReadOnlyList<string> Codes)> OpenAsync(int people, Func<SurveyPlan, SurveyPlan>? plan = null)
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync(people), plan);
        var opening = await surveys.OpenAsync(survey);
        Assert.Null(opening.Refusal);
        return (survey, opening.Wave!.Value, [.. opening.Codes.SelectMany(group => group.Codes)]);
    }

    private async Task<int> CountAsync(int wave, string item)
    {
        await using var db = surveys.Open();
        return await db.Set<Duet.Surveys.Records.Answer>().CountAsync(row => row.WaveId == wave && row.Item == item, Stop);
    }
}

[Collection(SqliteSurveys.Name)]
public sealed class SqliteSubmissionsTests(SqliteSurveyServer surveys) : SubmissionsTests(surveys), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Collection(PostgresSurveys.Name)]
public sealed class PostgresSubmissionsTests(PostgresSurveyServer surveys) : SubmissionsTests(surveys), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
