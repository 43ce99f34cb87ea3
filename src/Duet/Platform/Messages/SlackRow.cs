using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Platform.Messages;

/// <summary>How messages reach Slack; one row, none where it is not set up.</summary>
internal sealed class SlackRow
{
    public const int OnlyId = 1;
    public const string UsualApi = "https://slack.com/api/";

    public int Id { get; init; } = OnlyId;

    /// <summary>The address of an incoming webhook, for notices to its channel. Protected by the keys of the data directory, as the token is.</summary>
    public string? ProtectedWebhook { get; set; }

    /// <summary>The token of a bot, for messages to people.</summary>
    public string? ProtectedToken { get; set; }
    public string ApiBase { get; set; } = UsualApi;
}

internal sealed class SlackTable : IEntityTypeConfiguration<SlackRow>
{
    public void Configure(EntityTypeBuilder<SlackRow> builder)
    {
        builder.ToTable("slack").Property(slack => slack.Id).ValueGeneratedNever();
        builder.Property(slack => slack.ApiBase).HasMaxLength(300);
    }
}
