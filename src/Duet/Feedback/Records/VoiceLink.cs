using Duet.Initiatives;
using Duet.Initiatives.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>Says that something answers a voice: demand is counted on these.</summary>
internal sealed class VoiceLink
{
    public int Id { get; init; }
    public required int VoiceId { get; set; }
    public required LinkTarget Target { get; init; }

    /// <summary>Of an initiative, a feature or a tool; null for a work item, which has a key.</summary>
    public int? TargetId { get; init; }
    public string? TargetKey { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The account that linked them; null where it was found.</summary>
    public Guid? By { get; init; }
    public required string Method { get; init; }

    /// <summary>0 to 1; 1 where a person said so.</summary>
    public required double Confidence { get; init; }
}

internal sealed class VoiceLinkTable : IEntityTypeConfiguration<VoiceLink>
{
    public void Configure(EntityTypeBuilder<VoiceLink> builder)
    {
        // Two, since a row without an id, or without a key, would be unlike any other in one index over both.
        builder.ToTable("voice_links").HasIndex(link => new { link.VoiceId, link.Target, link.TargetId }).IsUnique();
        builder.HasIndex(link => new { link.VoiceId, link.Target, link.TargetKey }).IsUnique();
        builder.HasIndex(link => new { link.Target, link.TargetId });
        builder.Property(link => link.Target).HasConversion<string>().HasMaxLength(20);
        builder.Property(link => link.TargetKey).HasMaxLength(WorkLink.LongestKey);
        builder.Property(link => link.Method).HasMaxLength(WorkLink.LongestMethod);
        builder.HasOne<Voice>().WithMany().HasForeignKey(link => link.VoiceId).OnDelete(DeleteBehavior.Cascade);
    }
}
