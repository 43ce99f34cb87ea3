using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Duet.Platform.Records;

/// <summary>Records in a file of the data directory.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : AppDb(options)
{
    public static DbContextOptions<SqliteDb> Options(string file) =>
        new DbContextOptionsBuilder<SqliteDb>()
            .UseSqlite($"Data Source={file}")
            .AddInterceptors(SqlitePragmas.Instance)
            .Options;
}

/// <summary>Lets the migration tool build the model without a server.</summary>
internal sealed class SqliteDbFactory : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => new(SqliteDb.Options("design.db"));
}
