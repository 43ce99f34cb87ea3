using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Sqlite;

namespace Duet.Tests.Platform.Journal;

public sealed class SqliteQuarantineTests : QuarantineSuite
{
    internal override Task<Func<IJournalStore>> PlaceAsync(string folder) =>
        Task.FromResult<Func<IJournalStore>>(() => new SqliteJournalStore(Path.Combine(folder, "journal"), new JournalOptions()));
}
