using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>
/// The group that somebody's answers to a pulse would count in, fixed when its window was opened, whether they are asked or not. Deleted with the
/// end of the window.
/// </summary>
internal sealed class PulsePlace
{
    public required int WaveId { get; init; }
    public required int PersonId { get; init; }
    public required int CohortId { get; init; }
}

internal sealed class PulsePlaceTable : IEntityTypeConfiguration<PulsePlace>
{
    public void Configure(EntityTypeBuilder<PulsePlace> builder)
    {
        builder.ToTable("pulse_places").HasKey(place => new { place.WaveId, place.PersonId });
        builder.HasOne<Wave>().WithMany().HasForeignKey(place => place.WaveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(place => place.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Cohort>().WithMany().HasForeignKey(place => place.CohortId).OnDelete(DeleteBehavior.Cascade);
    }
}
