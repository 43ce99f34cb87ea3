using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Sources;

/// <summary>A system whose facts are read.</summary>
internal sealed class SourceRecord
{
    public const int LongestName = 60;
    public const int LongestLocation = 2_000;
    public const int DefaultIntervalMinutes = 15;

    public required Guid Id { get; init; }

    /// <summary>Unique; also the <c>source</c> of its facts and the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of <see cref="ISource"/> that reads it.</summary>
    public required string Kind { get; init; }
    public required string Location { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public bool Enabled { get; set; } = true;
    public int IntervalMinutes { get; set; } = DefaultIntervalMinutes;

    public TimeSpan Interval => TimeSpan.FromMinutes(IntervalMinutes);
}

internal sealed class SourceTable : IEntityTypeConfiguration<SourceRecord>
{
    public void Configure(EntityTypeBuilder<SourceRecord> builder)
    {
        builder.ToTable("sources").HasIndex(source => source.Name).IsUnique();
        builder.Ignore(source => source.Interval);
        builder.Property(source => source.Name).HasMaxLength(SourceRecord.LongestName);
        builder.Property(source => source.Kind).HasMaxLength(20);
        builder.Property(source => source.Location).HasMaxLength(SourceRecord.LongestLocation);
    }
}
