using Duet.Initiatives.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>A page of the portal on which people post and vote.</summary>
internal sealed class Board
{
    public const int LongestSlug = 60;
    public const int LongestName = 100;

    public int Id { get; init; }

    /// <summary>Unique; its part of the address.</summary>
    public required string Slug { get; set; }
    public required string Name { get; set; }
    public int? ProductId { get; set; }
    public int? ToolId { get; set; }
    public bool IsPublic { get; set; }

    /// <summary>Posts are shown once somebody has looked at them.</summary>
    public bool ReviewFirst { get; set; } = true;

    /// <summary>The sites that may show the board in a frame.</summary>
    public List<string> EmbedOrigins { get; set; } = [];

    /// <summary>What those who post here are to the product.</summary>
    public VoiceKind Kind { get; set; } = VoiceKind.User;
}

internal sealed class BoardTable : IEntityTypeConfiguration<Board>
{
    public void Configure(EntityTypeBuilder<Board> builder)
    {
        builder.ToTable("boards").HasIndex(board => board.Slug).IsUnique();
        builder.Property(board => board.Slug).HasMaxLength(Board.LongestSlug);
        builder.Property(board => board.Name).HasMaxLength(Board.LongestName);
        builder.Property(board => board.Kind).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Product>().WithMany().HasForeignKey(board => board.ProductId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Tool>().WithMany().HasForeignKey(board => board.ToolId).OnDelete(DeleteBehavior.SetNull);
    }
}
