using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Initiatives.Records;

/// <summary>What is new, as the portal tells it.</summary>
internal sealed class ChangelogEntry
{
    public const int LongestBody = 10_000;

    public int Id { get; init; }
    public required string Title { get; set; }
    public required string Body { get; set; }
    public required DateTimeOffset PublishedAt { get; set; }
    public int? InitiativeId { get; set; }
    public int? FeatureId { get; set; }
}

internal sealed class ChangelogEntryTable : IEntityTypeConfiguration<ChangelogEntry>
{
    public void Configure(EntityTypeBuilder<ChangelogEntry> builder)
    {
        builder.ToTable("changelog").HasIndex(entry => entry.PublishedAt);
        builder.Property(entry => entry.Title).HasMaxLength(Initiative.LongestName);
        builder.Property(entry => entry.Body).HasMaxLength(ChangelogEntry.LongestBody);
        builder.HasOne<Initiative>().WithMany().HasForeignKey(entry => entry.InitiativeId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Feature>().WithMany().HasForeignKey(entry => entry.FeatureId).OnDelete(DeleteBehavior.SetNull);
    }
}
