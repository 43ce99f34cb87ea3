using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys;
using Duet.Surveys.Pulses;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Duet.Tests.Surveys;

/// <summary>One running server for the tests of surveys on one database; each test brings people and a survey of its own.</summary>
public class SurveyServer : IAsyncLifetime
{
    private static int numbers;

    private readonly SemaphoreSlim turn = new(1);
    private RunningServer? server;
    private HttpClient? client;

    internal RunningServer Server => server!;

    /// <summary>Knows no cookies and follows no redirects.</summary>
    internal HttpClient Client => client ??= new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 50 }) { BaseAddress = Server.Address };
    internal MovedTime Time { get; init; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    internal HandedOver Messages { get; } = new();
    internal LinesLogged Log { get; } = new();

    /// <summary>A fault that a test plants: called with every request before it is served.</summary>
    internal Func<HttpContext, Task> Planted { get; set; } = _ => Task.CompletedTask;

    /// <summary>Where everything of the installation lies that is a file.</summary>
    internal TemporaryFolder Folder { get; } = new();

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        Folder.Dispose();
        turn.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the server of a subclass has besides.</summary>
    private protected virtual ServerOptions Change(ServerOptions options) => options;

    private protected virtual void Add(IServiceCollection services) => services.AddSingleton<IMessages>(Messages);

    /// <summary>Starts it when the first test asks.</summary>
    internal async Task<RunningServer> StartAsync(Func<Task<string?>> records)
    {
        await turn.WaitAsync(Stop);
        try
        {
            if (server is null)
            {
                var connection = await records();
                // Pages of the installation's own are there when it starts.
                Directory.CreateDirectory(Path.Combine(Folder.Path, "instruments"));
                await File.WriteAllTextAsync(Path.Combine(Folder.Path, "instruments", "crossroads.md"), FormTests.Instrument, Stop);
                await File.WriteAllTextAsync(Path.Combine(Folder.Path, "instruments", "fork.md"), FormLanguagesTests.Instrument, Stop);
                server = await RunningServer.StartAsync(options => Change(options with
                {
                    Records = connection,
                    Time = Time,
                    Configure = services =>
                    {
                        services.Without<WaveClock>().Without<PulseWatching>().AddLogging(logging => logging.AddProvider(Log)).AddSingleton<IStartupFilter>(new PlantedFilter(this));
                        Add(services);
                    },
                }), Folder.Path);
            }
            return server;
        }
        finally
        {
            turn.Release();
        }
    }

    internal AppDb Open() => Server.Get<IDbContextFactory<AppDb>>().CreateDbContext();

    /// <summary>A team with teams below it and people in them; each has a mail address, and the site of its place in its team.</summary>
    internal async Task<Staff> HireAsync(params int[] sizes)
    {
        var number = Interlocked.Increment(ref numbers);
        await using var db = Open();
        var above = NewTeam($"Department {number}", null);
        db.Add(above);
        await db.SaveChangesAsync(Stop);
        List<IReadOnlyList<Person>> teams = [];
        foreach (var (size, at) in sizes.Select((size, at) => (size, at)))
        {
            var team = NewTeam($"Team {number}-{at + 1}", above.Id);
            var people = Enumerable.Range(1, size).Select(each => new Person
            {
                Name = $"Person{number} Of{at + 1}x{each}",
                Mail = $"p{number}-{at + 1}-{each}@staff.example",
                CreatedAt = DateTimeOffset.UnixEpoch,
            }).ToList();
            db.Add(team);
            db.AddRange(people);
            await db.SaveChangesAsync(Stop);
            db.AddRange(people.Select(person => new Membership { PersonId = person.Id, TeamId = team.Id, IsPrimary = true }));
            db.AddRange(people.Select((person, each) => new PersonAttribute { PersonId = person.Id, Name = "site", Value = each % 2 == 0 ? "Berlin" : "Lyon" }));
            await db.SaveChangesAsync(Stop);
            teams.Add(people);
        }
        return new Staff(above.Id, $"Team {number}-", teams);
    }

    internal async Task<int> PlanAsync(
        Staff staff, Func<SurveyPlan, SurveyPlan>? change = null, string instrument = "devex", SurveyKind kind = SurveyKind.Wave, SurveyPromise promise = SurveyPromise.Anonymous)
    {
        var plan = new SurveyPlan { Attributes = ["team"], Teams = [staff.Department], Channels = [SurveyChannel.Codes] };
        await using var db = Open();
        var survey = new Survey
        {
            Title = "How we build",
            Instrument = instrument,
            InstrumentVersion = 1,
            Promise = promise,
            Kind = kind,
            Lens = SurveyLens.Devex,
            Plan = change?.Invoke(plan) ?? plan,
            CreatedAt = Time.GetUtcNow(),
        };
        db.Add(survey);
        await db.SaveChangesAsync(Stop);
        return survey.Id;
    }

    internal Task<WaveOpening> OpenAsync(int survey) => Server.Get<IWaves>().OpenAsync(survey, Caller.Host, Stop);

    internal Task<WaveRefusal?> CloseAsync(int wave) => Server.Get<IWaves>().CloseAsync(wave, Caller.Host, Stop);

    /// <summary>One look of the clock, as if its minute had come.</summary>
    internal Task LookAsync() => Server.Get<WaveClock>().LookAsync(Stop);

    internal async Task<WaveState> StateAsync(int wave)
    {
        await using var db = Open();
        return await db.Set<Wave>().Where(row => row.Id == wave).Select(row => row.State).SingleAsync(Stop);
    }

    /// <summary>Waits until the invitations are out.</summary>
    internal async Task WaitUntilOpenAsync(int wave)
    {
        while (await StateAsync(wave) == WaveState.Issuing)
            await Task.Delay(10, Stop);
        Assert.Equal(WaveState.Open, await StateAsync(wave));
    }

    /// <summary>The code in the link of an invitation.</summary>
    internal static string CodeIn(OutgoingMail mail) => CodeInText(mail.Text);

    /// <returns>Empty where there is none.</returns>
    internal static string CodeInText(string text) => Regex.Match(text, "#([0-9A-Z-]{31})").Groups[1].Value;

    /// <summary>Sends a form as a browser without JavaScript does: no cookie, nothing remembered.</summary>
    internal async Task<Answer> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        change?.Invoke(request);
        using var response = await Client.SendAsync(request, Stop);
        return new Answer(response, await response.Content.ReadAsStringAsync(Stop));
    }

    internal async Task<Answer> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, Stop);
        return new Answer(response, await response.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>Sends a sheet of the devex instrument in which every item has one value.</summary>
    internal Task<Answer> AnswerAsync(int survey, string code, int value, string? comment = null, Action<HttpRequestMessage>? change = null) =>
        PostAsync(FormattableString.Invariant($"/survey/{survey}"),
        [
            ("code", code), ("build_speed", $"{value}"), ("review_speed", "dk"), ("heard", $"{value}"), ("focus", $"{value}"), ("productive", $"{value}"),
            .. comment is null ? Array.Empty<(string, string)>() : [("comment", comment)],
        ], change);

    private sealed class PlantedFilter(SurveyServer server) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                await server.Planted(context);
                await following(context);
            });
            next(app);
        };
    }

    private static Team NewTeam(string name, int? parent) =>
        new() { Name = name, Key = name.ToLowerInvariant(), ParentId = parent, CreatedAt = DateTimeOffset.UnixEpoch };
}

/// <summary>Teams of a test.</summary>
/// <param name="Department">The team above them.</param>
/// <param name="TeamPrefix">Their names begin so and end in their number from 1.</param>
internal sealed record Staff(int Department, string TeamPrefix, IReadOnlyList<IReadOnlyList<Person>> Teams)
{
    public IReadOnlyList<Person> People => [.. Teams.SelectMany(team => team)];
}
