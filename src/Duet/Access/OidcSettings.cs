using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>The identity provider that people may come in through; one row, none where it is not set up.</summary>
internal sealed class OidcSettings
{
    public const int OnlyId = 1;
    public const int LongestAuthority = 500;
    public const int LongestClientId = 200;
    public const int LongestLabel = 60;
    public const int LongestClaim = 60;

    public int Id { get; init; } = OnlyId;
    public required string Authority { get; set; }
    public required string ClientId { get; set; }

    /// <summary>Protected by the keys of the data directory; null for a public client.</summary>
    public string? ProtectedSecret { get; set; }

    /// <summary>What the button says.</summary>
    public required string Label { get; set; }

    /// <summary>The role of those who come for the first time; null lets only those in who have an account already.</summary>
    public Role? FirstRole { get; set; }

    /// <summary>The claim that names groups, and which role each of them brings; the highest counts.</summary>
    public string? GroupsClaim { get; set; }
    public Dictionary<string, Role> GroupRoles { get; set; } = [];
}

internal sealed class OidcSettingsTable : IEntityTypeConfiguration<OidcSettings>
{
    public void Configure(EntityTypeBuilder<OidcSettings> builder)
    {
        builder.ToTable("oidc");
        builder.Property(settings => settings.Id).ValueGeneratedNever();
        builder.Property(settings => settings.Authority).HasMaxLength(OidcSettings.LongestAuthority);
        builder.Property(settings => settings.ClientId).HasMaxLength(OidcSettings.LongestClientId);
        builder.Property(settings => settings.Label).HasMaxLength(OidcSettings.LongestLabel);
        builder.Property(settings => settings.FirstRole).HasConversion<string>().HasMaxLength(20);
        builder.Property(settings => settings.GroupsClaim).HasMaxLength(OidcSettings.LongestClaim);
        builder.Property(settings => settings.GroupRoles).HasConversion(
            roles => System.Text.Json.JsonSerializer.Serialize(roles, (System.Text.Json.JsonSerializerOptions?)null),
            text => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, Role>>(text, (System.Text.Json.JsonSerializerOptions?)null)!,
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<Dictionary<string, Role>>(
                (a, b) => a!.Count == b!.Count && !a.Except(b).Any(), roles => roles.Count, roles => new Dictionary<string, Role>(roles)));
    }
}
