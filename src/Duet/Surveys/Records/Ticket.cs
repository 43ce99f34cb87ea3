using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>The right to answer once. Whose it is, is stored nowhere; it is deleted as it is used.</summary>
internal sealed class Ticket
{
    /// <summary>SHA-256 of the ticket, which itself is never stored.</summary>
    public required byte[] Hash { get; init; }
    public required int WaveId { get; init; }
    public required int CohortId { get; init; }
}

internal sealed class TicketTable : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("tickets").HasKey(ticket => ticket.Hash);
        builder.Property(ticket => ticket.Hash).HasMaxLength(32);
        builder.HasOne<Wave>().WithMany().HasForeignKey(ticket => ticket.WaveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Cohort>().WithMany().HasForeignKey(ticket => ticket.CohortId).OnDelete(DeleteBehavior.Cascade);
    }
}
