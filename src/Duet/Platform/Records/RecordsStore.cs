using Microsoft.EntityFrameworkCore;

namespace Duet.Platform.Records;

/// <summary>Opens units of work on the records, in SQLite or in PostgreSQL.</summary>
internal sealed class RecordsStore : IDbContextFactory<AppDb>
{
    private readonly Func<AppDb> create;

    private RecordsStore(Func<AppDb> create, RecordsChanges changes) => (this.create, Changes) = (create, changes);

    public RecordsChanges Changes { get; }

    /// <param name="file">The SQLite file, used without a connection string.</param>
    /// <param name="connection">A PostgreSQL connection string such as <c>Host=...;Database=...</c>; null for SQLite.</param>
    public static RecordsStore At(string file, string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
        {
            var sqlite = SqliteDb.Options(file);
            return new RecordsStore(() => new SqliteDb(sqlite), new RecordsChanges(file));
        }
        var pg = PgDb.Options(connection);
        return new RecordsStore(() => new PgDb(pg), new RecordsChanges(null));
    }

    public AppDb CreateDbContext() => create();

    /// <summary>Brings the tables to the version this program knows.</summary>
    /// <exception cref="RecordsException">The database cannot be opened or changed.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = CreateDbContext();
        try
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (System.Data.Common.DbException refusal)
        {
            throw new RecordsException($"The records cannot be opened: {refusal.Message}", refusal);
        }
    }
}

/// <summary>The records cannot be opened.</summary>
internal sealed class RecordsException(string message, Exception inner) : Exception(message, inner);
