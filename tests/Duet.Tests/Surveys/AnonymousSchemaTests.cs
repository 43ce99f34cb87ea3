using System.Security.Cryptography;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Duet.Tests.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys;

/// <summary>What is promised to those who answer holds by the tables themselves, whatever the program does.</summary>
public abstract class AnonymousSchemaTests : IAsyncLifetime
{
    private RecordsStore records = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        records = await OpenAsync();
        await records.MigrateAsync(Stop);
    }

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<RecordsStore> OpenAsync();

    private protected AppDb Open() => records.CreateDbContext();

    [Fact]
    public async Task Tables_OfAnswersAndTickets_LeadToNobody()
    {
        await using var db = Open();

        Assert.Empty(await AnonymousSchema.LeaksAsync(db, Stop));
    }

    [Fact]
    public async Task Tables_WithATimeOfAnswering_AreNoticed()
    {
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE answers ADD COLUMN \"CreatedAt\" timestamp DEFAULT CURRENT_TIMESTAMP", Stop);

        Assert.Contains("CreatedAt", Assert.Single(await AnonymousSchema.LeaksAsync(db, Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Survey_WithItsWave_ComesBackWhole()
    {
        int wave;
        await using (var db = Open())
            wave = await AddAsync(db, SurveyKind.Wave, SurveyPromise.Anonymous);

        await using var again = Open();
        var read = await again.Set<Wave>().SingleAsync(row => row.Id == wave, Stop);
        var plan = (await again.Set<Survey>().SingleAsync(Stop)).Plan;
        var cohort = await again.Set<Cohort>().SingleAsync(Stop);
        Assert.Equal(["team", "site"], plan.Attributes);
        Assert.Equal([new AttributePair("team", "site")], plan.Crosses);
        Assert.Equal([SurveyChannel.Mail, SurveyChannel.Codes], plan.Channels);
        Assert.Equal("Checkout", Assert.Single(read.Catalogue!.Cells).Where["team"]);
        Assert.Equal([new CohortLabel("team", "Checkout")], cohort.Labels);
        Assert.False(again.ChangeTracker.HasChanges());
        again.Add(new Ticket { Hash = RandomNumberGenerator.GetBytes(32), WaveId = wave, CohortId = cohort.Id });
        again.Add(new Duet.Surveys.Records.Answer { Id = RandomNumberGenerator.GetBytes(16), WaveId = wave, CohortId = cohort.Id, Item = "focus", Value = 4 });
        await again.SaveChangesAsync(Stop);
        Assert.Equal(1, await again.Set<Ticket>().ExecuteDeleteAsync(Stop));
    }

    [Theory]
    [InlineData(nameof(SurveyKind.Pulse), nameof(SurveyPromise.Anonymous), 5, 5)]
    [InlineData(nameof(SurveyKind.Wave), nameof(SurveyPromise.Anonymous), 4, 5)]
    [InlineData(nameof(SurveyKind.Wave), nameof(SurveyPromise.Anonymous), 5, 4)]
    public async Task Tables_GivenAPromiseThatCannotBeKept_Refuse(string kind, string promise, int k, int invited)
    {
        await using var db = Open();

        await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(db, Enum.Parse<SurveyKind>(kind), Enum.Parse<SurveyPromise>(promise), k, invited));
    }

    [Fact]
    public async Task Ledger_OfAPersonWhoIsErased_GoesWithThem()
    {
        await using var db = Open();
        var wave = await AddAsync(db, SurveyKind.Wave, SurveyPromise.Anonymous);
        var person = new Person { Name = "Ada", CreatedAt = DateTimeOffset.UnixEpoch };
        db.Add(person);
        await db.SaveChangesAsync(Stop);
        db.Add(new Asked { PersonId = person.Id, WaveId = wave, On = new DateOnly(2026, 3, 2), Labels = "Checkout" });
        await db.SaveChangesAsync(Stop);

        await db.Set<Person>().Where(row => row.Id == person.Id).ExecuteDeleteAsync(Stop);

        Assert.Equal(0, await db.Set<Asked>().CountAsync(Stop));
        Assert.Equal(1, await db.Set<Wave>().CountAsync(Stop));
    }

    private static async Task<int> AddAsync(AppDb db, SurveyKind kind, SurveyPromise promise, int k = 5, int invited = 5)
    {
        var survey = new Survey
        {
            Title = "How we build",
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = promise,
            Kind = kind,
            Lens = SurveyLens.Devex,
            Plan = new SurveyPlan
            {
                Attributes = ["team", "site"],
                Crosses = [new AttributePair("team", "site")],
                Channels = [SurveyChannel.Mail, SurveyChannel.Codes],
            },
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Add(survey);
        await db.SaveChangesAsync(Stop);
        var wave = new Wave
        {
            SurveyId = survey.Id,
            Number = 1,
            OpensOn = new DateOnly(2026, 3, 2),
            ClosesOn = new DateOnly(2026, 3, 13),
            Instrument = survey.Instrument,
            InstrumentVersion = 1,
            Promise = promise,
            K = k,
            Catalogue = new WaveCatalogue(
                [new WaveCell("team=Checkout", new Dictionary<string, string> { ["team"] = "Checkout" }, ["team=Checkout"], null)], []),
        };
        db.Add(wave);
        await db.SaveChangesAsync(Stop);
        db.Add(new Cohort { WaveId = wave.Id, Key = "team=Checkout", Labels = [new CohortLabel("team", "Checkout")], Invited = invited });
        await db.SaveChangesAsync(Stop);
        return wave.Id;
    }
}

public sealed class SqliteAnonymousSchemaTests : AnonymousSchemaTests
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Tables_WithRowNumbers_AreNoticed()
    {
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE copied AS SELECT * FROM answers; DROP TABLE answers; ALTER TABLE copied RENAME TO answers", Stop);

        Assert.Equal("answers has row numbers", Assert.Single(await AnonymousSchema.LeaksAsync(db, Stop)));
    }

    private protected override Task<RecordsStore> OpenAsync() =>
        Task.FromResult(RecordsStore.At(Path.Combine(folder.Path, "records.db"), null));

    public override ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresAnonymousSchemaTests(PostgresServer server) : AnonymousSchemaTests
{
    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", await server.NewDatabaseAsync());

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
