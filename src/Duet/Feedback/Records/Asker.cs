using Duet.Access;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>Who is to be told of a voice. Read only by those who may see contacts, and to tell them.</summary>
internal sealed class Asker
{
    public int Id { get; init; }
    public required int VoiceId { get; set; }
    public required AskerRole Role { get; init; }

    /// <summary>In lower case; null for somebody of the house.</summary>
    public string? Mail { get; set; }
    public int? PersonId { get; set; }
    public Guid? AccountId { get; set; }

    /// <summary>The address answered to a mail of ours.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>SHA-256 of what the links of their mails carry.</summary>
    public byte[]? TokenHash { get; set; }
    public DateTimeOffset? ToldAt { get; set; }
    public DateTimeOffset? BouncedAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset? StoppedAt { get; set; }
    public bool? Helped { get; set; }
}

internal sealed class AskerTable : IEntityTypeConfiguration<Asker>
{
    public void Configure(EntityTypeBuilder<Asker> builder)
    {
        builder.ToTable("askers").HasIndex(asker => asker.VoiceId);
        builder.HasIndex(asker => asker.TokenHash).IsUnique();
        builder.HasIndex(asker => asker.Mail);
        builder.Property(asker => asker.Role).HasConversion<string>().HasMaxLength(20);
        builder.Property(asker => asker.Mail).HasMaxLength(Account.LongestMail);
        builder.Property(asker => asker.TokenHash).HasMaxLength(32);
        builder.HasOne<Voice>().WithMany().HasForeignKey(asker => asker.VoiceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(asker => asker.PersonId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Account>().WithMany().HasForeignKey(asker => asker.AccountId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal enum AskerRole
{
    Writer,
    Voter,
    Subscriber,
    OnBehalf,
}
