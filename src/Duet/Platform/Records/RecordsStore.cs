using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Duet.Platform.Records;

/// <summary>Opens units of work on the records, in SQLite or in PostgreSQL.</summary>
internal sealed class RecordsStore : IDbContextFactory<AppDb>
{
    // That another process holds a file: Linux, macOS, Windows.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    private readonly Func<AppDb> create;
    private readonly string? sqlite;

    private RecordsStore(Func<AppDb> create, string? sqlite) => (this.create, this.sqlite, Changes) = (create, sqlite, new RecordsChanges(sqlite));

    public RecordsChanges Changes { get; }

    /// <param name="file">The SQLite file, used without a connection string.</param>
    /// <param name="connection">A PostgreSQL connection string such as <c>Host=...;Database=...</c>; null for SQLite.</param>
    public static RecordsStore At(string file, string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
            return new RecordsStore(Kept(SqliteDb.Options(file)), file);
        return new RecordsStore(Kept(PgDb.Options(connection)), null);
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
            using var alone = sqlite is null ? null : await AloneAsync(sqlite + "-migrating", cancellationToken);
            // On SQLite a row says that somebody migrates, and stays where that one was killed: the next would wait for ever. Nobody else migrates now.
            if (File.Exists(sqlite))
                await db.Database.ExecuteSqlAsync($"""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (Exception refusal) when (refusal is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
        {
            throw new RecordsException($"The records cannot be opened: {refusal.Message}", refusal);
        }
    }

    // Whoever holds the file migrates. The system lets go of it, however the process ends; the file stays, or two could hold one of its name each.
    private static async Task<FileStream> AloneAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException busy) when (Busy.Contains(busy.HResult))
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}

/// <summary>The records cannot be opened.</summary>
internal sealed class RecordsException(string message, Exception inner) : Exception(message, inner);
