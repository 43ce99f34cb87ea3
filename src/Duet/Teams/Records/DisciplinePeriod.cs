using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>What a person does, from one instant to another: engineering, design, product management ... Periods of a person never overlap.</summary>
internal sealed class DisciplinePeriod : IDated
{
    public const int LongestDiscipline = 60;

    public int Id { get; init; }
    public required int PersonId { get; set; }
    public required string Discipline { get; set; }

    /// <summary>Included; null for ever since.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Not included; null while it lasts.</summary>
    public DateTimeOffset? Until { get; set; }
}

internal sealed class DisciplinePeriodTable : IEntityTypeConfiguration<DisciplinePeriod>
{
    public void Configure(EntityTypeBuilder<DisciplinePeriod> builder)
    {
        builder.ToTable("disciplines").HasIndex(period => period.PersonId);
        builder.Property(period => period.Discipline).HasMaxLength(DisciplinePeriod.LongestDiscipline);
        builder.HasOne<Person>().WithMany().HasForeignKey(period => period.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
