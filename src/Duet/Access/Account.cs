using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>A person who signs in.</summary>
internal sealed class Account
{
    public const int LongestMail = 254;
    public const int LongestName = 100;
    public const int LongestIssuer = 500;
    public const int LongestSubject = 255;

    public required Guid Id { get; init; }

    /// <summary>In lower case; unique.</summary>
    public required string Mail { get; set; }
    public required string Name { get; set; }

    /// <summary>Null for those who only come in through an identity provider.</summary>
    public required string? PasswordHash { get; set; }
    public required Role Role { get; set; }

    /// <summary>Changes with the password, the role and the right to come in: cookies that carry another one end.</summary>
    public required string SecurityStamp { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set where the account may not sign in any more.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Who the account is at the identity provider: issuer and subject, never the mail address.</summary>
    public string? Issuer { get; set; }
    public string? Subject { get; set; }

    /// <summary>The person of the organisation who signs in; null for one who is not in the directory.</summary>
    public int? PersonId { get; set; }
    public DateOnly? LastSignInOn { get; set; }

    /// <summary>True for one who may do everything, now: the last of them has to stay.</summary>
    public bool IsActiveOwner => Role == Role.Owner && DisabledAt is null;

    public static string NewStamp() => RandomNumberGenerator.GetHexString(32);
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts").HasIndex(account => account.Mail).IsUnique();
        builder.HasIndex(account => new { account.Issuer, account.Subject }).IsUnique();
        builder.HasIndex(account => account.PersonId).IsUnique();
        builder.Property(account => account.Mail).HasMaxLength(Account.LongestMail);
        builder.Property(account => account.Name).HasMaxLength(Account.LongestName);
        builder.Property(account => account.Role).HasConversion<string>().HasMaxLength(20);
        builder.Property(account => account.SecurityStamp).HasMaxLength(64);
    }
}
