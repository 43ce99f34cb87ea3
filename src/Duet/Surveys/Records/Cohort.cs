using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>People who were invited under the same labels: the only thing that ever lies beside a ticket or an answer.</summary>
internal sealed class Cohort
{
    public const int LongestKey = 400;

    public int Id { get; init; }
    public required int WaveId { get; init; }
    public required string Key { get; init; }
    public required IReadOnlyList<CohortLabel> Labels { get; init; }
    public required int Invited { get; init; }
}

internal sealed class CohortTable : IEntityTypeConfiguration<Cohort>
{
    public void Configure(EntityTypeBuilder<Cohort> builder)
    {
        builder.ToTable("cohorts", table => table.HasCheckConstraint("cohort_not_below_5", "\"Invited\" >= 5"));
        builder.HasIndex(cohort => new { cohort.WaveId, cohort.Key }).IsUnique();
        builder.Property(cohort => cohort.Key).HasMaxLength(Cohort.LongestKey);
        builder.Property(cohort => cohort.Labels).AsJson();
        builder.HasOne<Wave>().WithMany().HasForeignKey(cohort => cohort.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed record CohortLabel(string Attribute, string Value);
