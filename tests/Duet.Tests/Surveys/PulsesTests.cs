using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys;
using Duet.Surveys.Pulses;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Duet.Tests.Platform.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Surveys;

/// <summary>Questions after something happened: who gets one, how often, what of it is stored, and what is told.</summary>
public abstract class PulsesTests(SurveyServer surveys)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int numbers;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Release_OfATeamsService_IsAskedAboutByMailAnsweredAndTold()
    {
        var staff = await NewMonthAsync(7, 6);
        var survey = await PlanAsync(staff, PulseTrigger.Release, "pulse_release");
        var service = await OwnedServiceAsync($"{staff.TeamPrefix}1");
        await using var smtp = new SmtpReceiver();
        await SendByAsync(smtp, staff);
        try
        {
            await DeployAsync(service, "first");
            await LookUntilAsync(async () => (await AskedAsync(survey)).Count == 7);
        }
        finally
        {
            surveys.Messages.Before = _ => Task.CompletedTask;
            await surveys.Server.Get<MailServers>().RemoveAsync(Stop);
        }

        // One message to each of the team that owns it, and none to the other.
        var mails = await smtp.WaitAsync(7, Stop);
        Assert.Equal(staff.Teams[0].Select(person => person.Mail!).Order(), mails.SelectMany(mail => mail.To).Order());
        Assert.All(mails, mail => Assert.Contains("confidential, not anonymous", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains($"released: {service}, to production", mail.Text, StringComparison.Ordinal));

        // The same again, from a program that was started anew, and another deployment: once a window.
        await DeployAsync(service, "second");
        Assert.Equal(0, await NewWatch().LookAsync(Stop));
        Assert.Equal(7, await RowsAsync<PulseTicket>(ticket => ticket.WaveId == Wave(survey)));

        var codes = mails.Select(mail => SurveyServer.CodeIn(new OutgoingMail("", "", mail.Text))).ToList();
        var form = await surveys.PostAsync($"/survey/{survey}/open", [("code", codes[0])]);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.Contains(">confidential<", form.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(">anonymous<", form.Body, StringComparison.Ordinal);
        Assert.Contains("a service of your team was released", form.Body, StringComparison.Ordinal);
        Assert.Contains($"this group: {staff.TeamPrefix}1", form.Body, StringComparison.Ordinal);
        foreach (var (code, at) in codes.Take(6).Select((code, at) => (code, at)))
        {
            var said = await surveys.PostAsync($"/survey/{survey}", [("code", code), ("release_ease", at < 4 ? "5" : "2"), ("release_calm", "4")]);
            Assert.Contains("your answers hold no name", said.Body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await surveys.PostAsync($"/survey/{survey}", [("code", code), ("release_ease", "1")])).Status);
        }
        await using var db = surveys.Open();
        var wave = await db.Set<Wave>().AsNoTracking().SingleAsync(row => row.SurveyId == survey, Stop);
        var cohorts = await db.Set<Cohort>().Where(row => row.WaveId == wave.Id).ToDictionaryAsync(row => row.Id, row => row.Key, Stop);
        var answers = await db.Set<Duet.Surveys.Records.Answer>().Where(row => row.WaveId == wave.Id).ToListAsync(Stop);
        Assert.Equal(12, answers.Count);
        Assert.All(answers, answer => Assert.Equal($"team={staff.TeamPrefix}1", cohorts[answer.CohortId!.Value]));
        Assert.Equal((SurveyPromise.Confidential, 7), (wave.Promise, wave.Invited));

        // The window ends: it is closed, told once, and what knew people is gone.
        surveys.Time.Advance(TimeSpan.FromDays(31));
        await surveys.LookAsync();
        Assert.Equal(WaveState.Released, await surveys.StateAsync(wave.Id));
        Assert.Equal(0, await RowsAsync<PulseTicket>(ticket => ticket.WaveId == wave.Id));
        Assert.Equal(0, await RowsAsync<PulsePlace>(place => place.WaveId == wave.Id));
        var cells = await db.Set<ReleasedCell>().Where(cell => cell.WaveId == wave.Id && cell.Measure == "release_ease" && cell.Form == CellForm.Share).ToListAsync(Stop);
        // Four of six: below ten answers shares go in fifths.
        Assert.Equal(0.6, Assert.Single(cells, cell => cell.Cell.Length == 0).Value!.Value, 0.001);
        Assert.Equal(CellHidden.TooFew, Assert.Single(cells, cell => cell.Cell == $"team={staff.TeamPrefix}2").Hidden);
        Assert.Equal(7, (await db.Set<WavePart>().SingleAsync(part => part.WaveId == wave.Id, Stop)).Invited);
        Assert.Equal(HttpStatusCode.Gone, (await surveys.PostAsync($"/survey/{survey}", [("code", codes[6]), ("release_ease", "1")])).Status);
        var month = wave.OpensOn.ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await using var scope = surveys.Server.App.Services.CreateAsyncScope();
        Assert.Equal(month, scope.ServiceProvider.GetRequiredService<SurveyWords>().WaveName(await db.Set<Survey>().SingleAsync(row => row.Id == survey, Stop), wave));
        var told = await ReadAsync($"/api/v1/surveys/{survey}/waves/{wave.Number}");
        Assert.Equal("confidential", told.GetProperty("promise").GetString(), ignoreCase: true);
        Assert.Contains("never called anonymous", told.GetProperty("promiseMeans").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_Merged_AsksItsAuthorOnlyWhereTheyAreKnownAndNoProgram()
    {
        var staff = await NewMonthAsync(8);
        var people = staff.People;
        var survey = await PlanAsync(staff, PulseTrigger.MergedChange, "pulse_change");
        await using (var db = surveys.Open())
        {
            await db.Set<Person>().Where(person => person.Id == people[1].Id).ExecuteUpdateAsync(row => row.SetProperty(its => its.Mail, (string?)null), Stop);
            db.Add(new IdentityLink { Realm = "github", Key = people[1].Mail!, Name = "x", PersonId = people[1].Id, Method = LinkMethod.Manual, Confidence = 1, LinkedAt = surveys.Time.GetUtcNow() });
            await db.Set<Person>().Where(person => person.Id == people[2].Id).ExecuteUpdateAsync(row => row.SetProperty(its => its.LeftAt, surveys.Time.GetUtcNow().AddDays(-3)), Stop);
            await db.SaveChangesAsync(Stop);
        }
        await RefreshAsync();
        var now = surveys.Time.GetUtcNow();
        await FactsAsync(
            Change(people[0].Mail!, now.AddHours(-1)), Change(people[0].Mail!, now.AddHours(-2)),
            Change(people[1].Mail!, now.AddHours(-1), realm: "github"), Change(people[2].Mail!, now.AddHours(-1)),
            Change($"stranger{survey}@elsewhere.example", now.AddHours(-1)),
            Change(people[3].Mail!, now.AddHours(-25)), Change(people[4].Mail!, now.AddHours(2)),
            Change(people[5].Mail!, now.AddHours(-1), ActorKind.Bot), Change(people[6].Mail!, now.AddHours(-1), method: ChangeMethod.Direct));

        await LookUntilAsync(async () => (await AskedAsync(survey)).Count > 0);
        await NewWatch().LookAsync(Stop);

        Assert.Equal([people[0].Id], await AskedAsync(survey));
        Assert.Single(MailsTo(staff));
    }

    [Fact]
    public async Task Build_ThatFailed_AsksWhoWroteTheCommit()
    {
        var staff = await NewMonthAsync(5);
        var survey = await PlanAsync(staff, PulseTrigger.FailedBuild, "pulse_build");
        await RefreshAsync();
        var (repo, now) = ($"repo{survey}", surveys.Time.GetUtcNow());
        await FactsAsync(Commit(repo, "aaa1", staff.People[0].Mail!, now.AddHours(-3)), Commit(repo, "bbb2", staff.People[1].Mail!, now.AddHours(-3)));

        await SendAsync("builds", Build("one", repo, "aaa1", "failure"), Build("two", repo, "bbb2", "success"), Build("three", repo, "ccc3", "failure"));
        await LookUntilAsync(async () => (await AskedAsync(survey)).Count > 0);

        Assert.Equal([staff.People[0].Id], await AskedAsync(survey));
        Assert.Contains($"failed: main build, {repo}", Assert.Single(MailsTo(staff)).Text, StringComparison.Ordinal);

        object Build(string id, string name, string sha, string outcome) => new
        {
            id = $"{id}-{survey}",
            repo = name,
            pipeline = "main build",
            outcome,
            sha,
            started_at = now.AddMinutes(-20),
            finished_at = now.AddMinutes(-10),
        };
    }

    [Fact]
    public async Task Limit_OfAPerson_HoldsOverAllPulsesAndAfterWaves()
    {
        var staff = await NewMonthAsync(6);
        var (first, second) = (await PlanAsync(staff, PulseTrigger.MergedChange, "pulse_change"), await PlanAsync(staff, PulseTrigger.MergedChange, "pulse_release"));
        await RefreshAsync();
        await FactsAsync(Change(staff.People[0].Mail!, surveys.Time.GetUtcNow().AddHours(-1)));
        await LookUntilAsync(async () => (await AskedAsync(first)).Count > 0);
        Assert.Empty(await AskedAsync(second));

        // In the limit's last days the second pulse is still silent; after them it asks, and the first one, once a window, is not.
        surveys.Time.Advance(TimeSpan.FromDays(13));
        await FactsAsync(Change(staff.People[0].Mail!, surveys.Time.GetUtcNow().AddHours(-1)));
        await NewWatch().LookAsync(Stop);
        Assert.Empty(await AskedAsync(second));
        surveys.Time.Advance(TimeSpan.FromDays(1));
        await FactsAsync(Change(staff.People[0].Mail!, surveys.Time.GetUtcNow().AddHours(-1)));
        await LookUntilAsync(async () => (await AskedAsync(second)).Count > 0);
        Assert.Equal(2, MailsTo(staff).Count);

        // Whoever was asked in a wave is left alone for the whole cooldown.
        var other = await NewMonthAsync(6);
        await surveys.OpenAsync(await surveys.PlanAsync(other));
        var third = await PlanAsync(other, PulseTrigger.MergedChange, "pulse_change", plan => plan with { Window = PulseWindow.Quarter });
        await RefreshAsync();
        surveys.Time.Advance(TimeSpan.FromDays(15));
        await FactsAsync(Change(other.People[0].Mail!, surveys.Time.GetUtcNow().AddHours(-1)));
        await NewWatch().LookAsync(Stop);
        Assert.Empty(await AskedAsync(third));
    }

    [Fact]
    public async Task TwoNodes_LookingAtOnce_AskOnce()
    {
        var staff = await NewMonthAsync(9);
        var survey = await PlanAsync(staff, PulseTrigger.MergedChange, "pulse_change");
        await RefreshAsync();
        await FactsAsync([.. staff.People.Select(person => Change(person.Mail!, surveys.Time.GetUtcNow().AddHours(-1)))]);

        var looks = Enumerable.Range(0, 4).Select(_ => NewWatch()).ToList();
        await LookUntilAsync(async () =>
        {
            await Task.WhenAll(looks.Select(watch => Task.Run(() => Tolerant(watch))));
            return (await AskedAsync(survey)).Count == 9;
        });

        Assert.Equal(9, MailsTo(staff).Count);
        await using var db = surveys.Open();
        Assert.Equal(9, Assert.Single(await db.Set<Wave>().Where(wave => wave.SurveyId == survey).ToListAsync(Stop)).Invited);

        // Of two that open a window at once, one is refused by its number and finds it at the next look.
        static async Task Tolerant(PulseWatch watch)
        {
            try
            {
                await watch.LookAsync(Stop);
            }
            catch (DbUpdateException)
            {
            }
        }
    }

    [Fact]
    public async Task Message_ThatReachesNobody_TakesTheAskingBack()
    {
        var staff = await NewMonthAsync(5);
        var survey = await PlanAsync(staff, PulseTrigger.MergedChange, "pulse_change");
        await RefreshAsync();
        surveys.Messages.Answer = mail => mail.To == staff.People[0].Mail ? SendOutcome.Refused : SendOutcome.Accepted;
        try
        {
            await FactsAsync(Change(staff.People[0].Mail!, surveys.Time.GetUtcNow().AddHours(-1)), Change(staff.People[1].Mail!, surveys.Time.GetUtcNow().AddHours(-1)));
            await LookUntilAsync(async () => MailsTo(staff).Count == 1 && (await AskedAsync(survey)).SequenceEqual([staff.People[1].Id]));
        }
        finally
        {
            surveys.Messages.Answer = _ => SendOutcome.Accepted;
        }

        // Not asked again after the same; after something else, yes.
        await NewWatch().LookAsync(Stop);
        Assert.Single(MailsTo(staff));
        await FactsAsync(Change(staff.People[0].Mail!, surveys.Time.GetUtcNow().AddMinutes(-5)));
        await LookUntilAsync(() => Task.FromResult(MailsTo(staff).Count == 2));
        await using var db = surveys.Open();
        Assert.Equal(2, (await db.Set<Wave>().SingleAsync(wave => wave.SurveyId == survey, Stop)).Invited);
    }

    [Fact]
    public async Task Pulse_StoppedOrLateInTheWindow_AsksNobody()
    {
        var staff = await NewMonthAsync(5);
        var survey = await PlanAsync(staff, PulseTrigger.MergedChange, "pulse_change");
        await RefreshAsync();
        await SetStoppedAsync(true);
        await FactsAsync(Change(staff.People[0].Mail!, surveys.Time.GetUtcNow().AddHours(-1)));
        await NewWatch().LookAsync(Stop);
        Assert.Empty(await AskedAsync(survey));

        await SetStoppedAsync(false);
        var today = DateOnly.FromDateTime(surveys.Time.GetUtcNow().UtcDateTime);
        surveys.Time.Advance(TimeSpan.FromDays(PulseSpan.Of(PulseWindow.Month, today).Last.DayNumber - today.DayNumber));
        await FactsAsync(Change(staff.People[0].Mail!, surveys.Time.GetUtcNow().AddHours(-1)));
        await NewWatch().LookAsync(Stop);
        Assert.Empty(await AskedAsync(survey));
        Assert.Equal(WaveRefusal.ByItself, (await surveys.OpenAsync(survey)).Refusal);

        async Task SetStoppedAsync(bool isStopped)
        {
            await using var db = surveys.Open();
            await db.Set<Survey>().Where(row => row.Id == survey).ExecuteUpdateAsync(row => row.SetProperty(its => its.IsStopped, isStopped), Stop);
        }
    }

    // The first working hours of a month that no other test has come to.
    private async Task<Staff> NewMonthAsync(params int[] sizes)
    {
        var now = surveys.Time.GetUtcNow();
        surveys.Time.Advance(new DateTimeOffset(now.Year, now.Month, 1, 10, 0, 0, TimeSpan.Zero).AddMonths(1) - now);
        return await surveys.HireAsync(sizes);
    }

    private Task<int> PlanAsync(Staff staff, PulseTrigger trigger, string instrument, Func<SurveyPlan, SurveyPlan>? change = null) => surveys.PlanAsync(
        staff, plan => (change ?? (same => same))(plan with { Channels = [SurveyChannel.Mail], Trigger = trigger, Window = PulseWindow.Month }),
        instrument, SurveyKind.Pulse, SurveyPromise.Confidential);

    private async Task<string> OwnedServiceAsync(string team)
    {
        var name = $"service-{Interlocked.Increment(ref numbers)}-{team.ToLowerInvariant().Replace(' ', '-')}";
        await using (var db = surveys.Open())
        {
            var service = new Service { Name = name, Key = name };
            db.Add(service);
            await db.SaveChangesAsync(Stop);
            db.Add(new ServiceOwner { ServiceId = service.Id, TeamId = (await db.Set<Team>().SingleAsync(row => row.Name == team, Stop)).Id });
            await db.SaveChangesAsync(Stop);
        }
        await RefreshAsync();
        return name;
    }

    // Organisations of tests are written past the use cases: nobody else tells the facts.
    private async Task RefreshAsync() => Assert.True(await surveys.Server.Get<DimensionProjection>().RefreshAsync(Stop));

    private Task DeployAsync(string service, string id) => SendAsync("deployments", new
    {
        id = $"{service}-{id}",
        service,
        environment = "production",
        outcome = "success",
        started_at = surveys.Time.GetUtcNow().AddMinutes(-20),
        finished_at = surveys.Time.GetUtcNow().AddMinutes(-10),
    });

    private async Task SendAsync(string door, params object[] messages)
    {
        var key = (await surveys.Server.Get<Keys>().AddAsync(new KeyRequest($"ci {Interlocked.Increment(ref numbers)}", [Scopes.EventsWrite]), Caller.Host, Stop)).Text!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{door}") { Content = JsonContent.Create(messages) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await surveys.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        var key = (await surveys.Server.Get<Keys>().AddAsync(new KeyRequest($"reader {Interlocked.Increment(ref numbers)}", [Scopes.SurveysRead]), Caller.Host, Stop)).Text!;
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var response = await surveys.Client.SendAsync(request, Stop);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        return json.RootElement.Clone();
    }

    private Task<BatchOutcome> FactsAsync(params object[] facts) => surveys.Server.Get<IFactStore>().WriteAsync(
        facts.Aggregate(new FactBatch($"pulses {Interlocked.Increment(ref numbers)}", "pulse tests"), (batch, fact) => fact is ChangeFact change ? batch.Append([change]) : batch.Append([(CommitFact)fact])), Stop);

    private static ChangeFact Change(
        string author, DateTimeOffset mergedAt, ActorKind kind = ActorKind.Human, ChangeMethod method = ChangeMethod.Merge, string realm = "mail") => new()
        {
            Repo = "pulses",
            Id = $"change-{Interlocked.Increment(ref numbers)}",
            Title = "Mend the till",
            Author = new Actor(kind == ActorKind.Human ? realm : "program", author, "Somebody", kind),
            AuthorKind = kind,
            MergedAt = mergedAt,
            Method = method,
        };

    private static CommitFact Commit(string repo, string sha, string author, DateTimeOffset at) => new()
    {
        Repo = repo,
        Sha = sha,
        Subject = "Mend the till",
        Author = new Actor("mail", author, "Somebody", ActorKind.Human),
        AuthorKind = ActorKind.Human,
        AuthoredAt = at,
        CommittedAt = at,
        IsMerge = false,
    };

    private async Task SendByAsync(SmtpReceiver smtp, Staff staff)
    {
        await surveys.Server.Get<MailServers>().SaveAsync(
            new MailServer { Host = "127.0.0.1", Port = smtp.Port, Security = MailSecurity.None, From = "duet@example.org", FromName = "Duet" }, Stop);
        var sending = surveys.Server.App.Services.GetServices<IMessages>().OfType<Sending>().Single();
        surveys.Messages.Before = async mail =>
        {
            if (staff.People.Any(person => person.Mail == mail.To))
                Assert.Equal(SendOutcome.Accepted, await sending.SendNowAsync(mail, Stop));
        };
    }

    /// <summary>The watch of another process: it shares nothing with the one of the server but the databases.</summary>
    private PulseWatch NewWatch() => ActivatorUtilities.CreateInstance<PulseWatch>(
        surveys.Server.App.Services, new Leases(surveys.Server.Get<IDbContextFactory<AppDb>>()));

    // Facts come when they come: look until it has happened.
    private async Task LookUntilAsync(Func<Task<bool>> isDone)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        while (!await isDone())
        {
            await surveys.Server.Get<PulseWatch>().LookAsync(Stop);
            await Task.Delay(20, limit.Token);
        }
    }

    private List<OutgoingMail> MailsTo(Staff staff) => [.. surveys.Messages.Mails.Where(mail => staff.People.Any(person => person.Mail == mail.To))];

    private async Task<List<int>> AskedAsync(int survey)
    {
        await using var db = surveys.Open();
        return await db.Set<Asked>().Where(asked => db.Set<Wave>().Any(wave => wave.Id == asked.WaveId && wave.SurveyId == survey))
            .Select(asked => asked.PersonId).Order().ToListAsync(Stop);
    }

    private async Task<int> RowsAsync<T>(System.Linq.Expressions.Expression<Func<T, bool>> which) where T : class
    {
        await using var db = surveys.Open();
        return await db.Set<T>().CountAsync(which, Stop);
    }

    private int Wave(int survey)
    {
        using var db = surveys.Open();
        return db.Set<Wave>().Single(wave => wave.SurveyId == survey).Id;
    }
}

[Collection(SqliteSurveys.Name)]
public sealed class SqlitePulsesTests(SqliteSurveyServer surveys) : PulsesTests(surveys), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Collection(PostgresSurveys.Name)]
public sealed class PostgresPulsesTests(PostgresSurveyServer surveys) : PulsesTests(surveys), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
