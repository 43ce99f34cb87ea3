using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>What customers, or colleagues, use.</summary>
internal sealed class Product
{
    public const int LongestName = 100;

    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case; unique.</summary>
    public required string Key { get; set; }
    public string? ExternalId { get; set; }
}

internal sealed class ProductTable : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products").HasIndex(product => product.Key).IsUnique();
        builder.HasIndex(product => product.ExternalId).IsUnique();
        builder.Property(product => product.Name).HasMaxLength(Product.LongestName);
        builder.Property(product => product.Key).HasMaxLength(Product.LongestName);
        builder.Property(product => product.ExternalId).HasMaxLength(200);
    }
}
