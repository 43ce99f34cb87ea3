using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>Says that somebody was asked after something once, so that nobody is asked after it again. Names neither.</summary>
internal sealed class PulseClaim
{
    /// <summary>SHA-256 of survey, person and event.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The day it was made on; deleted when no event of that day can be asked after any more.</summary>
    public required DateOnly On { get; init; }
}

internal sealed class PulseClaimTable : IEntityTypeConfiguration<PulseClaim>
{
    public void Configure(EntityTypeBuilder<PulseClaim> builder)
    {
        builder.ToTable("pulse_claims").HasKey(claim => claim.Hash);
        builder.Property(claim => claim.Hash).HasMaxLength(32);
    }
}
