using Duet.Initiatives.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>Something that somebody said about a product or a tool, and how far the answer to it has come.</summary>
internal sealed class Voice
{
    public const int LongestSource = 60;
    public const int LongestExternalId = 200;
    public const int LongestTitle = 200;
    public const int LongestBody = 10_000;
    public const int LongestLanguage = 12;
    public const int LongestShownName = 100;

    public int Id { get; init; }
    public required VoiceKind Kind { get; set; }
    public required VoiceChannel Channel { get; init; }

    /// <summary>With <see cref="ExternalId"/> unique: the same said twice is one voice.</summary>
    public required string Source { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>SHA-256 of what was sent, to tell a repetition from another text under the same id.</summary>
    public byte[]? BodyHash { get; set; }

    /// <summary>When its source last changed it, where the source tells: what is older is not heard any more.</summary>
    public DateTimeOffset? SourceAt { get; set; }
    public required string Title { get; set; }

    /// <summary>The title as it was sent, where it was cleaned for display.</summary>
    public string? RawTitle { get; set; }
    public required string Body { get; set; }

    /// <summary>Title and body as they are searched: folded, in lower case.</summary>
    public required string SearchText { get; set; }
    public string? Language { get; set; }
    public int? BoardId { get; set; }
    public bool IsPublic { get; set; }
    public PublicState Shown { get; set; }

    public required DateTimeOffset CapturedAt { get; init; }
    public DateTimeOffset? TriagedAt { get; set; }
    public DateTimeOffset? LinkedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? ReleasedAt { get; set; }
    public DateTimeOffset? ExposedAt { get; set; }
    public DateTimeOffset? ToldAt { get; set; }
    public DateTimeOffset? ConfirmAskedAt { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public DateTimeOffset? ReopenedAt { get; set; }
    public VoiceEnd? ClosedAs { get; set; }

    /// <summary>What they said when asked whether it helped; null until then.</summary>
    public bool? Helped { get; set; }
    public int? MergedIntoId { get; set; }
    public int? ProductId { get; set; }
    public int? FeatureId { get; set; }
    public int? ToolId { get; set; }
    public int? AccountId { get; set; }

    /// <summary>The writer's team, kept only where it was large enough to hide them.</summary>
    public int? TeamId { get; set; }

    /// <summary>As deployments name it.</summary>
    public string? Service { get; set; }

    /// <summary>The name that the writer chose to be shown with; null for none.</summary>
    public string? ShownName { get; set; }
    public int Votes { get; set; }
    public double Weight { get; set; }

    /// <summary>Rises with every change of any voice: the projection and the search read on from it.</summary>
    public long Change { get; set; }
}

internal sealed class VoiceTable : IEntityTypeConfiguration<Voice>
{
    public void Configure(EntityTypeBuilder<Voice> builder)
    {
        builder.ToTable("voices").HasIndex(voice => new { voice.Source, voice.ExternalId }).IsUnique();
        builder.HasIndex(voice => new { voice.ClosedAs, voice.Weight, voice.Id }).IsDescending(false, true, false);
        builder.HasIndex(voice => new { voice.Kind, voice.CapturedAt });
        builder.HasIndex(voice => voice.Change);
        builder.Property(voice => voice.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(voice => voice.Channel).HasConversion<string>().HasMaxLength(20);
        builder.Property(voice => voice.Source).HasMaxLength(Voice.LongestSource);
        builder.Property(voice => voice.ExternalId).HasMaxLength(Voice.LongestExternalId);
        builder.Property(voice => voice.BodyHash).HasMaxLength(32);
        builder.Property(voice => voice.Title).HasMaxLength(Voice.LongestTitle);
        builder.Property(voice => voice.RawTitle).HasMaxLength(1_000);
        builder.Property(voice => voice.Body).HasMaxLength(Voice.LongestBody);
        builder.Property(voice => voice.Language).HasMaxLength(Voice.LongestLanguage);
        builder.Property(voice => voice.Shown).HasConversion<string>().HasMaxLength(20);
        builder.Property(voice => voice.ClosedAs).HasConversion<string>().HasMaxLength(20);
        builder.Property(voice => voice.Service).HasMaxLength(Service.LongestName);
        builder.Property(voice => voice.ShownName).HasMaxLength(Voice.LongestShownName);
        builder.HasOne<Board>().WithMany().HasForeignKey(voice => voice.BoardId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Voice>().WithMany().HasForeignKey(voice => voice.MergedIntoId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Product>().WithMany().HasForeignKey(voice => voice.ProductId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Feature>().WithMany().HasForeignKey(voice => voice.FeatureId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Tool>().WithMany().HasForeignKey(voice => voice.ToolId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<CustomerAccount>().WithMany().HasForeignKey(voice => voice.AccountId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Team>().WithMany().HasForeignKey(voice => voice.TeamId).OnDelete(DeleteBehavior.SetNull);
    }
}
