using Duet.Feedback.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>A voice of the inbox that was a comment of a wave: which wave and item, and whether it may be quoted. Nothing of who wrote it.</summary>
internal sealed class WaveVoice
{
    public required int VoiceId { get; init; }
    public required int WaveId { get; init; }
    public required string Item { get; init; }
    public bool MayQuote { get; init; }
}

internal sealed class WaveVoiceTable : IEntityTypeConfiguration<WaveVoice>
{
    public void Configure(EntityTypeBuilder<WaveVoice> builder)
    {
        builder.ToTable("wave_voices").HasKey(voice => voice.VoiceId);
        builder.Property(voice => voice.VoiceId).ValueGeneratedNever();
        builder.Property(voice => voice.Item).HasMaxLength(Answer.LongestItem);
        builder.HasOne<Voice>().WithOne().HasForeignKey<WaveVoice>(voice => voice.VoiceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Wave>().WithMany().HasForeignKey(voice => voice.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}
