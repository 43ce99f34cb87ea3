using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>Tells bots and AI agents from people by what an identity is called; the first rule that fits decides.</summary>
internal sealed class ActorRule
{
    public const int LongestPattern = 200;

    public int Id { get; init; }
    public required int Position { get; set; }
    public required ActorRuleField Field { get; set; }

    /// <summary>Text with <c>*</c> for anything, without regard to case.</summary>
    public required string Pattern { get; set; }
    public required Engine.Facts.ActorKind Kind { get; set; }
    public bool Enabled { get; set; } = true;
}

internal sealed class ActorRuleTable : IEntityTypeConfiguration<ActorRule>
{
    public void Configure(EntityTypeBuilder<ActorRule> builder)
    {
        builder.ToTable("actor_rules").HasIndex(rule => rule.Position);
        builder.Property(rule => rule.Field).HasConversion<string>().HasMaxLength(20);
        builder.Property(rule => rule.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(rule => rule.Pattern).HasMaxLength(ActorRule.LongestPattern);
    }
}

/// <summary>What of an identity a rule looks at.</summary>
internal enum ActorRuleField
{
    Any,
    Name,
    Key,
    Realm,
}
