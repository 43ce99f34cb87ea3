using Duet.Initiatives.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>What follows from a wave: an action with an owner, told to all who were asked, and asked about again.</summary>
internal sealed class FollowUp
{
    public const int LongestAction = 500;
    public const string ThemePrefix = "theme:";

    public int Id { get; init; }
    public required int WaveId { get; init; }

    /// <summary>The item that called for it, or <see cref="ThemePrefix"/> and the number of a theme of the comments.</summary>
    public required string Topic { get; init; }
    public string? Action { get; set; }
    public int? OwnerPersonId { get; set; }
    public int? OwnerTeamId { get; set; }
    public int? InitiativeId { get; set; }
    public DateOnly? DueOn { get; set; }
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>When they were told that its initiative has shipped; telling what is planned is another thing.</summary>
    public DateTimeOffset? ShippedToldAt { get; set; }

    /// <summary>The wave that asks whether it helped.</summary>
    public int? AskedAgainWaveId { get; set; }
    public FollowUpVerdict? Verdict { get; set; }
}

internal sealed class FollowUpTable : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> builder)
    {
        builder.ToTable("follow_ups").Property(followUp => followUp.Topic).HasMaxLength(Answer.LongestItem);
        builder.Property(followUp => followUp.Action).HasMaxLength(FollowUp.LongestAction);
        builder.Property(followUp => followUp.Verdict).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Wave>().WithMany().HasForeignKey(followUp => followUp.WaveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Wave>().WithMany().HasForeignKey(followUp => followUp.AskedAgainWaveId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(followUp => followUp.OwnerPersonId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Team>().WithMany().HasForeignKey(followUp => followUp.OwnerTeamId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Initiative>().WithMany().HasForeignKey(followUp => followUp.InitiativeId).OnDelete(DeleteBehavior.SetNull);
    }
}

/// <summary>Whether the next wave felt it, judged by the interval of the change.</summary>
internal enum FollowUpVerdict
{
    Better,
    NoClearChange,
    Worse,
}
