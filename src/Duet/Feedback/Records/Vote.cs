using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>Somebody wants the same. One per voice and voter.</summary>
internal sealed class Vote
{
    public required int VoiceId { get; init; }

    /// <summary>A keyed hash of the confirmed address or the account, else one of the browser, salted anew each day.</summary>
    public required byte[] Voter { get; init; }
    public int? AccountId { get; init; }
    public required DateOnly On { get; init; }
}

internal sealed class VoteTable : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> builder)
    {
        builder.ToTable("votes").HasKey(vote => new { vote.VoiceId, vote.Voter });
        builder.Property(vote => vote.Voter).HasMaxLength(32);
        builder.HasOne<Voice>().WithMany().HasForeignKey(vote => vote.VoiceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<CustomerAccount>().WithMany().HasForeignKey(vote => vote.AccountId).OnDelete(DeleteBehavior.SetNull);
    }
}
