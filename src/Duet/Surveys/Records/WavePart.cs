using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>How many took part in a wave, to the next ten percent, and how far the silent ones could move a share.</summary>
internal sealed class WavePart
{
    public required int WaveId { get; init; }
    public required int Invited { get; init; }

    /// <summary>Percent of those invited who answered, in steps of ten, never 0 or 100.</summary>
    public required int AnsweredTens { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }
}

internal sealed class WavePartTable : IEntityTypeConfiguration<WavePart>
{
    public void Configure(EntityTypeBuilder<WavePart> builder)
    {
        builder.ToTable("wave_parts").HasKey(part => part.WaveId);
        builder.Property(part => part.WaveId).ValueGeneratedNever();
        builder.HasOne<Wave>().WithMany().HasForeignKey(part => part.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}
