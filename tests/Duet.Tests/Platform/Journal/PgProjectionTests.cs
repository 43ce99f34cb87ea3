using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Postgres;
using Duet.Tests.Platform.Records;

namespace Duet.Tests.Platform.Journal;

public sealed class PgProjectionTests(PostgresServer postgres) : ProjectionSuite
{
    internal override async Task<Func<IJournalStore>> PlaceAsync(string folder)
    {
        var connection = await postgres.NewDatabaseAsync();
        return () => new PgJournalStore(connection);
    }
}
