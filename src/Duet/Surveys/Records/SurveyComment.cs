using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>What somebody wrote in a wave: without a cohort, since words give away more than numbers.</summary>
internal sealed class SurveyComment
{
    public const int LongestText = 10_000;

    /// <summary>16 random bytes: no order, no time.</summary>
    public required byte[] Id { get; init; }
    public required int WaveId { get; init; }
    public required string Item { get; init; }
    public required string Text { get; init; }

    /// <summary>The writer said that it may be quoted.</summary>
    public bool MayQuote { get; init; }
}

internal sealed class SurveyCommentTable : IEntityTypeConfiguration<SurveyComment>
{
    public void Configure(EntityTypeBuilder<SurveyComment> builder)
    {
        builder.ToTable("survey_comments").HasKey(comment => comment.Id);
        builder.Property(comment => comment.Id).HasMaxLength(16);
        builder.Property(comment => comment.Item).HasMaxLength(Answer.LongestItem);
        builder.Property(comment => comment.Text).HasMaxLength(SurveyComment.LongestText);
        builder.HasOne<Wave>().WithMany().HasForeignKey(comment => comment.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}
