using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>Something that is built, deployed and run on its own; a part of a product.</summary>
internal sealed class Service
{
    public const int LongestName = 100;

    public int Id { get; init; }

    /// <summary>Unique; as deployments and incidents name it.</summary>
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case.</summary>
    public required string Key { get; set; }
    public int? ProductId { get; set; }
    public string? Description { get; set; }
    public string? ExternalId { get; set; }
}

internal sealed class ServiceTable : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> builder)
    {
        builder.ToTable("services").HasIndex(service => service.Key).IsUnique();
        builder.HasIndex(service => service.ExternalId).IsUnique();
        builder.Property(service => service.Name).HasMaxLength(Service.LongestName);
        builder.Property(service => service.Key).HasMaxLength(Service.LongestName);
        builder.Property(service => service.Description).HasMaxLength(1000);
        builder.Property(service => service.ExternalId).HasMaxLength(200);
        builder.HasOne<Product>().WithMany().HasForeignKey(service => service.ProductId).OnDelete(DeleteBehavior.SetNull);
    }
}
