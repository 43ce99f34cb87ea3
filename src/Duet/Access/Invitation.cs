using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>A link that makes one account with one role, or opens an existing account anew; only its hash is kept.</summary>
internal sealed class Invitation
{
    public required Guid Id { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>In lower case; the account gets this address.</summary>
    public required string Mail { get; init; }
    public required Role Role { get; init; }

    /// <summary>The person of the directory who is invited; null where nobody is meant yet.</summary>
    public int? PersonId { get; init; }

    /// <summary>The account that the link opens anew: a new password or another identity; null where it makes one.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The account that made the link; <see cref="Guid.Empty"/> for a link made on the host.</summary>
    public required Guid InvitedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations").HasIndex(invitation => invitation.Hash).IsUnique();
        builder.HasIndex(invitation => invitation.Mail).IsUnique();
        builder.Property(invitation => invitation.Mail).HasMaxLength(Account.LongestMail);
        builder.Property(invitation => invitation.Role).HasConversion<string>().HasMaxLength(20);
    }
}
