using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>An answer to one item. Two answers of one person have nothing in common but the wave and the cohort.</summary>
internal sealed class Answer
{
    public const int LongestItem = 60;
    public const int LongestChoice = 200;

    /// <summary>16 random bytes: no order, no time.</summary>
    public required byte[] Id { get; init; }
    public required int WaveId { get; init; }

    /// <summary>Null in open surveys, which have no cohorts.</summary>
    public int? CohortId { get; init; }

    /// <summary>The key of the item, or of a score that was made of several, such as <c>@sus</c>.</summary>
    public required string Item { get; init; }

    /// <summary>With <see cref="Choice"/> null too: "I don't know".</summary>
    public int? Value { get; init; }
    public string? Choice { get; init; }
}

internal sealed class AnswerTable : IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<Answer> builder)
    {
        builder.ToTable("answers").HasKey(answer => answer.Id);
        builder.Property(answer => answer.Id).HasMaxLength(16);
        builder.Property(answer => answer.Item).HasMaxLength(Answer.LongestItem);
        builder.Property(answer => answer.Choice).HasMaxLength(Answer.LongestChoice);
        builder.HasOne<Wave>().WithMany().HasForeignKey(answer => answer.WaveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Cohort>().WithMany().HasForeignKey(answer => answer.CohortId).OnDelete(DeleteBehavior.Cascade);
    }
}
