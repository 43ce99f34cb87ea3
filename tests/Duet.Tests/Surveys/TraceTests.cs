using System.Globalization;
using System.Net;
using System.Text;
using Duet.Surveys.Running;

namespace Duet.Tests.Surveys;

/// <summary>What is left of somebody who answered, outside of the rows that are meant to be: in files, in the log, in the time an answer takes.</summary>
[Collection(SqliteSurveys.Name)]
public sealed class TraceTests(SqliteSurveyServer surveys) : IAsyncLifetime
{
    private const int Respondents = 200;
    private const int PageBytes = 4096;
    private const int Tries = 400;
    private const int Rounds = 3;
    private const double LeastP = 0.01;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Canaries_OfPeopleAndTheirAnswers_NeverLieInOnePageOrLine()
    {
        var staff = await surveys.HireAsync([.. Enumerable.Repeat(20, Respondents / 20)]);
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [Duet.Surveys.Records.SurveyChannel.Mail] });
        await surveys.WaitUntilOpenAsync((await surveys.OpenAsync(survey)).Wave!.Value);
        var codes = staff.People.Select(person => SurveyServer.CodeIn(surveys.Messages.Mails.Last(mail => mail.To == person.Mail))).ToList();
        foreach (var (code, at) in codes.Select((code, at) => (code, at)))
        {
            var answer = await surveys.AnswerAsync(survey, code, 1 + (at % 5), Text(at), request =>
            {
                request.Headers.UserAgent.ParseAdd(Agent(at));
                request.Headers.Add("X-Forwarded-For", Address(at));
            });
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }

        var people = staff.People.SelectMany(person => new[] { person.Name, person.Mail! }).Concat(Enumerable.Range(0, Respondents).SelectMany(at => new[] { Agent(at), Address(at) })).ToList();
        var texts = Enumerable.Range(0, Respondents).Select(Text).ToList();
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(surveys.Folder.Path, "*", SearchOption.AllDirectories))
            foreach (var page in Pages(file))
            {
                var (named, told) = (Holds(page, people), Holds(page, texts));
                Assert.False(named && told, $"{file} holds a person and an answer in one page");
                Assert.False(Holds(page, codes), $"{file} holds a ticket");
                seen += told ? 1 : 0;
            }
        Assert.True(seen > 0, "the texts are in the files, else nothing was looked at");
        Assert.DoesNotContain(surveys.Log.Lines, line => Holds(Encoding.UTF8.GetBytes(line), [.. texts, .. codes]));
        // What would turn it red: both in one line.
        Assert.True(Holds(Encoding.UTF8.GetBytes($"answer {Text(3)} of {Agent(3)}"), texts) && Holds(Encoding.UTF8.GetBytes($"answer {Text(3)} of {Agent(3)}"), people));
    }

    [Fact, Trait("speed", "slow")]
    public async Task BadTickets_UsedUnknownAndExpired_TakeTheSameTime()
    {
        var staff = await surveys.HireAsync(6);
        var survey = await surveys.PlanAsync(staff);
        var codes = (await surveys.OpenAsync(survey)).Codes.SelectMany(group => group.Codes).ToList();
        await surveys.AnswerAsync(survey, codes[0], 3);
        var path = string.Create(CultureInfo.InvariantCulture, $"/survey/{survey}");
        var (best, other) = (0.0, 1.0);
        for (var round = 0; round < Rounds && best <= LeastP; round++)
        {
            List<double> used = [], unknown = [], good = [];
            for (var at = 0; at < Tries; at++)
            {
                used.Add(await TimeAsync(path, codes[0]));
                unknown.Add(await TimeAsync(path, TicketText.Create()));
                // Opening a form does more than finding no ticket: the test must be able to tell that.
                good.Add(await TimeAsync($"{path}/open", codes[1]));
            }
            best = Math.Max(best, KolmogorovSmirnov.P(used, unknown));
            other = Math.Min(other, KolmogorovSmirnov.P(used, good));
        }

        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"used against unknown p {best:0.000}, against a good one {other:0.0e0}"));
        Assert.True(best > LeastP, $"p {best}");
        Assert.True(other < LeastP, $"p {other}");
    }

    private async Task<double> TimeAsync(string path, string code)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        await surveys.PostAsync(path, [("code", code), ("focus", "3")]);
        return System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static string Text(int at) => string.Create(CultureInfo.InvariantCulture, $"canaryanswer{at:000}quxzz");

    private static string Agent(int at) => string.Create(CultureInfo.InvariantCulture, $"CanaryAgent{at:000}/1.0");

    private static string Address(int at) => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{at}7");

    private static bool Holds(ReadOnlySpan<byte> bytes, IReadOnlyList<string> words)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return words.Any(word => text.Contains(word, StringComparison.Ordinal));
    }

    private static IEnumerable<byte[]> Pages(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        // The log of SQLite has a header of 32 bytes, and 24 before each page.
        return path.EndsWith("-wal", StringComparison.Ordinal) && bytes.Length > 32
            ? bytes.AsMemory(32).ToArray().Chunk(PageBytes + 24)
            : bytes.Chunk(PageBytes);
    }
}
