using Duet.Access;
using Duet.Platform.Records;
using Duet.Tests.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Access;

/// <summary>The audit log on both databases.</summary>
public abstract class AuditTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(1_234_567));
    private readonly TemporaryFolder beside = new();
    private RecordsStore records = null!;
    private Audit audit = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        records = await OpenAsync();
        await records.MigrateAsync(Stop);
        audit = new Audit(records, time, KeyIn("data"));
        await audit.BeginSealingAsync(Stop);
    }

    public virtual ValueTask DisposeAsync()
    {
        beside.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new database.</summary>
    private protected abstract Task<RecordsStore> OpenAsync();

    /// <summary>What somebody with the database's own tools can do: take the guards away.</summary>
    private protected abstract string WithoutGuards { get; }

    private protected abstract string WithoutNoteGuards { get; }

    [Fact]
    public async Task Records_Added_AreNumberedFromOneAndChained()
    {
        await audit.RecordAsync(new AuditEntry("host", "key.add", "key:ci", After: "metrics:read"), Stop);
        await audit.RecordAsync(new AuditEntry("host", "key.revoke", "key:ci", "Leaked, Grüße 🙂"), Stop);

        var known = await audit.ListAsync(new AuditFilter(), Stop);
        Assert.Equal([2, 1], known.Select(record => record.Number));
        Assert.Equal(known[1].Hash, known[0].PreviousHash);
        Assert.Equal(AuditChain.Start, known[1].PreviousHash);
        Assert.Equal("Leaked, Grüße 🙂", known[0].Reason);
        var verdict = await audit.VerifyAsync(Stop);
        Assert.True(verdict.Holds);
        Assert.Equal(2, verdict.Count);
        Assert.Equal(known[0].Hash, verdict.Head);
    }

    [Fact]
    public async Task Records_FromManyWritersAtOnce_LeaveNoGapAndHold()
    {
        // Each with a log of its own, as the command line beside a server has.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                using var own = new Audit(records, TimeProvider.System);
                for (var number = 0; number < 20; number++)
                    await own.RecordAsync(new AuditEntry($"key:{writer}", "test.write", $"row:{number}"), Stop);
            },
            Stop)));

        var verdict = await audit.VerifyAsync(Stop);
        Assert.True(verdict.Holds);
        Assert.Equal(120, verdict.Count);
        var known = await audit.ListAsync(new AuditFilter(Limit: 500), Stop);
        Assert.Equal(120, known.Select(record => (record.Actor, record.Object)).Distinct().Count());
    }

    [Theory]
    [InlineData("UPDATE audit SET \"Actor\" = 'nobody'")]
    [InlineData("DELETE FROM audit")]
    public async Task Table_AskedToChangeARecord_Refuses(string statement)
    {
        await audit.RecordAsync(new AuditEntry("host", "key.add", "key:ci"), Stop);
        await using var db = records.CreateDbContext();

        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(statement, Stop));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.True((await audit.VerifyAsync(Stop)).Holds);
    }

    [Theory]
    [InlineData("UPDATE audit SET \"Actor\" = 'nobody' WHERE \"Number\" = 3", 3)]
    [InlineData("UPDATE audit SET \"Reason\" = 'because' WHERE \"Number\" = 3", 3)]
    [InlineData("UPDATE audit SET \"Before\" = 'x', \"Object\" = 'key:' WHERE \"Number\" = 2", 2)]
    [InlineData("DELETE FROM audit WHERE \"Number\" = 4", 4)]
    [InlineData("UPDATE audit SET \"Number\" = 9 WHERE \"Number\" = 5", 5)]
    [InlineData("DELETE FROM audit WHERE \"Number\" = 1", 1)]
    public async Task Verify_AfterSomebodyTookTheGuardsAway_NamesTheFirstBrokenRecord(string statement, long broken)
    {
        for (var number = 0; number < 5; number++)
            await audit.RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);
        await using var db = records.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(WithoutGuards, Stop);

        await db.Database.ExecuteSqlRawAsync(statement, Stop);

        Assert.Equal(broken, (await audit.VerifyAsync(Stop)).FirstBroken);
    }

    [Theory]
    [InlineData("DELETE FROM audit", AuditDoubt.CutOff)]
    [InlineData("DELETE FROM audit WHERE \"Number\" > 3", AuditDoubt.CutOff)]
    [InlineData("DELETE FROM audit_head", AuditDoubt.NoteGone)]
    [InlineData("DROP TABLE audit_head", AuditDoubt.NoteGone)]
    [InlineData("SELECT 1", AuditDoubt.Unguarded)]
    public async Task Verify_WhereTheRecordsThatAreLeftHold_StillMissesTheRest(string statement, object doubt)
    {
        for (var number = 0; number < 5; number++)
            await audit.RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);
        await using var db = records.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(WithoutGuards, Stop);
        await db.Database.ExecuteSqlRawAsync(WithoutNoteGuards, Stop);

        await db.Database.ExecuteSqlRawAsync(statement, Stop);

        Assert.Equal(doubt, (await audit.VerifyAsync(Stop)).Doubt);
    }

    [Fact]
    public async Task Verify_AfterTheEndWasWrittenAnew_StillMissesWhatWasThere()
    {
        for (var number = 0; number < 5; number++)
            await audit.RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);
        await using var db = records.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(WithoutGuards, Stop);
        await db.Database.ExecuteSqlRawAsync("DELETE FROM audit WHERE \"Number\" > 3", Stop);

        for (var number = 0; number < 9; number++)
            await audit.RecordAsync(new AuditEntry("host", "key.add", $"key:{number + 10}"), Stop);

        Assert.Equal(AuditDoubt.CutOff, (await audit.VerifyAsync(Stop)).Doubt);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE \"Number\" > 3; UPDATE audit_head SET \"Number\" = 3, \"Hash\" = (SELECT \"Hash\" FROM audit WHERE \"Number\" = 3)")]
    [InlineData("DELETE FROM audit WHERE \"Number\" > 3; UPDATE audit_head SET \"Number\" = 3, \"Sealed\" = 3, \"Hash\" = (SELECT \"Hash\" FROM audit WHERE \"Number\" = 3)")]
    [InlineData("UPDATE audit_head SET \"Seal\" = NULL")]
    public async Task Verify_WhereTheNoteWasWrittenToFit_MissesTheSealOfTheKey(string statement)
    {
        for (var number = 0; number < 5; number++)
            await audit.RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);
        Assert.True((await audit.VerifyAsync(Stop)).Holds);
        await using var db = records.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(WithoutGuards, Stop);
        await db.Database.ExecuteSqlRawAsync(WithoutNoteGuards, Stop);

        await db.Database.ExecuteSqlRawAsync(statement, Stop);
        // Neither the next record nor the next start covers it up.
        await audit.RecordAsync(new AuditEntry("host", "key.add", "key:later"), Stop);
        await audit.BeginSealingAsync(Stop);

        Assert.Equal(AuditDoubt.Unsealed, (await audit.VerifyAsync(Stop)).Doubt);
    }

    [Fact]
    public async Task Verify_WithAnotherKeyOrNone_SaysThatTheSealDoesNotFit()
    {
        await audit.RecordAsync(new AuditEntry("host", "key.add", "key:1"), Stop);
        var other = KeyIn("other");

        Assert.Equal(AuditDoubt.Unsealed, (await new Audit(records, time, other).VerifyAsync(Stop)).Doubt);
        other.Make();
        Assert.Equal(AuditDoubt.Unsealed, (await new Audit(records, time, other).VerifyAsync(Stop)).Doubt);
    }

    [Fact]
    public async Task Records_OfAVerbWithoutTheKey_AreSealedWithTheNextOneThatHasIt()
    {
        await audit.RecordAsync(new AuditEntry("host", "key.add", "key:1"), Stop);
        await new Audit(records, time, KeyIn("other")).RecordAsync(new AuditEntry("host", "key.add", "key:2"), Stop);
        Assert.True((await audit.VerifyAsync(Stop)).Holds);

        await audit.RecordAsync(new AuditEntry("host", "key.add", "key:3"), Stop);

        await using var db = records.CreateDbContext();
        Assert.Equal(3, (await AuditGuards.NoteAsync(db, Stop))!.Sealed);
        Assert.True((await audit.VerifyAsync(Stop)).Holds);
    }

    [Fact]
    public async Task Log_FromBeforeThereWasANote_HoldsAndIsSealedAtTheNextStart()
    {
        var old = await OpenAsync();
        await using (var db = old.CreateDbContext())
            await db.GetService<IMigrator>().MigrateAsync("VoiceSearch", Stop);
        var former = new Audit(old, time);
        for (var number = 0; number < 3; number++)
            await former.RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);

        await old.MigrateAsync(Stop);

        var later = new Audit(old, time, KeyIn("later"));
        Assert.Equal((true, 3), ((await later.VerifyAsync(Stop)).Holds, (await later.VerifyAsync(Stop)).Count));
        await later.BeginSealingAsync(Stop);
        await using var sealedDb = old.CreateDbContext();
        Assert.Equal(3, (await AuditGuards.NoteAsync(sealedDb, Stop))!.Sealed);
        Assert.True((await later.VerifyAsync(Stop)).Holds);
    }

    [Theory]
    [InlineData("UPDATE audit_head SET \"Number\" = 1")]
    [InlineData("DELETE FROM audit_head")]
    public async Task Note_AskedToGoBack_Refuses(string statement)
    {
        for (var number = 0; number < 3; number++)
            await audit.RecordAsync(new AuditEntry("host", "key.add", $"key:{number}"), Stop);
        await using var db = records.CreateDbContext();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(statement, Stop));

        Assert.True((await audit.VerifyAsync(Stop)).Holds);
    }

    [Fact]
    public async Task List_FilteredAndPaged_HasWhatWasAskedFor()
    {
        for (var number = 1; number <= 5; number++)
            await audit.RecordAsync(new AuditEntry(number % 2 == 0 ? "host" : "key:ci", number == 5 ? "keys" : "key.add", $"key:{number}"), Stop);

        Assert.Equal([4, 2], (await audit.ListAsync(new AuditFilter(Actor: "host"), Stop)).Select(record => record.Number));
        Assert.Equal([4, 3, 2, 1], (await audit.ListAsync(new AuditFilter(Action: "key"), Stop)).Select(record => record.Number));
        Assert.Equal([2, 1], (await audit.ListAsync(new AuditFilter(Before: 3), Stop)).Select(record => record.Number));
        Assert.Equal([5], (await audit.ListAsync(new AuditFilter(Limit: 1), Stop)).Select(record => record.Number));
    }

    [Fact]
    public async Task Records_LongerThanTheColumns_AreCutAndHold()
    {
        await audit.RecordAsync(new AuditEntry(new string('a', 500), "key.add", new string('é', 199) + "🙂", new string('r', 5000)), Stop);

        var record = Assert.Single(await audit.ListAsync(new AuditFilter(), Stop));
        Assert.Equal(199, record.Object.Length);
        Assert.True((await audit.VerifyAsync(Stop)).Holds);
    }

    private AuditKey KeyIn(string name) => new(Duet.Platform.DataDirectory.Open(Path.Combine(beside.Path, name)));
}

public sealed class SqliteAuditTests : AuditTests
{
    private readonly TemporaryFolder folder = new();

    private protected override string WithoutGuards => "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;";

    private protected override string WithoutNoteGuards => "DROP TRIGGER audit_head_no_update; DROP TRIGGER audit_head_no_delete;";

    private protected override Task<RecordsStore> OpenAsync() =>
        Task.FromResult(RecordsStore.At(Path.Combine(folder.Path, $"{Guid.NewGuid()}.db"), null));

    public override ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }
}

public sealed class PostgresAuditTests(PostgresServer server) : AuditTests
{
    private protected override string WithoutGuards => "DROP TRIGGER audit_no_change ON audit";

    private protected override string WithoutNoteGuards =>
        "DROP TRIGGER audit_head_no_delete ON audit_head; ALTER TABLE audit_head DISABLE TRIGGER audit_head_no_change";

    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", await server.NewDatabaseAsync());
}
