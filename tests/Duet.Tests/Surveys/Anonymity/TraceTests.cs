using System.Globalization;
using System.Net;
using Duet.Surveys.Records;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>What a whole wave leaves behind in files, logs and traces besides the rows that are meant to be there: nothing that leads to who answered.</summary>
[Collection(WatchedSurveys.Name)]
public sealed class TraceTests(WatchedServer surveys) : IAsyncLifetime
{
    private const int Respondents = 60;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Wave_FromInvitationToRetention_LeavesNobodyBehind()
    {
        var asked = await AnswerAsync(Respondents);
        // Their texts are too few to be read by anybody, and so nowhere but in the survey.
        var few = await AnswerAsync(6);
        // Else nothing was looked at. A copy made while the log is emptied into the file may miss what went from one to the other.
        var isLookedAt = false;
        for (var attempt = 0; attempt < 20 && !isLookedAt; attempt++)
        {
            using var open = await DataCopy.OfAsync(surveys.Folder.Path);
            Assert.Empty(asked.Traced.LeaksIn(open.Path));
            isLookedAt = Traced.IsAnywhere(asked.Traced.Texts, open.Path) && Traced.IsAnywhere(asked.Traced.People, open.Path);
        }
        Assert.True(isLookedAt, "what is there while the survey is open was not found");
        var sheets = Canaries.OfKeys(await surveys.KeptTogetherAsync(asked.Wave));

        surveys.Time.Advance(TimeSpan.FromDays(12));
        await surveys.LookAsync();
        Assert.Equal(WaveState.Released, await surveys.StateAsync(asked.Wave));
        using (var released = await DataCopy.OfAsync(surveys.Folder.Path))
        {
            Assert.Empty(asked.Traced.LeaksIn(released.Path));
            Assert.False(Traced.IsAnywhere(asked.Hashes, released.Path), "the hash of a ticket is left");
            Assert.False(Traced.IsAnywhere(sheets, released.Path), "what was kept together is left");
            Assert.Empty(few.Traced.LeaksIn(released.Path));
            Assert.True(Traced.IsAnywhere(few.Traced.Texts, released.Path));
        }

        surveys.Time.Advance(TimeSpan.FromDays(70));
        await surveys.LookAsync();
        using (var deleted = await DataCopy.OfAsync(surveys.Folder.Path))
            Assert.False(Traced.IsAnywhere(few.Traced.Texts, deleted.Path), "a text that was deleted is left");

        Assert.Empty(asked.Traced.LeaksIn(surveys.Log.Lines));
        Assert.Empty(asked.Traced.LeaksIn(surveys.Traced));
        Assert.True(surveys.Log.Lines.Count > Respondents && surveys.Traced.Count > Respondents);
        await using var db = surveys.Open();
        Assert.False(await db.Set<Duet.Platform.Messages.OutgoingMessage>().AnyAsync(Stop), "a mail went by the outbox");
    }

    [Fact]
    public async Task Server_ThatLogsWhatItIsSent_IsNoticed()
    {
        var log = surveys.Server.Get<ILoggerFactory>().CreateLogger("planted");
        surveys.Planted = async context =>
        {
            if (context.Request.HasFormContentType)
            {
                var form = await context.Request.ReadFormAsync(Stop);
                log.Log(LogLevel.Debug, default, form, null, (sent, _) => string.Join(' ', sent));
            }
        };
        try
        {
            var asked = await AnswerAsync(6);

            Assert.Contains(asked.Traced.LeaksIn(surveys.Log.Lines), leak => leak.StartsWith("a ticket", StringComparison.Ordinal));
            Assert.Contains(asked.Traced.LeaksIn(surveys.Log.Lines), leak => leak.StartsWith("a text", StringComparison.Ordinal));
        }
        finally
        {
            surveys.Planted = _ => Task.CompletedTask;
            // The other test reads all lines.
            surveys.Log.Lines.Clear();
        }
    }

    [Fact]
    public async Task Files_WithAColumnThatKeepsTooMuch_AreNoticed()
    {
        var asked = await AnswerAsync(6);
        using var copy = await DataCopy.OfAsync(surveys.Folder.Path);
        await using var database = new SqliteConnection($"Data Source={Path.Combine(copy.Path, "records.db")};Pooling=False");
        await database.OpenAsync(Stop);
        await ExecuteAsync("PRAGMA secure_delete = ON; ALTER TABLE survey_comments ADD COLUMN \"Kept\" TEXT", "");
        Assert.Empty(asked.Traced.LeaksIn(copy.Path));
        foreach (var (kept, leak) in new[]
        {
            (asked.Codes[0].Replace("-", "", StringComparison.Ordinal), "a ticket"), (Agent(1), "an address or a browser"), (Address(2), "an address or a browser"),
            ($"{asked.Times[3]:yyyy-MM-dd HH:mm:ss}", "the time of an answer"), ($"{asked.Staff.People[4].Mail} said: {Text(asked.Number, 4)}", "a person and a text"),
        })
        {
            await ExecuteAsync("UPDATE survey_comments SET \"Kept\" = $kept; PRAGMA wal_checkpoint(TRUNCATE)", kept);

            Assert.Contains(asked.Traced.LeaksIn(copy.Path), found => found.Contains(leak, StringComparison.Ordinal));
        }

        async Task ExecuteAsync(string sql, string kept)
        {
            await using var command = database.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddWithValue("$kept", kept);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }

    private async Task<AskedPeople> AnswerAsync(int people)
    {
        var staff = await surveys.HireAsync([.. Enumerable.Repeat(people / 2, 2)]);
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [SurveyChannel.Mail], Joint = true, Reminders = [2], RetentionMonths = 2 });
        var (wave, codes) = await surveys.OpenByMailAsync(survey, staff);
        // Else nobody would look for them later: from the first answer on they go.
        using (var issued = await DataCopy.OfAsync(surveys.Folder.Path))
            Assert.True(Traced.IsAnywhere(Canaries.OfHashes(codes.Values), issued.Path), "the tickets that were issued were not found");
        var number = survey;
        var order = Enumerable.Range(0, people).ToArray();
        new Random(people).Shuffle(order);
        var times = new DateTimeOffset[people];
        foreach (var at in order)
        {
            // Each at a time of their own, to be found by it.
            surveys.Time.Advance(TimeSpan.FromSeconds(4_217));
            times[at] = surveys.Time.GetUtcNow();
            var code = codes[staff.People[at].Id];
            void From(HttpRequestMessage request)
            {
                request.Headers.UserAgent.ParseAdd(Agent(at));
                request.Headers.Add("X-Forwarded-For", Address(at));
            }
            Assert.Equal(HttpStatusCode.OK, (await surveys.PostAsync(FormattableString.Invariant($"/survey/{survey}/open"), [("code", code)], From)).Status);
            Assert.Equal(HttpStatusCode.OK, (await surveys.AnswerAsync(survey, code, 1 + (at % 5), Text(number, at), From)).Status);
            if (at % 9 == 0)
                Assert.Equal(HttpStatusCode.NotFound, (await surveys.AnswerAsync(survey, code, 1, Text(number, at), From)).Status);
        }
        surveys.Time.Advance(TimeSpan.FromSeconds(4_217));
        await surveys.LookAsync();
        await OpenToAllAsync(staff);
        return new AskedPeople(wave, number, staff, [.. staff.People.Select(person => codes[person.Id])], times, new Traced
        {
            Tickets = Canaries.OfTickets(codes.Values),
            People = Canaries.OfTexts(staff.People.SelectMany(person => new[] { person.Name, person.Mail! })),
            Machines = Canaries.OfTexts(order.SelectMany(at => new[] { Agent(at), Address(at) })),
            Texts = Canaries.OfTexts(order.Select(at => Text(number, at))),
            Times = Canaries.OfTimes(times),
        });
    }

    // By a page of somebody else's, too.
    private async Task OpenToAllAsync(Staff staff)
    {
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [SurveyChannel.Embed] }, "csat", SurveyKind.Open);
        await surveys.OpenAsync(survey);
        await surveys.PostAsync(FormattableString.Invariant($"/embed/survey/{survey}"), [("csat", "5")], request =>
        {
            request.Headers.UserAgent.ParseAdd(Agent(0));
            request.Headers.Add("X-Forwarded-For", Address(0));
        });
    }

    private static string Text(int survey, int at) => string.Create(CultureInfo.InvariantCulture, $"canaryanswer{survey:000}x{at:000}quxzz");

    private static string Agent(int at) => string.Create(CultureInfo.InvariantCulture, $"CanaryAgent{at:000}/1.0");

    private static string Address(int at) => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{100 + at}");

    private sealed record AskedPeople(int Wave, int Number, Staff Staff, IReadOnlyList<string> Codes, IReadOnlyList<DateTimeOffset> Times, Traced Traced)
    {
        public Canaries Hashes { get; } = Canaries.OfHashes(Codes);
    }
}
