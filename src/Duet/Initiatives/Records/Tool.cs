using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Initiatives.Records;

/// <summary>Something that the people who build work with, of one's own or bought.</summary>
internal sealed class Tool
{
    public const int LongestUrl = 500;

    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case; unique.</summary>
    public required string Key { get; set; }
    public int? OwnerPersonId { get; set; }
    public int? TeamId { get; set; }
    public required ToolState State { get; set; }
    public string? Url { get; set; }

    /// <summary>The service that it is, where one of ours; as deployments name it.</summary>
    public string? Service { get; set; }
}

internal sealed class ToolTable : IEntityTypeConfiguration<Tool>
{
    public void Configure(EntityTypeBuilder<Tool> builder)
    {
        builder.ToTable("tools").HasIndex(tool => tool.Key).IsUnique();
        builder.Property(tool => tool.Name).HasMaxLength(Initiative.LongestName);
        builder.Property(tool => tool.Key).HasMaxLength(Initiative.LongestName);
        builder.Property(tool => tool.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(tool => tool.Url).HasMaxLength(Tool.LongestUrl);
        builder.Property(tool => tool.Service).HasMaxLength(Service.LongestName);
        builder.HasOne<Person>().WithMany().HasForeignKey(tool => tool.OwnerPersonId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Team>().WithMany().HasForeignKey(tool => tool.TeamId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal enum ToolState
{
    Trial,
    InUse,
    Leaving,
    Gone,
}
