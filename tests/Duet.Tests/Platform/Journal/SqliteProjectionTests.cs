using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Sqlite;

namespace Duet.Tests.Platform.Journal;

public sealed class SqliteProjectionTests : ProjectionSuite
{
    [Fact]
    public async Task Project_JournalLost_TakesWhatComesAfterwards()
    {
        await using var fixture = await FixtureAsync();
        for (var n = 0; n < 5; n++) await fixture.Entrance.AcceptAsync(JournalFixture.Of($"d{n}", $"k{n}=prod"));
        await fixture.ProjectAsync();
        await fixture.Entrance.DisposeAsync();
        Directory.Delete(Path.Combine(Folder, "journal"), recursive: true);

        await fixture.ProjectAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d9", "new=prod"));
        await fixture.ProjectAsync();

        Assert.Contains("new=prod", await fixture.DeploymentsAsync());
        await fixture.Entrance.AssertBalancedAsync(projected: true);
    }

    internal override Task<Func<IJournalStore>> PlaceAsync(string folder) =>
        Task.FromResult<Func<IJournalStore>>(() => new SqliteJournalStore(Path.Combine(folder, "journal"), new JournalOptions()));
}
