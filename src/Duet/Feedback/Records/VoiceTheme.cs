using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>A voice is about a theme; as a suggestion until somebody has said so.</summary>
internal sealed class VoiceTheme
{
    public required int VoiceId { get; init; }
    public required int ThemeId { get; init; }
    public bool IsSuggested { get; set; }
}

internal sealed class VoiceThemeTable : IEntityTypeConfiguration<VoiceTheme>
{
    public void Configure(EntityTypeBuilder<VoiceTheme> builder)
    {
        builder.ToTable("voice_themes").HasKey(theme => new { theme.VoiceId, theme.ThemeId });
        builder.HasOne<Voice>().WithMany().HasForeignKey(theme => theme.VoiceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Theme>().WithMany().HasForeignKey(theme => theme.ThemeId).OnDelete(DeleteBehavior.Cascade);
    }
}
