using Microsoft.EntityFrameworkCore;

namespace Duet.Platform.Records;

/// <summary>
/// The records: what people enter and decide. Modules bring their tables by an
/// <see cref="IEntityTypeConfiguration{TEntity}"/> beside the entity and read them by <see cref="DbContext.Set{TEntity}()"/>.
/// </summary>
internal abstract class AppDb(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTime>();
}
