using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>Two identities or people that somebody said are not the same.</summary>
internal sealed class DismissedSuggestion
{
    public const int LongestPair = 700;

    /// <summary>Both sides in order, as the suggestion names them.</summary>
    public required string Pair { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? By { get; init; }
}

internal sealed class DismissedSuggestionTable : IEntityTypeConfiguration<DismissedSuggestion>
{
    public void Configure(EntityTypeBuilder<DismissedSuggestion> builder)
    {
        builder.ToTable("dismissed_suggestions").HasKey(dismissed => dismissed.Pair);
        builder.Property(dismissed => dismissed.Pair).HasMaxLength(DismissedSuggestion.LongestPair);
    }
}
