using Duet.Initiatives;
using Duet.Initiatives.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Loop.Records;

/// <summary>What those who asked are told when it is there: proposed when the work ships, sent when somebody approves.</summary>
internal sealed class Telling
{
    public const int LongestSubject = 200;
    public const int LongestBody = 10_000;

    public int Id { get; init; }
    public required LinkTarget Target { get; init; }
    public int? TargetId { get; init; }
    public string? TargetKey { get; init; }

    /// <summary>The key of the deployment or release that shows it.</summary>
    public required string Proof { get; init; }
    public required DateTimeOffset ReleasedAt { get; set; }
    public required string Subject { get; set; }
    public required string Body { get; set; }
    public TellingState State { get; set; }

    /// <summary>The account that sent or dismissed it, and when.</summary>
    public Guid? By { get; set; }
    public DateTimeOffset? At { get; set; }
}

internal sealed class TellingTable : IEntityTypeConfiguration<Telling>
{
    public void Configure(EntityTypeBuilder<Telling> builder)
    {
        builder.ToTable("tellings").HasIndex(telling => telling.State);
        builder.Property(telling => telling.Target).HasConversion<string>().HasMaxLength(20);
        builder.Property(telling => telling.TargetKey).HasMaxLength(WorkLink.LongestKey);
        builder.Property(telling => telling.Proof).HasMaxLength(WorkLink.LongestKey);
        builder.Property(telling => telling.Subject).HasMaxLength(Telling.LongestSubject);
        builder.Property(telling => telling.Body).HasMaxLength(Telling.LongestBody);
        builder.Property(telling => telling.State).HasConversion<string>().HasMaxLength(20);
    }
}

internal enum TellingState
{
    Proposed,
    Sent,
    Dismissed,
}
