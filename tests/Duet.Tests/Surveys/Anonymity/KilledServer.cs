using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Duet.Platform;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Duet.Tests.Platform.Messages;
using Duet.Tests.Sources.Doors;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>
/// A server that is killed over and over while people answer one wave and are invited to another. DUET_KILLS says how often (5, for a
/// hundred ask for them).
/// </summary>
public sealed class KilledServer : IAsyncLifetime
{
    public const int Invited = 150;
    private const int Senders = 6;
    private const int CodesOfAKill = 250;

    // Some never answer: their tickets must stay.
    private const int Silent = 5;
    private const string Host = "127.0.0.1";

    private readonly TemporaryFolder folder = new();
    private readonly SmtpReceiver receiver = new();
    private readonly ConcurrentQueue<int> waiting = new();
    private readonly int port = FreePort();
    private AskedWave answered = null!;
    private int invitedSurvey;

    internal static int Kills { get; } = int.TryParse(Environment.GetEnvironmentVariable("DUET_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 5;

    internal RecordsStore Records { get; private set; } = null!;

    /// <summary>The wave that people answer; sheet i has the ticket of its i-th letter.</summary>
    internal AskedWave Answered => answered;

    /// <summary>Sheets that were confirmed, and whether their sender had heard nothing of them at first.</summary>
    internal ConcurrentDictionary<int, bool> Confirmed { get; } = [];

    /// <summary>Sheets of which nothing was heard, and which were then already counted or unknown.</summary>
    internal ConcurrentDictionary<int, bool> Unheard { get; } = [];

    internal ConcurrentQueue<string> Unexpected { get; } = [];
    /// <summary>How often the server was started.</summary>
    internal int Starts { get; private set; }
    internal IReadOnlyList<(string To, string Code, string Text)> Invitations =>
        [.. receiver.Mails.Select(mail => (mail.To[0], SurveyServer.CodeInText(mail.Text), mail.Text))];

    /// <summary>What became of each invitation when the last server knew its code, or did not.</summary>
    internal List<((string To, string Code, string Text) Mail, HttpStatusCode? Status)> Opened { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Records = RecordsStore.At(DataDirectory.Open(folder.Path).RecordsFile, null);
        await Records.MigrateAsync(Stop);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        answered = await AskedWave.OpenAsync(Records, CodesOfAKill * Kills, today);
        invitedSurvey = await InviteAsync(today);
        // A mail takes a moment, so that there is one in which to be killed.
        receiver.Refuse = _ =>
        {
            Thread.Sleep(3);
            return null;
        };
        foreach (var sheet in Enumerable.Range(0, answered.Letters.Count - Silent))
            waiting.Enqueue(sheet);
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        answered.Dispose();
        await receiver.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    internal static string Text(int sheet) => string.Create(CultureInfo.InvariantCulture, $"sheet{sheet:0000}");

    internal async Task<WaveState?> InvitedStateAsync()
    {
        await using var db = Records.CreateDbContext();
        return (await db.Set<Wave>().AsNoTracking().SingleOrDefaultAsync(wave => wave.SurveyId == invitedSurvey, Stop))?.State;
    }

    /// <summary>A survey that opens by itself as soon as a server looks, to people of a team of their own.</summary>
    private async Task<int> InviteAsync(DateOnly today)
    {
        await using var db = Records.CreateDbContext();
        var team = new Team { Name = "Invited", Key = "invited", CreatedAt = DateTimeOffset.UnixEpoch };
        var people = Enumerable.Range(0, Invited).Select(at => new Person { Name = $"Invited {at}", Mail = $"i{at}@staff.example", CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
        db.Add(team);
        db.AddRange(people);
        await db.SaveChangesAsync(Stop);
        db.AddRange(people.Select(person => new Membership { PersonId = person.Id, TeamId = team.Id, IsPrimary = true }));
        db.Add(new MailRow { Host = Host, Port = receiver.Port, Security = MailSecurity.None, From = "duet@example.org", FromName = "Duet" });
        var survey = new Survey
        {
            Title = "How we build",
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            Kind = SurveyKind.Wave,
            Lens = SurveyLens.Devex,
            Plan = new SurveyPlan { Attributes = ["team"], Teams = [team.Id], Channels = [SurveyChannel.Mail] },
            NextOpensOn = today,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Add(survey);
        await db.SaveChangesAsync(Stop);
        return survey.Id;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var limit = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(60), "the invitations did not go on");
            await Task.Delay(5, Stop);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task RunAsync()
    {
        var chance = new Random(11);
        Task[] sending = [];
        for (var kill = 0; kill <= Kills; kill++)
        {
            var sent = receiver.Mails.Count;
            using var server = await ServedChild.StartAsync(folder.Path, port, isHasty: false, Stop);
            Starts++;
            if (kill == 0)
                sending = [.. Enumerable.Range(0, Senders).Select(_ => SendAsync())];
            if (kill < Kills)
            {
                // Now by the clock, now while a mail is on its way.
                if (kill % 2 == 0)
                    await Task.Delay(chance.Next(20, 400), Stop);
                else
                {
                    var enough = sent + chance.Next(Invited / 2);
                    await UntilAsync(async () => receiver.Mails.Count > enough || await InvitedStateAsync() == WaveState.Open);
                }
            }
            else
            {
                await UntilAsync(async () => await InvitedStateAsync() == WaveState.Open);
                waiting.Clear();
                await Task.WhenAll(sending);
                await TryCodesAsync();
            }
            server.Kill();
            await server.WaitForExitAsync(Stop);
        }
    }

    /// <summary>Somebody whose browser shows an error sends the form again.</summary>
    private async Task SendAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{Host}:{port}") };
        while (waiting.TryDequeue(out var sheet))
        {
            var isBroken = false;
            HttpStatusCode? status;
            while ((status = await PostAsync(client, $"/survey/{answered.Survey}", answered.Letters[sheet].Code, Text(sheet))) is null)
            {
                isBroken = true;
                await Task.Delay(20, Stop);
            }
            if (status == HttpStatusCode.OK)
                Confirmed[sheet] = isBroken;
            else if (status == HttpStatusCode.NotFound && isBroken)
                Unheard[sheet] = true;
            else
                Unexpected.Enqueue($"{Text(sheet)}: {status}");
        }
    }

    /// <summary>Opens the form with every code that was ever sent, as people who look into their mails.</summary>
    private async Task TryCodesAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{Host}:{port}") };
        foreach (var mail in Invitations)
            Opened.Add((mail, await PostAsync(client, $"/survey/{invitedSurvey}/open", mail.Code, "")));
    }

    private static async Task<HttpStatusCode?> PostAsync(HttpClient client, string path, string code, string text)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["code"] = code,
            ["build_speed"] = "2",
            ["heard"] = "3",
            ["focus"] = "4",
            ["comment"] = text,
        });
        try
        {
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
