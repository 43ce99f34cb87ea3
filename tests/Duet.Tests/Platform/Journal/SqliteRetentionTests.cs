using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Sqlite;

namespace Duet.Tests.Platform.Journal;

public sealed class SqliteRetentionTests : RetentionSuite
{
    [Fact]
    public async Task Prune_StoppedAfterSealingOrBeforeDeleting_LosesAndDoublesNothing()
    {
        await using var fixture = await FixtureAsync();
        await FillAsync(fixture, days: 3);
        fixture.Entrance.Time.Advance(TimeSpan.FromDays(40));
        var (before, balance) = (await fixture.DeploymentsAsync(), await fixture.Entrance.AssertBalancedAsync(projected: true));
        var rows = await fixture.Entrance.RowsAsync();
        var first = rows[0].Day;
        var path = Path.Combine(Folder, "journal", first.ToString("O", System.Globalization.CultureInfo.InvariantCulture) + ".db");

        // Sealed, and then killed: the day is still whole, and sealed again by the next run.
        fixture.Archive.Seal(first, [.. rows.Where(row => row.Day == first && !row.CanBeFetchedAgain)]);
        await File.WriteAllTextAsync(Path.Combine(Folder, "archive", "2026-01-01.0.parquet.tmp"), "half a file", TestContext.Current.CancellationToken);
        await fixture.Entrance.DisposeAsync();
        File.Copy(path, path + ".copy");
        await fixture.PruneAsync();
        // Taken over, and killed before the file was deleted: it is deleted at the next start, not counted again.
        await fixture.Entrance.DisposeAsync();
        File.Move(path + ".copy", path);

        Assert.Equivalent(balance, await fixture.Entrance.AssertBalancedAsync(projected: true));
        Assert.False(File.Exists(path));
        await fixture.LoseFactsAsync();
        await fixture.ProjectAsync();
        Assert.Equal(before.Where(deployment => !deployment.EndsWith("=fetched", StringComparison.Ordinal)), await fixture.DeploymentsAsync());
    }

    internal override Task<Func<IJournalStore>> PlaceAsync(string folder) =>
        Task.FromResult<Func<IJournalStore>>(() => new SqliteJournalStore(Path.Combine(folder, "journal"), new JournalOptions()));
}
