using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>The one link that may make the first account; the row goes when the link is used.</summary>
internal sealed class SetupToken
{
    public required byte[] Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class SetupTokenTable : IEntityTypeConfiguration<SetupToken>
{
    public void Configure(EntityTypeBuilder<SetupToken> builder) =>
        builder.ToTable("setup_token").HasKey(token => token.Hash);
}
