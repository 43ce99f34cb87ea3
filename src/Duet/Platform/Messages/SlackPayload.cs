using System.Text;
using System.Text.Json.Serialization;

namespace Duet.Platform.Messages;

/// <summary>A message as Slack takes it, within its bounds: at most 50 blocks of at most 3,000 characters.</summary>
internal sealed record SlackPayload
{
    private const int MostBlocks = 50;
    private const int LongestSection = 3_000;
    private const int LongestText = 4_000;

    /// <summary>Whom it goes to; null for the channel of a webhook.</summary>
    public string? Channel { get; init; }
    public required string Text { get; init; }
    public required IReadOnlyList<SlackBlock> Blocks { get; init; }
    public bool UnfurlLinks { get; init; }

    public static SlackPayload Of(SlackMessage message, string? channel) => new()
    {
        Channel = channel,
        Text = Escape(message.Text, LongestText),
        Blocks = [.. message.Sections.Where(section => !string.IsNullOrWhiteSpace(section)).Take(MostBlocks)
            .Select(section => new SlackBlock("section", new SlackText("mrkdwn", Escape(section, LongestSection))))],
    };

    // Only these three letters are escaped there; nothing that somebody wrote becomes a link or calls a channel.
    private static string Escape(string text, int longest)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var next = rune.Value switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => rune.ToString() };
            if (escaped.Length + next.Length > longest)
                break;
            escaped.Append(next);
        }
        return escaped.ToString();
    }
}

internal sealed record SlackBlock(string Type, SlackText Text);

internal sealed record SlackText(string Type, string Text);

/// <summary>What Slack's methods answer.</summary>
internal sealed record SlackAnswer(bool Ok, string? Error, SlackUser? User);

internal sealed record SlackUser(string Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackPayload))]
[JsonSerializable(typeof(SlackAnswer))]
internal sealed partial class SlackJson : JsonSerializerContext;
