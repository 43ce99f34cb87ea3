using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>A number that was released of a wave, as it was released: rounded, capped and banded, or hidden with the reason.</summary>
internal sealed class ReleasedCell
{
    public const int LongestCell = 400;
    public const int LongestBand = 20;

    /// <summary>The measure under which the share of those who answered is kept, in tens of percent.</summary>
    public const string Answered = "@answered";

    public required int WaveId { get; init; }

    /// <summary>Empty for the whole, else such as <c>team=Checkout</c>.</summary>
    public required string Cell { get; init; }

    /// <summary>The key of an item, of a topic or of a score.</summary>
    public required string Measure { get; init; }
    public required CellForm Form { get; init; }

    /// <summary>How many answered the whole; only in releases of before its <see cref="Band"/> was told instead.</summary>
    public int? N { get; init; }

    /// <summary>How many answered, as far as it is told: such as <c>10-14</c>.</summary>
    public string? Band { get; init; }
    public double? Value { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }

    /// <summary>Against the wave before, where that may be told.</summary>
    public double? Change { get; init; }
    public double? ChangeLow { get; init; }
    public double? ChangeHigh { get; init; }

    /// <summary>The rounded share of each answer, in their order, as JSON.</summary>
    public string? Distribution { get; init; }

    /// <summary>Why nothing is shown; null where something is.</summary>
    public CellHidden? Hidden { get; init; }

    /// <summary>True where the cell differs from the rest after all cells were judged together.</summary>
    public bool Differs { get; init; }
}

internal sealed class ReleasedCellTable : IEntityTypeConfiguration<ReleasedCell>
{
    public void Configure(EntityTypeBuilder<ReleasedCell> builder)
    {
        builder.ToTable("released_cells").HasKey(cell => new { cell.WaveId, cell.Cell, cell.Measure, cell.Form });
        builder.Property(cell => cell.Cell).HasMaxLength(ReleasedCell.LongestCell);
        builder.Property(cell => cell.Measure).HasMaxLength(Answer.LongestItem);
        builder.Property(cell => cell.Form).HasConversion<string>().HasMaxLength(20);
        builder.Property(cell => cell.Band).HasMaxLength(ReleasedCell.LongestBand);
        builder.Property(cell => cell.Hidden).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Wave>().WithMany().HasForeignKey(cell => cell.WaveId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal enum CellForm
{
    Share,
    Mean,
    Score,
    Distribution,
}

internal enum CellHidden
{
    TooFew,

    /// <summary>Could be worked out from what is shown.</summary>
    WorkedOut,

    /// <summary>Too few people came or went since the wave before.</summary>
    Membership,
    NotAsked,
}
