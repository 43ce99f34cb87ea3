using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>One thing that somebody did. Rows are only added; each carries the hash of the one before it.</summary>
internal sealed class AuditRecord
{
    public const int LongestActor = 120;
    public const int LongestAction = 60;
    public const int LongestObject = 200;
    public const int LongestReason = 1000;

    /// <summary>From 1, without gaps.</summary>
    public required long Number { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The account or key that acted, as <c>account:GUID</c>, <c>key:NAME</c>, <c>host</c> or <c>nobody</c>: no names, no mail addresses.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>role.grant</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as <c>account:GUID</c>.</summary>
    public required string Object { get; init; }
    public string? Reason { get; init; }

    /// <summary>Hashes of the object before and after, or short words that are no personal data.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }
    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over all other columns.</summary>
    public required byte[] Hash { get; init; }
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("audit").HasKey(record => record.Number);
        builder.Property(record => record.Number).ValueGeneratedNever();
        builder.HasIndex(record => record.At);
        builder.Property(record => record.Actor).HasMaxLength(AuditRecord.LongestActor);
        builder.Property(record => record.Action).HasMaxLength(AuditRecord.LongestAction);
        builder.Property(record => record.Object).HasMaxLength(AuditRecord.LongestObject);
        builder.Property(record => record.Reason).HasMaxLength(AuditRecord.LongestReason);
        builder.Property(record => record.Before).HasMaxLength(AuditRecord.LongestObject);
        builder.Property(record => record.After).HasMaxLength(AuditRecord.LongestObject);
    }
}
