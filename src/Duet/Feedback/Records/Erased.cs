using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>A voice that was erased on request: it is not taken again from the source that still has it.</summary>
internal sealed class Erased
{
    /// <summary>SHA-256 of source and external id.</summary>
    public required byte[] KeyHash { get; init; }
}

internal sealed class ErasedTable : IEntityTypeConfiguration<Erased>
{
    public void Configure(EntityTypeBuilder<Erased> builder)
    {
        builder.ToTable("erased_voices").HasKey(erased => erased.KeyHash);
        builder.Property(erased => erased.KeyHash).HasMaxLength(32);
    }
}
