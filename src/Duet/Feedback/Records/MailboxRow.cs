using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>The mailbox whose mails become voices; one row, none where it is not set up.</summary>
internal sealed class MailboxRow
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public required string Host { get; set; }
    public required int Port { get; set; }
    public required string User { get; set; }

    /// <summary>Protected by the keys of the data directory.</summary>
    public required string ProtectedSecret { get; set; }
    public required string Folder { get; set; }

    /// <summary>How far the folder has been read, and which counting of its mails that number belongs to.</summary>
    public long UidValidity { get; set; }
    public long LastUid { get; set; }
    public int? BoardId { get; set; }
}

internal sealed class MailboxTable : IEntityTypeConfiguration<MailboxRow>
{
    public void Configure(EntityTypeBuilder<MailboxRow> builder)
    {
        builder.ToTable("mailbox").Property(mailbox => mailbox.Id).ValueGeneratedNever();
        builder.Property(mailbox => mailbox.Host).HasMaxLength(255);
        builder.Property(mailbox => mailbox.User).HasMaxLength(200);
        builder.Property(mailbox => mailbox.Folder).HasMaxLength(200);
        builder.HasOne<Board>().WithMany().HasForeignKey(mailbox => mailbox.BoardId).OnDelete(DeleteBehavior.SetNull);
    }
}
