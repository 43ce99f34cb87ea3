using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>What was said to a voice, in public or among those who handle it.</summary>
internal sealed class VoiceComment
{
    public int Id { get; init; }
    public required int VoiceId { get; set; }
    public required DateTimeOffset At { get; init; }
    public required string Body { get; set; }
    public bool IsPublic { get; set; }

    /// <summary>Written by somebody of the house.</summary>
    public bool IsTeam { get; init; }
    public string? ShownName { get; set; }
}

internal sealed class VoiceCommentTable : IEntityTypeConfiguration<VoiceComment>
{
    public void Configure(EntityTypeBuilder<VoiceComment> builder)
    {
        builder.ToTable("voice_comments").Property(comment => comment.Body).HasMaxLength(Voice.LongestBody);
        builder.Property(comment => comment.ShownName).HasMaxLength(Voice.LongestShownName);
        builder.HasOne<Voice>().WithMany().HasForeignKey(comment => comment.VoiceId).OnDelete(DeleteBehavior.Cascade);
    }
}
