using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>What many voices are about: an entry of the codebook.</summary>
internal sealed class Theme
{
    public const int LongestName = 100;
    public const int LongestDescription = 1_000;

    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case; unique.</summary>
    public required string Key { get; set; }
    public string? Description { get; set; }

    /// <summary>Given to no new voice.</summary>
    public bool IsClosed { get; set; }
}

internal sealed class ThemeTable : IEntityTypeConfiguration<Theme>
{
    public void Configure(EntityTypeBuilder<Theme> builder)
    {
        builder.ToTable("themes").HasIndex(theme => theme.Key).IsUnique();
        builder.Property(theme => theme.Name).HasMaxLength(Theme.LongestName);
        builder.Property(theme => theme.Key).HasMaxLength(Theme.LongestName);
        builder.Property(theme => theme.Description).HasMaxLength(Theme.LongestDescription);
    }
}
