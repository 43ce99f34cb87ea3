using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Initiatives.Records;

/// <summary>Something that was decided to be worked on, whatever it takes: what voices wait for and work is for.</summary>
internal sealed class Initiative
{
    public const int LongestName = 160;
    public const int LongestCode = 60;
    public const int LongestDescription = 4_000;

    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case; unique.</summary>
    public required string Key { get; set; }

    /// <summary>How titles of changes name it, such as <c>MP-1182</c>.</summary>
    public string? Code { get; set; }
    public string? Description { get; set; }
    public int? OwnerPersonId { get; set; }
    public int? TeamId { get; set; }
    public int? ProductId { get; set; }
    public required InitiativeState State { get; set; }

    /// <summary>On the public roadmap, under <see cref="PublicTitle"/> where there is one.</summary>
    public bool IsPublic { get; set; }
    public string? PublicTitle { get; set; }
    public RoadmapSlot? Slot { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? ShippedAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class InitiativeTable : IEntityTypeConfiguration<Initiative>
{
    public void Configure(EntityTypeBuilder<Initiative> builder)
    {
        builder.ToTable("initiatives").HasIndex(initiative => initiative.Key).IsUnique();
        builder.HasIndex(initiative => initiative.Code).IsUnique();
        builder.Property(initiative => initiative.Name).HasMaxLength(Initiative.LongestName);
        builder.Property(initiative => initiative.Key).HasMaxLength(Initiative.LongestName);
        builder.Property(initiative => initiative.Code).HasMaxLength(Initiative.LongestCode);
        builder.Property(initiative => initiative.Description).HasMaxLength(Initiative.LongestDescription);
        builder.Property(initiative => initiative.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(initiative => initiative.PublicTitle).HasMaxLength(Initiative.LongestName);
        builder.Property(initiative => initiative.Slot).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Person>().WithMany().HasForeignKey(initiative => initiative.OwnerPersonId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Team>().WithMany().HasForeignKey(initiative => initiative.TeamId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Product>().WithMany().HasForeignKey(initiative => initiative.ProductId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal enum InitiativeState
{
    Idea,
    Decided,
    Started,
    Shipped,
    Closed,
    Dropped,
}

/// <summary>The column of the public roadmap.</summary>
internal enum RoadmapSlot
{
    Now,
    Next,
    Later,
}
