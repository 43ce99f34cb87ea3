using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>
/// An answer beside the others of its sheet, without a cohort. Kept only in waves that were declared joint before anybody was
/// asked, and deleted when the results are out.
/// </summary>
internal sealed class JointAnswer
{
    /// <summary>16 random bytes, shared by the answers of one sheet.</summary>
    public required byte[] Sheet { get; init; }
    public required string Item { get; init; }
    public required int WaveId { get; init; }
    public required int Value { get; init; }
}

internal sealed class JointAnswerTable : IEntityTypeConfiguration<JointAnswer>
{
    public void Configure(EntityTypeBuilder<JointAnswer> builder)
    {
        builder.ToTable("joint_answers").HasKey(answer => new { answer.Sheet, answer.Item });
        builder.Property(answer => answer.Sheet).HasMaxLength(16);
        builder.Property(answer => answer.Item).HasMaxLength(Answer.LongestItem);
        builder.HasOne<Wave>().WithMany().HasForeignKey(answer => answer.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}
