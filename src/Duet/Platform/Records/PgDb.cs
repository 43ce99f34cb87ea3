using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Duet.Platform.Records;

/// <summary>Records in a PostgreSQL database.</summary>
internal sealed class PgDb(DbContextOptions<PgDb> options) : AppDb(options)
{
    public static DbContextOptions<PgDb> Options(string connection) =>
        new DbContextOptionsBuilder<PgDb>().UseNpgsql(PgPool.Of(connection, PgPool.Records).ConnectionString).Options;
}

/// <summary>Lets the migration tool build the model without a server.</summary>
internal sealed class PgDbFactory : IDesignTimeDbContextFactory<PgDb>
{
    public PgDb CreateDbContext(string[] args) => new(PgDb.Options("Host=localhost;Database=design"));
}
