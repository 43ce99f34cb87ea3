using Duet.Platform.Records;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Platform.Records;

/// <summary>Bringing the tables up, after somebody else was killed doing so, and beside others.</summary>
public sealed class KilledMigrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Path, "records.db");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public async Task Migrate_AfterOneThatWasKilledWhileItMigrated_GoesThrough()
    {
        var records = RecordsStore.At(File, null);
        await records.MigrateAsync(Stop);
        await using (var db = records.CreateDbContext())
        {
            // What is left in the file where the process ends in between.
            await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""", Stop);
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-03-02 09:00:00+00:00')""", Stop);
        }
        await System.IO.File.WriteAllTextAsync(File + "-migrating", "", Stop);

        await RecordsStore.At(File, null).MigrateAsync(Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);

        await using var after = records.CreateDbContext();
        Assert.Empty(await after.Database.GetPendingMigrationsAsync(Stop));
    }

    [Fact]
    public async Task Migrate_ByManyAtOnce_IsDoneOnceAndWaitedFor()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => RecordsStore.At(File, null).MigrateAsync(Stop)))).WaitAsync(TimeSpan.FromSeconds(60), Stop);

        await using var db = RecordsStore.At(File, null).CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Stop));
        Assert.Equal("wal", Assert.Single(await db.Database.SqlQuery<string>($"SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync(Stop)));
    }

    [Fact]
    public async Task Migrate_WhereThereIsNoFolder_SaysSo() =>
        await Assert.ThrowsAsync<RecordsException>(() => RecordsStore.At(Path.Combine(folder.Path, "missing", "records.db"), null).MigrateAsync(Stop));
}
