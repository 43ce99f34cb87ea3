using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>A customer whose people speak: what they are worth weighs what they say.</summary>
internal sealed class CustomerAccount
{
    public const int LongestName = 160;
    public const int LongestWord = 60;

    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case; unique.</summary>
    public required string Key { get; set; }
    public string? ExternalId { get; set; }

    /// <summary>A year's revenue, in hundredths of the currency.</summary>
    public long? RevenueCents { get; set; }
    public string? Currency { get; set; }
    public string? Tier { get; set; }
    public string? Segment { get; set; }
}

internal sealed class CustomerAccountTable : IEntityTypeConfiguration<CustomerAccount>
{
    public void Configure(EntityTypeBuilder<CustomerAccount> builder)
    {
        builder.ToTable("customer_accounts").HasIndex(account => account.Key).IsUnique();
        builder.HasIndex(account => account.ExternalId).IsUnique();
        builder.Property(account => account.Name).HasMaxLength(CustomerAccount.LongestName);
        builder.Property(account => account.Key).HasMaxLength(CustomerAccount.LongestName);
        builder.Property(account => account.ExternalId).HasMaxLength(200);
        builder.Property(account => account.Currency).HasMaxLength(3);
        builder.Property(account => account.Tier).HasMaxLength(CustomerAccount.LongestWord);
        builder.Property(account => account.Segment).HasMaxLength(CustomerAccount.LongestWord);
    }
}
