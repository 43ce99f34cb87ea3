using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>How far the answers to an item go along with those to an outcome, over a whole wave; says nothing about causes.</summary>
internal sealed class ReleasedDriver
{
    public required int WaveId { get; init; }
    public required string Outcome { get; init; }
    public required string Item { get; init; }
    public required double Tau { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>The fewest there may be of those who answered both.</summary>
    public required int N { get; init; }
}

internal sealed class ReleasedDriverTable : IEntityTypeConfiguration<ReleasedDriver>
{
    public void Configure(EntityTypeBuilder<ReleasedDriver> builder)
    {
        builder.ToTable("released_drivers").HasKey(driver => new { driver.WaveId, driver.Outcome, driver.Item });
        builder.Property(driver => driver.Outcome).HasMaxLength(Answer.LongestItem);
        builder.Property(driver => driver.Item).HasMaxLength(Answer.LongestItem);
        builder.HasOne<Wave>().WithMany().HasForeignKey(driver => driver.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}
