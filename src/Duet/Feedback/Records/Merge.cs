using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>A voice became part of another one; says what moved, so that it can be undone.</summary>
internal sealed class Merge
{
    public int Id { get; init; }
    public required int FromId { get; init; }
    public required int IntoId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The account that merged them; null for the host and keys.</summary>
    public Guid? By { get; init; }

    /// <summary>The votes, askers, links and comments that moved, as JSON.</summary>
    public required string Moved { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
}

internal sealed class MergeTable : IEntityTypeConfiguration<Merge>
{
    public void Configure(EntityTypeBuilder<Merge> builder)
    {
        builder.ToTable("merges");
        builder.HasOne<Voice>().WithMany().HasForeignKey(merge => merge.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Voice>().WithMany().HasForeignKey(merge => merge.IntoId).OnDelete(DeleteBehavior.Cascade);
    }
}
