using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Sources.Hooks;

/// <summary>An address to which a service sends signed messages.</summary>
internal sealed class Hook
{
    public const int LongestName = 60;
    public const int LongestKind = 20;

    public int Id { get; init; }

    /// <summary>Unique; its part of the address.</summary>
    public required string Name { get; init; }

    /// <summary>Who sends: <c>github</c> or <c>slack</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Protected by the keys of the data directory.</summary>
    public required string ProtectedSecret { get; set; }

    /// <summary>The secret before this one, which still holds for a while.</summary>
    public string? ProtectedFormer { get; set; }
    public DateTimeOffset? FormerUntil { get; set; }

    /// <summary>Only what carries this label becomes feedback; null for all.</summary>
    public string? Label { get; set; }

    /// <summary>What those who write there are to the product, in the words of the feedback module.</summary>
    public required string VoiceKind { get; set; }
    public int? BoardId { get; set; }
}

internal sealed class HookTable : IEntityTypeConfiguration<Hook>
{
    public void Configure(EntityTypeBuilder<Hook> builder)
    {
        builder.ToTable("hooks").HasIndex(hook => hook.Name).IsUnique();
        builder.Property(hook => hook.Name).HasMaxLength(Hook.LongestName);
        builder.Property(hook => hook.Kind).HasMaxLength(Hook.LongestKind);
        builder.Property(hook => hook.Label).HasMaxLength(100);
        builder.Property(hook => hook.VoiceKind).HasMaxLength(20);
    }
}
