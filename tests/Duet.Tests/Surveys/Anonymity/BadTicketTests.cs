using System.Diagnostics;
using System.Net;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>Nobody learns of a ticket whether it was used, by what comes back or by how long that takes.</summary>
[Collection(RunAlone.Name)]
public sealed class BadTicketTests(SqliteSurveyServer surveys) : IClassFixture<SqliteSurveyServer>, IAsyncLifetime
{
    private const int Tries = 150;
    private const int FewTries = 30;
    private const int Rounds = 3;

    // Alike as they are, three rounds in a row give less once in 10^12 times.
    private const double LeastP = 1e-4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Ticket_BeforeTheWaveOpensAndAfterItsEnd_GetsTheSameWhateverItIs()
    {
        var (survey, wave, tickets) = await OpenAsync();
        await using var db = surveys.Open();
        async Task SetAsync(WaveState state) =>
            await db.Set<Wave>().Where(row => row.Id == wave).ExecuteUpdateAsync(row => row.SetProperty(its => its.State, state), Stop);

        await SetAsync(WaveState.Issuing);
        await AssertAlikeAsync(survey, tickets.Values, HttpStatusCode.NotFound);
        await SetAsync(WaveState.Open);
        await AssertAlikeAsync(survey, tickets.Where(ticket => ticket.Key != "good").Select(ticket => ticket.Value), HttpStatusCode.NotFound);
        await surveys.CloseAsync(wave);
        await AssertAlikeAsync(survey, tickets.Values, HttpStatusCode.Gone);
    }

    [Fact, Trait("speed", "slow")]
    public async Task Ticket_UsedUnknownMalformedOrAnothers_TakesTheSameTime()
    {
        var (survey, _, tickets) = await OpenAsync();

        var likely = await LikelyAsync(survey, tickets, Tries, Rounds);

        TestContext.Current.SendDiagnosticMessage(string.Join(", ", likely.Select(pair => $"{pair.Key} p {pair.Value:0.000}")));
        Assert.All(likely, pair => Assert.True(pair.Value > LeastP, $"{pair.Key} p {pair.Value}"));
    }

    [Fact, Trait("speed", "slow")]
    public async Task Ticket_AnsweredEarlierThanOthers_IsNoticed()
    {
        var (survey, _, tickets) = await OpenAsync();
        surveys.Planted = async context =>
        {
            if (context.Request.HasFormContentType && (await context.Request.ReadFormAsync(Stop))["code"] != tickets["used"])
                await Task.Delay(50, Stop);
        };
        try
        {
            var likely = await LikelyAsync(survey, new Dictionary<string, string> { ["used"] = tickets["used"], ["unknown"] = tickets["unknown"] }, FewTries, 1);

            Assert.True(likely["used"] < LeastP, $"p {likely["used"]}");
        }
        finally
        {
            surveys.Planted = _ => Task.CompletedTask;
        }
    }

    private async Task<(int Survey, int Wave, IReadOnlyDictionary<string, string> Tickets)> OpenAsync()
    {
        var (survey, wave, codes) = await IssueAsync();
        var (_, _, others) = await IssueAsync();
        await surveys.AnswerAsync(survey, codes[0], 3);
        return (survey, wave, new Dictionary<string, string>
        {
            ["good"] = codes[1],
            ["used"] = codes[0],
            ["unknown"] = TicketText.Create(),
            ["malformed"] = "'; DROP TABLE tickets; --",
            ["another's"] = others[0],
        });
    }

    private async Task<(int Survey, int Wave, IReadOnlyList<string> Codes)> IssueAsync()
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync(6));
        var opening = await surveys.OpenAsync(survey);
        return (survey, opening.Wave!.Value, [.. opening.Codes.SelectMany(group => group.Codes)]);
    }

    private async Task AssertAlikeAsync(int survey, IEnumerable<string> tickets, HttpStatusCode status)
    {
        foreach (var path in (string[])[$"/survey/{survey}", $"/survey/{survey}/open"])
        {
            List<string> seen = [];
            foreach (var ticket in tickets)
            {
                var answer = await surveys.PostAsync(path, [("code", ticket), ("focus", "3")]);
                var headers = answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}");
                Assert.Equal(status, answer.Status);
                seen.Add($"{string.Join('\n', headers)}\n\n{answer.Body}");
            }
            Assert.Single(seen.Distinct());
        }
    }

    /// <summary>Of each ticket how likely its times are those of an unknown one, in the best of some rounds.</summary>
    private async Task<IReadOnlyDictionary<string, double>> LikelyAsync(int survey, IReadOnlyDictionary<string, string> tickets, int tries, int rounds)
    {
        var path = $"/survey/{survey}";
        string[] kinds = [.. tickets.Keys.Where(kind => kind != "good")];
        var best = kinds.ToDictionary(kind => kind, _ => 0.0);
        var chance = new Random(6);
        for (var round = 0; round < rounds && best.Values.Min() <= LeastP; round++)
        {
            var times = kinds.ToDictionary(kind => kind, _ => new List<double>());
            for (var at = 0; at < tries; at++)
            {
                // Whatever else goes on hits all of them.
                chance.Shuffle(kinds);
                foreach (var kind in kinds)
                {
                    var begun = Stopwatch.GetTimestamp();
                    await surveys.PostAsync(path, [("code", tickets[kind]), ("focus", "3")]);
                    times[kind].Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
            }
            foreach (var kind in kinds)
                best[kind] = Math.Max(best[kind], KolmogorovSmirnov.P(times[kind], times["unknown"]));
        }
        return best;
    }
}
