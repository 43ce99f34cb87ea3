using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Access;

/// <summary>A person who signs in.</summary>
internal sealed class Account
{
    public const int LongestMail = 254;
    public const int LongestName = 100;

    public required Guid Id { get; init; }

    /// <summary>In lower case; unique.</summary>
    public required string Mail { get; init; }
    public required string Name { get; set; }
    public required string PasswordHash { get; set; }
    public required Role Role { get; set; }

    /// <summary>Changes with the password: cookies that carry another one end.</summary>
    public required string SecurityStamp { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts").HasIndex(account => account.Mail).IsUnique();
        builder.Property(account => account.Mail).HasMaxLength(Account.LongestMail);
        builder.Property(account => account.Name).HasMaxLength(Account.LongestName);
        builder.Property(account => account.Role).HasConversion<string>().HasMaxLength(20);
        builder.Property(account => account.SecurityStamp).HasMaxLength(64);
    }
}
