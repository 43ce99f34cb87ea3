using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys;
using Duet.Surveys.Comments;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Duet.Tests.Feedback;
using Duet.Tests.Surveys.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Duet.Tests.Surveys.FollowUps;

public sealed class WaveFollowUpsTests(SqliteVoiceRecords records) : IClassFixture<SqliteVoiceRecords>
{
    private const string Topic = "build_speed";
    private static readonly IStringLocalizer<SurveysText> Text = new StringLocalizer<SurveysText>(
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    private readonly Outbox outbox = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WaveFollowUps Known => new(records.Records, outbox, Text, records.Get<Audit>(), records.Time);

    private FollowUpReader Reader => new(records.Records);

    [Fact]
    public async Task FollowUp_WithAPersonAndAnInitiative_IsListedWithBoth()
    {
        var (survey, wave) = await WaveAsync();
        var (person, initiative) = (await PersonAsync("Ines Okafor"), await InitiativeAsync("Cache for all"));

        Assert.Null(await AddAsync(survey, wave, new FollowUpInput(Topic, "A cache for each branch.", person.Id, null, initiative.Id, new DateOnly(2026, 7, 1))));

        var line = Assert.Single(await Reader.ListAsync(wave, Stop));
        Assert.Equal(("Build speed", "Ines Okafor", "Cache for all"), (line.Topic, line.Owner, line.Initiative!.Name));
        Assert.Equal((initiative.Id, wave.Id), (line.FollowUp.InitiativeId, line.FollowUp.WaveId));
        Assert.Single(await Reader.OfInitiativeAsync(initiative.Id, Stop));
    }

    [Fact]
    public async Task FollowUp_OfNobodyWhoIsHere_IsRefused()
    {
        var (survey, wave) = await WaveAsync();
        var gone = await records.AddAsync(new Person { Name = "Gone Away", LeftAt = DateTimeOffset.UnixEpoch, CreatedAt = DateTimeOffset.UnixEpoch });

        Assert.Equal("no-owner", await AddAsync(survey, wave, new FollowUpInput(Topic, "Something", null, null, null, null)));
        Assert.Equal("no-owner", await AddAsync(survey, wave, new FollowUpInput(Topic, "Something", gone.Id, null, null, null)));
        Assert.Equal("no-owner", await AddAsync(survey, wave, new FollowUpInput(Topic, "Something", 999_999, null, null, null)));
        Assert.Equal("no-initiative", await AddAsync(survey, wave, new FollowUpInput(Topic, "Something", (await PersonAsync("Here")).Id, null, 999_999, null)));
        Assert.Equal("no-topic", await AddAsync(survey, wave, new FollowUpInput("theme:999999", "Something", (await PersonAsync("Here too")).Id, null, null, null)));
        Assert.Empty(await Reader.ListAsync(wave, Stop));
    }

    [Fact]
    public async Task Theme_CalledForByEnoughPeople_CanBeFollowedUp()
    {
        var (survey, wave) = await WaveAsync();
        var (large, small) = (await ThemeAsync(wave, "Cache", 5), await ThemeAsync(wave, "Desks", 4));
        var person = await PersonAsync("Owner of themes");

        Assert.Null(await AddAsync(survey, wave, new FollowUpInput($"theme:{large}", "A cache", person.Id, null, null, null)));
        Assert.Equal("no-topic", await AddAsync(survey, wave, new FollowUpInput($"theme:{small}", "Desks", person.Id, null, null, null)));

        Assert.Equal($"Cache {wave.Id}", Assert.Single(await Reader.ListAsync(wave, Stop)).Topic);
    }

    [Fact]
    public async Task Telling_OfWhatIsPlannedAndOfWhatShipped_GoesOutOnceEach()
    {
        var (survey, wave) = await WaveAsync(people: 3);
        var initiative = await InitiativeAsync("Shipping soon");
        await AddAsync(survey, wave, new FollowUpInput(Topic, "A cache", (await PersonAsync("Teller")).Id, null, initiative.Id, null));
        var id = (await Reader.ListAsync(wave, Stop))[0].FollowUp.Id;

        Assert.Null(await Known.TellAsync(survey, wave, id, Caller.Host, Stop));
        Assert.Equal("told-already", await Known.TellAsync(survey, wave, id, Caller.Host, Stop));
        Assert.DoesNotContain(await Reader.ToTellAsync(Caller.Host, Stop), line => line.Survey == survey.Id);
        Assert.Equal(3, outbox.Mails.Count);
        Assert.All(outbox.Mails, mail => Assert.Contains("This is what follows from it: A cache.", mail.Text, StringComparison.Ordinal));

        await using (var db = records.Records.CreateDbContext())
            await db.Set<Initiative>().Where(row => row.Id == initiative.Id).ExecuteUpdateAsync(row => row.SetProperty(its => its.ShippedAt, records.Time.GetUtcNow()), Stop);
        Assert.Equal("Shipping soon", Assert.Single(await Reader.ToTellAsync(Caller.Host, Stop), line => line.Survey == survey.Id).Initiative);
        Assert.True((await Reader.ListAsync(wave, Stop))[0].IsToBeTold);

        Assert.Null(await Known.TellAsync(survey, wave, id, Caller.Host, Stop));
        Assert.Equal("told-already", await Known.TellAsync(survey, wave, id, Caller.Host, Stop));
        Assert.Equal(6, outbox.Mails.Count);
        Assert.All(outbox.Mails.Skip(3), mail => Assert.Contains("is there now: A cache.", mail.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(await Reader.ToTellAsync(Caller.Host, Stop), line => line.Survey == survey.Id);
    }

    [Fact]
    public async Task FollowUp_GivenToSomebodyElse_KeepsWhatIsDone()
    {
        var (survey, wave) = await WaveAsync();
        var (first, second) = (await PersonAsync("First"), await PersonAsync("Second"));
        await AddAsync(survey, wave, new FollowUpInput(Topic, "A cache", first.Id, null, null, null));
        var id = (await Reader.ListAsync(wave, Stop))[0].FollowUp.Id;

        Assert.Null(await Known.ChangeAsync(survey, wave, id, new FollowUpInput("focus", "Something else", second.Id, null, null, new DateOnly(2026, 8, 1)), Caller.Host, Stop));
        Assert.Equal("no-owner", await Known.ChangeAsync(survey, wave, id, new FollowUpInput(null, null, null, null, null, null), Caller.Host, Stop));

        var line = Assert.Single(await Reader.ListAsync(wave, Stop));
        Assert.Equal(("A cache", Topic, "Second", new DateOnly(2026, 8, 1)), (line.FollowUp.Action, line.FollowUp.Topic, line.Owner, line.FollowUp.DueOn));
    }

    private Task<string?> AddAsync(Survey survey, Wave wave, FollowUpInput input) => Known.AddAsync(survey, wave, input, Caller.Host, Stop);

    private Task<Person> PersonAsync(string name) => records.AddAsync(new Person { Name = name, CreatedAt = DateTimeOffset.UnixEpoch });

    private Task<Initiative> InitiativeAsync(string name) => records.AddAsync(
        new Initiative { Name = name, Key = $"{name} {Guid.NewGuid()}".ToLowerInvariant(), State = InitiativeState.Started, CreatedAt = DateTimeOffset.UnixEpoch });

    private async Task<int> ThemeAsync(Wave wave, string name, int texts)
    {
        var theme = await records.AddAsync(new Theme { Name = $"{name} {wave.Id}", Key = $"{name} {wave.Id}".ToLowerInvariant() });
        for (var at = 0; at < texts; at++)
        {
            var voice = await records.TakeAsync($"{name} {at}", change: said => said with { Source = WaveVoices.SourceOf(wave.Id), Channel = VoiceChannel.Survey });
            await records.AddAsync(new WaveVoice { VoiceId = voice, WaveId = wave.Id, Item = "comment" });
            await records.AddAsync(new VoiceTheme { VoiceId = voice, ThemeId = theme.Id });
        }
        return theme.Id;
    }

    private async Task<(Survey, Wave)> WaveAsync(int people = 0)
    {
        var builder = new WaveBuilder(records.Records);
        var survey = await builder.SurveyAsync();
        var wave = await builder.WaveAsync(survey, 1, WaveBuilder.Answers([5, 4, 4, 2, 1, 3]), state: WaveState.Released);
        await records.AddAsync(new ReleasedCell { WaveId = wave, Cell = "", Measure = Topic, Form = CellForm.Share, Value = 0.5 });
        for (var at = 0; at < people; at++)
        {
            var person = await records.AddAsync(new Person { Name = $"Asked {wave} {at}", Mail = $"asked{wave}-{at}@staff.example", CreatedAt = DateTimeOffset.UnixEpoch });
            await records.AddAsync(new Asked { PersonId = person.Id, WaveId = wave, On = new DateOnly(2026, 4, 1), Labels = "" });
        }
        await using var db = records.Records.CreateDbContext();
        return (await db.Set<Survey>().AsNoTracking().SingleAsync(row => row.Id == survey, Stop), await db.Set<Wave>().AsNoTracking().SingleAsync(row => row.Id == wave, Stop));
    }

    /// <summary>Keeps what goes out.</summary>
    private sealed class Outbox : IMessages
    {
        public List<OutgoingMail> Mails { get; } = [];

        public Task<bool> CanMailAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public Task QueueAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Mails are kept together with what they tell.");

        public void Queue(AppDb db, OutgoingMail mail) => Mails.Add(mail);

        public Task<bool> CanNoticeAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public void Queue(AppDb db, SlackMessage message, string kind) => throw new InvalidOperationException("Nothing of a survey is noticed in Slack.");

        public Task<SendOutcome> SendNowAsync(OutgoingMail mail, CancellationToken cancellationToken) => Task.FromResult(SendOutcome.Refused);

        public Task<SendOutcome> SlackAsync(SlackMessage message, CancellationToken cancellationToken) => Task.FromResult(SendOutcome.Refused);
    }
}
