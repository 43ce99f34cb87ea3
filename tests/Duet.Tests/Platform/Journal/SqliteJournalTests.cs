using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Sqlite;

namespace Duet.Tests.Platform.Journal;

public sealed class SqliteJournalTests : JournalSuite, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    internal override Task<Func<IJournalStore>> PlaceAsync() =>
        Task.FromResult<Func<IJournalStore>>(() => new SqliteJournalStore(Path.Combine(folder.Path, "journal"), new JournalOptions()));
}
