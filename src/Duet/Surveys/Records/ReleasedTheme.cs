using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>What the comments of a wave were about: how many people, roughly, and what may be quoted, in shuffled order.</summary>
internal sealed class ReleasedTheme
{
    public required int WaveId { get; init; }
    public required int ThemeId { get; init; }
    public required string Band { get; init; }
    public required IReadOnlyList<string> Quotes { get; init; }
}

internal sealed class ReleasedThemeTable : IEntityTypeConfiguration<ReleasedTheme>
{
    public void Configure(EntityTypeBuilder<ReleasedTheme> builder)
    {
        builder.ToTable("released_themes").HasKey(theme => new { theme.WaveId, theme.ThemeId });
        builder.Property(theme => theme.Band).HasMaxLength(ReleasedCell.LongestBand);
        builder.Property(theme => theme.Quotes).AsJson();
        builder.HasOne<Wave>().WithMany().HasForeignKey(theme => theme.WaveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Theme>().WithMany().HasForeignKey(theme => theme.ThemeId).OnDelete(DeleteBehavior.Cascade);
    }
}
