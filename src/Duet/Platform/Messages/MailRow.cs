using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Platform.Messages;

/// <summary>The server that mails go out by; one row, none where it is not set up.</summary>
internal sealed class MailRow
{
    public const int OnlyId = 1;
    public const int LongestHost = 255;
    public const int LongestUser = 200;
    public const int LongestAddress = 254;
    public const int LongestName = 100;

    public int Id { get; init; } = OnlyId;
    public required string Host { get; set; }
    public required int Port { get; set; }
    public required MailSecurity Security { get; set; }
    public string? User { get; set; }

    /// <summary>Protected by the keys of the data directory; null for a server that asks for none.</summary>
    public string? ProtectedSecret { get; set; }

    /// <summary>The address that mails come from.</summary>
    public required string From { get; set; }
    public required string FromName { get; set; }
}

internal sealed class MailTable : IEntityTypeConfiguration<MailRow>
{
    public void Configure(EntityTypeBuilder<MailRow> builder)
    {
        builder.ToTable("mail").Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Host).HasMaxLength(MailRow.LongestHost);
        builder.Property(mail => mail.Security).HasConversion<string>().HasMaxLength(20);
        builder.Property(mail => mail.User).HasMaxLength(MailRow.LongestUser);
        builder.Property(mail => mail.From).HasMaxLength(MailRow.LongestAddress);
        builder.Property(mail => mail.FromName).HasMaxLength(MailRow.LongestName);
    }
}

internal enum MailSecurity
{
    /// <summary>Begins in the clear and turns to TLS before anything is said (port 587).</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>In the clear; for a server on the same machine.</summary>
    None,
}
