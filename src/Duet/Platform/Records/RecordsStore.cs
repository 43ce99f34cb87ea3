using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

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
            return new RecordsStore(Kept(SqliteDb.Options(file)), new RecordsChanges(file));
        return new RecordsStore(Kept(PgDb.Options(connection)), new RecordsChanges(null));
    }

    public AppDb CreateDbContext() => create();

    // A unit of work is taken up again when it has ended: to make one takes as long as to ask the database for a row, and a page has dozens.
    private static Func<AppDb> Kept<TDb>(DbContextOptions<TDb> options) where TDb : AppDb => new PooledDbContextFactory<TDb>(options).CreateDbContext;

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
