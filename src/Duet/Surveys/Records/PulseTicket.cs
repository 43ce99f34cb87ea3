using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>
/// The right to answer a pulse once. It knows its person, so pulses are confidential and never anonymous; their answers do not. Which event it was sent
/// after, it does not know.
/// </summary>
internal sealed class PulseTicket
{
    public required byte[] Hash { get; init; }
    public required int WaveId { get; init; }
    public required int PersonId { get; init; }
    public required DateOnly ExpiresOn { get; init; }
}

internal sealed class PulseTicketTable : IEntityTypeConfiguration<PulseTicket>
{
    public void Configure(EntityTypeBuilder<PulseTicket> builder)
    {
        builder.ToTable("pulse_tickets").HasKey(ticket => ticket.Hash);
        builder.Property(ticket => ticket.Hash).HasMaxLength(32);
        builder.HasOne<Wave>().WithMany().HasForeignKey(ticket => ticket.WaveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(ticket => ticket.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
