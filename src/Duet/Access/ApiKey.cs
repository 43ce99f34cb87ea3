using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>A key that programs send; only its hash is kept.</summary>
internal sealed class ApiKey
{
    public const int LongestName = 60;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The first characters, so that a person recognises the key.</summary>
    public required string Prefix { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateOnly? LastUsedOn { get; set; }

    /// <summary>What the key opens; empty for keys made before there were scopes, which read metrics.</summary>
    public List<string> Scopes { get; init; } = [];
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The account that made it, whose rights bound the key's; null for a key made on the host.</summary>
    public Guid? IssuedBy { get; init; }

    /// <summary><see cref="Scopes"/>, or what a key without any opens.</summary>
    public IReadOnlyList<string> HeldScopes => Scopes.Count > 0 ? Scopes : Access.Scopes.Default;
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys").HasIndex(key => key.Name).IsUnique();
        builder.HasIndex(key => key.Hash).IsUnique();
        builder.Ignore(key => key.HeldScopes);
        builder.Property(key => key.Name).HasMaxLength(ApiKey.LongestName);
        builder.Property(key => key.Prefix).HasMaxLength(20);
    }
}
