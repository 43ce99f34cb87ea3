using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Platform.Messages;

/// <summary>A mail or a Slack message that waits to be sent, or was. Its text is deleted once it is sent. Invitations to surveys never come here.</summary>
internal sealed class OutgoingMessage
{
    public const int LongestKind = 40;
    public const int LongestSubject = 300;

    public int Id { get; init; }

    /// <summary>What it is about, such as <c>telling</c>.</summary>
    public required string Kind { get; init; }
    public OutgoingWay Way { get; init; }

    /// <summary>A mail address; empty for the channel of Slack's webhook.</summary>
    public required string To { get; set; }

    /// <summary>Of a Slack message what is shown where sections are not.</summary>
    public required string Subject { get; set; }

    /// <summary>Of a Slack message its sections, as JSON.</summary>
    public required string Text { get; set; }

    /// <summary>Where the reader stops further ones; null for mails that come once.</summary>
    public string? StopAddress { get; set; }
    public OutgoingState State { get; set; }
    public int Tries { get; set; }
    public required DateTimeOffset NextAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }
}

internal sealed class OutgoingMessageTable : IEntityTypeConfiguration<OutgoingMessage>
{
    public void Configure(EntityTypeBuilder<OutgoingMessage> builder)
    {
        builder.ToTable("outgoing_messages").HasIndex(message => new { message.State, message.NextAt });
        builder.Property(message => message.Kind).HasMaxLength(OutgoingMessage.LongestKind);
        builder.Property(message => message.To).HasMaxLength(MailRow.LongestAddress);
        builder.Property(message => message.Subject).HasMaxLength(OutgoingMessage.LongestSubject);
        builder.Property(message => message.StopAddress).HasMaxLength(500);
        builder.Property(message => message.Way).HasConversion<string>().HasMaxLength(20);
        builder.Property(message => message.State).HasConversion<string>().HasMaxLength(20);
    }
}

internal enum OutgoingWay
{
    Mail,
    Slack,
}

internal enum OutgoingState
{
    Waiting,
    Sent,

    /// <summary>The other side refused it for good, or it was tried too often.</summary>
    Failed,
}
