using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Postgres;
using Duet.Tests.Platform.Records;

namespace Duet.Tests.Platform.Journal;

public sealed class PgJournalTests(PostgresServer postgres) : JournalSuite
{
    internal override async Task<Func<IJournalStore>> PlaceAsync()
    {
        var connection = await postgres.NewDatabaseAsync();
        return () => new PgJournalStore(connection);
    }
}
