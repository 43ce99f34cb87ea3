using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Initiatives.Records;

/// <summary>A part of a product that its users would name.</summary>
internal sealed class Feature
{
    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case; unique.</summary>
    public required string Key { get; set; }
    public required int ProductId { get; set; }
    public int? OwnerPersonId { get; set; }
    public int? TeamId { get; set; }
    public int? InitiativeId { get; set; }
    public required FeatureState State { get; set; }
    public string? Description { get; set; }
}

internal sealed class FeatureTable : IEntityTypeConfiguration<Feature>
{
    public void Configure(EntityTypeBuilder<Feature> builder)
    {
        builder.ToTable("features").HasIndex(feature => feature.Key).IsUnique();
        builder.Property(feature => feature.Name).HasMaxLength(Initiative.LongestName);
        builder.Property(feature => feature.Key).HasMaxLength(Initiative.LongestName);
        builder.Property(feature => feature.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(feature => feature.Description).HasMaxLength(Initiative.LongestDescription);
        builder.HasOne<Product>().WithMany().HasForeignKey(feature => feature.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(feature => feature.OwnerPersonId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Team>().WithMany().HasForeignKey(feature => feature.TeamId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Initiative>().WithMany().HasForeignKey(feature => feature.InitiativeId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal enum FeatureState
{
    Planned,
    Live,
    Retired,
}
