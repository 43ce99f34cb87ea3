using Duet.Demo;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Feedback.Records;
using Duet.Platform;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Demo;

public sealed class DemoDataTests
{
    [Fact]
    public async Task Create_Anywhere_HoldsAllFactsWithTheirReferences()
    {
        using var data = await DemoData.CreateAsync(SampleHistory.DefaultSeed, TimeProvider.System, TestContext.Current.CancellationToken);

        await using var store = await OpenAsync(data);
        Assert.Equal([0L], await CountAsync(store, "SELECT count(*) FROM \"commit\" WHERE change IS NULL"));
        Assert.Equal([0L], await CountAsync(store, "SELECT count(*) FROM file_change WHERE \"commit\" IS NULL"));
        // Voices lie in the records until the server projects them.
        await using var db = RecordsStore.At(DataDirectory.Open(data.Folder).RecordsFile, null).CreateDbContext();
        Assert.InRange(await db.Set<Voice>().CountAsync(TestContext.Current.CancellationToken), 100, 10_000);
        foreach (var table in FactSchema.Tables.Where(table => table.Name != "voice"))
            Assert.InRange((await CountAsync(store, $"SELECT count(*) FROM \"{table.Name}\""))[0], 100, 1_000_000);
    }

    [Fact]
    public async Task Dispose_Always_LeavesNothingBehind()
    {
        var data = await DemoData.CreateAsync(1, TimeProvider.System, TestContext.Current.CancellationToken);

        data.Dispose();

        Assert.False(Directory.Exists(data.Folder));
    }

    private static Task<DuckDbFactStore> OpenAsync(DemoData data) => DuckDbFactStore.OpenAsync(
        DataDirectory.Open(data.Folder).FactsFile, cancellationToken: TestContext.Current.CancellationToken);

    private static Task<IReadOnlyList<long>> CountAsync(DuckDbFactStore store, string sql) =>
        store.ReadAsync(new FactSql(sql), reader => reader.GetInt64(0), TestContext.Current.CancellationToken);
}
