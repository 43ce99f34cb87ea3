using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>Somebody said that two voices are not the same: it is not suggested again. The smaller number is the first.</summary>
internal sealed class NotSame
{
    public required int FirstId { get; init; }
    public required int SecondId { get; init; }
}

internal sealed class NotSameTable : IEntityTypeConfiguration<NotSame>
{
    public void Configure(EntityTypeBuilder<NotSame> builder)
    {
        builder.ToTable("not_same").HasKey(pair => new { pair.FirstId, pair.SecondId });
        builder.HasOne<Voice>().WithMany().HasForeignKey(pair => pair.FirstId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Voice>().WithMany().HasForeignKey(pair => pair.SecondId).OnDelete(DeleteBehavior.Cascade);
    }
}
