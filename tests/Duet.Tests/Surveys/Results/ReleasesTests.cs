using Duet.Engine.Metrics;
using Duet.Engine.Surveys.Instruments;
using Duet.Feedback.Intake;
using Duet.Platform.Records;
using Duet.Surveys.Comments;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Duet.Tests.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Results;

public abstract class ReleasesTests : IAsyncLifetime
{
    private readonly InstrumentShelf instruments = new(null, null);
    private RecordsStore records = null!;
    private VoiceWriter writer = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WaveBuilder Builder => new(records);

    private Releases Releases => new(records, new ReleaseReader(records, instruments), new WaveVoices(records, new VoiceTaking(writer, new VoiceTeams(() => new Installation()), TimeProvider.System), () => new Installation()));

    public async ValueTask InitializeAsync()
    {
        records = await OpenAsync();
        await records.MigrateAsync(Stop);
        writer = new VoiceWriter(records);
    }

    public virtual ValueTask DisposeAsync()
    {
        writer.Dispose();
        instruments.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected abstract Task<RecordsStore> OpenAsync();

    /// <summary>Statements by which a table takes no rows any more, and takes them again.</summary>
    private protected abstract (string Full, string Free) Disk(string table);

    [Fact]
    public async Task Wave_Closed_IsReleasedOnce()
    {
        var wave = await Builder.WaveAsync(await Builder.SurveyAsync(), 1, WaveBuilder.Answers([5, 4, 4, 2, 1, 3], [4, 4, 2, 5, 5, 1, 2], [1, 2, 2, 2, 5, 4]));

        Assert.True(await Releases.ReleaseAsync(wave, Stop));
        var first = await CellsAsync(wave);
        Assert.False(await Releases.ReleaseAsync(wave, Stop));

        Assert.Equal(first, await CellsAsync(wave));
        await using var db = records.CreateDbContext();
        Assert.Equal(WaveState.Released, (await db.Set<Wave>().SingleAsync(Stop)).State);
        var whole = await db.Set<ReleasedCell>().SingleAsync(cell => cell.Cell == "" && cell.Measure == "build_speed" && cell.Form == CellForm.Share, Stop);
        // 9 of 19: in tenths, and no count beside it.
        Assert.Equal((null, "15-19", 0.5), (whole.N, whole.Band, whole.Value));
        Assert.Equal(60, (await db.Set<WavePart>().SingleAsync(Stop)).AnsweredTens);
    }

    [Theory]
    [InlineData(nameof(WaveState.Open))]
    [InlineData(nameof(WaveState.Issuing))]
    [InlineData(nameof(WaveState.Void))]
    public async Task Wave_NotClosed_SaysNothing(string state)
    {
        var wave = await Builder.WaveAsync(await Builder.SurveyAsync(), 1, WaveBuilder.Answers([5, 4, 4, 2, 1, 3]), state: Enum.Parse<WaveState>(state));

        Assert.False(await Releases.ReleaseAsync(wave, Stop));

        Assert.Empty(await CellsAsync(wave));
    }

    [Fact]
    public async Task Wave_KilledWhileItWasWritten_IsReleasedToTheSameDigits()
    {
        var survey = await Builder.SurveyAsync();
        var answers = WaveBuilder.Answers([5, 4, 4, 2, 1, 3, 3, 2], [4, 4, 2, 5, 5, 1, 2, 2], [1, 2, 2, 2, 5, 4, 1, 1]);
        var wave = await Builder.WaveAsync(survey, 1, answers, joint: true);
        await using (var db = records.CreateDbContext())
        {
            // The last row of the release is refused, as by a full disk: nothing of it may stay.
            var (full, free) = Disk("wave_parts");
            await db.Database.ExecuteSqlRawAsync(full, Stop);
            await Assert.ThrowsAsync<DbUpdateException>(() => Releases.ReleaseAsync(wave, Stop));
            Assert.Empty(await CellsAsync(wave));
            Assert.Equal(WaveState.Closed, (await db.Set<Wave>().AsNoTracking().SingleAsync(Stop)).State);
            await db.Database.ExecuteSqlRawAsync(free, Stop);
        }

        Assert.True(await Releases.ReleaseAsync(wave, Stop));

        await using var after = records.CreateDbContext();
        Assert.NotEmpty(await after.Set<ReleasedDriver>().ToListAsync(Stop));
        Assert.Empty(await after.Set<JointAnswer>().ToListAsync(Stop));
        Assert.Equal(48, await after.Set<Duet.Surveys.Records.Answer>().CountAsync(Stop));
    }

    [Fact]
    public async Task Waves_ReleasedByTwoAtOnce_AreWrittenByOne()
    {
        var wave = await Builder.WaveAsync(await Builder.SurveyAsync(), 1, WaveBuilder.Answers([5, 4, 4, 2, 1, 3]));

        var won = await Task.WhenAll(Releases.ReleaseAsync(wave, Stop), Releases.ReleaseAsync(wave, Stop));

        Assert.Single(won, true);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public async Task Change_OfATeam_IsToldOnlyWhereNotAFewMoved(int moved, bool isTold)
    {
        var survey = await Builder.SurveyAsync();
        var first = await Builder.WaveAsync(survey, 1, WaveBuilder.Answers([1, 2, 1, 5, 4, 3], [4, 4, 2, 5, 5, 1, 2], [1, 2, 2, 2, 5, 4]));
        await Releases.ReleaseAsync(first, Stop);
        var second = await Builder.WaveAsync(survey, 2, WaveBuilder.Answers([5, 4, 4, 2, 5, 3], [4, 4, 2, 5, 5, 1, 2], [1, 2, 2, 2, 5, 4]), moved: moved);
        await Releases.ReleaseAsync(second, Stop);

        await using var db = records.CreateDbContext();
        var team = await db.Set<ReleasedCell>().SingleAsync(
            cell => cell.WaveId == second && cell.Cell == "team=Checkout" && cell.Measure == "build_speed" && cell.Form == CellForm.Share, Stop);
        Assert.Equal(isTold, team.Change is not null);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(10, true)]
    public async Task Change_OfATeam_IsHeldToWhoWasAskedInBothWaves(int replaced, bool isTold)
    {
        var survey = await Builder.SurveyAsync();
        // Everybody answers: whoever came in alone would be the difference of two sums.
        int[] others = [4, 4, 2, 5, 5, 1, 2, 3, 4, 2];
        var first = await Builder.WaveAsync(survey, 1, WaveBuilder.Answers([1, 2, 1, 5, 4, 4, 2, 2, 3, 4], others, others), asked: People(0));
        await Releases.ReleaseAsync(first, Stop);
        var second = await Builder.WaveAsync(
            survey, 2, WaveBuilder.Answers([5, 4, 4, 2, 5, 3, 4, 4, 2, 2], others, others), moved: 2 * replaced, asked: People(replaced));
        await Releases.ReleaseAsync(second, Stop);

        await using var db = records.CreateDbContext();
        var team = await db.Set<ReleasedCell>().SingleAsync(
            cell => cell.WaveId == second && cell.Cell == "team=Checkout" && cell.Measure == "build_speed" && cell.Form == CellForm.Share, Stop);
        Assert.Equal(isTold, team.Change is not null);
        Assert.Equal(isTold, team.Hidden is null);

        static Dictionary<string, IEnumerable<int>> People(int replaced) => new()
        {
            ["Checkout"] = [.. Enumerable.Range(1, 10 - replaced), .. Enumerable.Range(101, replaced)],
            ["Payments"] = Enumerable.Range(11, 10),
            ["Search"] = Enumerable.Range(21, 10),
        };
    }

    private async Task<List<string>> CellsAsync(int wave)
    {
        await using var db = records.CreateDbContext();
        return [.. (await db.Set<ReleasedCell>().Where(cell => cell.WaveId == wave).OrderBy(cell => cell.Cell).ThenBy(cell => cell.Measure).ThenBy(cell => cell.Form).ToListAsync(Stop))
            .Select(cell => $"{cell.Cell} {cell.Measure} {cell.Form} {cell.N} {cell.Band} {cell.Value} {cell.Low} {cell.High} {cell.Distribution} {cell.Hidden}")];
    }
}

public sealed class SqliteReleasesTests : ReleasesTests
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    private protected override Task<RecordsStore> OpenAsync() => Task.FromResult(RecordsStore.At(Path.Combine(folder.Path, "records.db"), null));

    private protected override (string Full, string Free) Disk(string table) =>
        ($"CREATE TRIGGER full_disk BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END", "DROP TRIGGER full_disk");
}

public sealed class PostgresReleasesTests(PostgresServer server) : ReleasesTests
{
    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", await server.NewDatabaseAsync());

    private protected override (string Full, string Free) Disk(string table) =>
        ($"ALTER TABLE {table} ADD CONSTRAINT full_disk CHECK (FALSE)", $"ALTER TABLE {table} DROP CONSTRAINT full_disk");
}
