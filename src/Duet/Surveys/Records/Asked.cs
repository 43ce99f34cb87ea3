using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>The ledger of invitations: who was asked in which wave, for the cooldown and for what two waves may tell together. It leads to no ticket.</summary>
internal sealed class Asked
{
    public required int PersonId { get; init; }
    public required int WaveId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>The key of the frozen group the person counts in, of at least k people; they were told it in words.</summary>
    public required string Labels { get; init; }
}

internal sealed class AskedTable : IEntityTypeConfiguration<Asked>
{
    public void Configure(EntityTypeBuilder<Asked> builder)
    {
        builder.ToTable("asked").HasKey(asked => new { asked.PersonId, asked.WaveId });
        builder.Property(asked => asked.Labels).HasMaxLength(Cohort.LongestKey);
        builder.HasOne<Person>().WithMany().HasForeignKey(asked => asked.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Wave>().WithMany().HasForeignKey(asked => asked.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}
