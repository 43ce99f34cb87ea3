using Duet.Feedback.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Loop.Records;

/// <summary>A voice whose askers a telling goes to.</summary>
internal sealed class TellingVoice
{
    public required int TellingId { get; init; }
    public required int VoiceId { get; init; }
}

internal sealed class TellingVoiceTable : IEntityTypeConfiguration<TellingVoice>
{
    public void Configure(EntityTypeBuilder<TellingVoice> builder)
    {
        builder.ToTable("telling_voices").HasKey(voice => new { voice.TellingId, voice.VoiceId });
        builder.HasOne<Telling>().WithMany().HasForeignKey(voice => voice.TellingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Voice>().WithMany().HasForeignKey(voice => voice.VoiceId).OnDelete(DeleteBehavior.Cascade);
    }
}
