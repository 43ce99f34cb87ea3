using Duet.Access;
using Duet.Platform.Records;
using Duet.Tests.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Access;

/// <summary>The audit log on both databases.</summary>
public abstract class AuditTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(1_234_567));
    private RecordsStore records = null!;
    private Audit audit = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        records = await OpenAsync();
        await records.MigrateAsync(Stop);
        audit = new Audit(records, time);
    }

    public abstract ValueTask DisposeAsync();

    private protected abstract Task<RecordsStore> OpenAsync();

    /// <summary>What somebody with the database's own tools can do: take the guards away.</summary>
    private protected abstract string WithoutGuards { get; }

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
}

public sealed class SqliteAuditTests : AuditTests
{
    private readonly TemporaryFolder folder = new();

    private protected override string WithoutGuards => "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;";

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

public sealed class PostgresAuditTests(PostgresServer server) : AuditTests
{
    private protected override string WithoutGuards => "DROP TRIGGER audit_no_change ON audit";

    private protected override async Task<RecordsStore> OpenAsync() => RecordsStore.At("", await server.NewDatabaseAsync());

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
