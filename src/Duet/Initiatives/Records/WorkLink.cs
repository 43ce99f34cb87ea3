using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Initiatives.Records;

/// <summary>Says that a repository, a change, a service, a work item or a release is work on an initiative, a feature or a tool.</summary>
internal sealed class WorkLink
{
    public const int LongestRepo = 300;
    public const int LongestKey = 300;
    public const int LongestMethod = 40;

    public int Id { get; init; }
    public required WorkOwner Owner { get; init; }
    public required int OwnerId { get; init; }
    public required WorkTarget Target { get; init; }

    /// <summary>As facts name it; empty for services and work items.</summary>
    public required string Repo { get; init; }

    /// <summary>The number of the change, the name of the service, the tag ...; empty for a whole repository.</summary>
    public required string Key { get; init; }

    /// <summary>0 to 1; 1 where a person said so.</summary>
    public required double Confidence { get; set; }
    public required string Method { get; set; }

    /// <summary>A person said no: it is not found again.</summary>
    public bool IsRemoved { get; set; }
}

internal sealed class WorkLinkTable : IEntityTypeConfiguration<WorkLink>
{
    public void Configure(EntityTypeBuilder<WorkLink> builder)
    {
        builder.ToTable("work_links").HasIndex(link => new { link.Owner, link.OwnerId, link.Target, link.Repo, link.Key }).IsUnique();
        builder.HasIndex(link => new { link.Target, link.Repo, link.Key });
        builder.Property(link => link.Owner).HasConversion<string>().HasMaxLength(20);
        builder.Property(link => link.Target).HasConversion<string>().HasMaxLength(20);
        builder.Property(link => link.Repo).HasMaxLength(WorkLink.LongestRepo);
        builder.Property(link => link.Key).HasMaxLength(WorkLink.LongestKey);
        builder.Property(link => link.Method).HasMaxLength(WorkLink.LongestMethod);
    }
}

public enum WorkOwner
{
    Initiative,
    Feature,
    Tool,
}

internal enum WorkTarget
{
    Repo,
    Change,
    Service,
    WorkItem,
    Release,
}
