using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>Wrong passwords for one mail address, known or not; kept, so that a restart does not forgive.</summary>
internal sealed class SignInFailure
{
    /// <summary>Hash of the address: addresses that nobody has are not collected.</summary>
    public required byte[] Hash { get; init; }
    public required int Count { get; set; }
    public required DateTimeOffset Last { get; set; }
}

internal sealed class SignInFailureTable : IEntityTypeConfiguration<SignInFailure>
{
    public void Configure(EntityTypeBuilder<SignInFailure> builder) =>
        builder.ToTable("sign_in_failures").HasKey(failure => failure.Hash);
}
