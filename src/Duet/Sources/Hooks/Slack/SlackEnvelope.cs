using System.Text.Json;
using System.Text.Json.Serialization;

namespace Duet.Sources.Hooks.Slack;

/// <summary>What is read of an event that Slack sends.</summary>
internal sealed record SlackEnvelope
{
    public string? Type { get; init; }

    /// <summary>Sent once, to see whether the address is ours; it is answered with itself.</summary>
    public string? Challenge { get; init; }
    public string? TeamId { get; init; }
    public string? EventId { get; init; }
    public SlackEvent? Event { get; init; }

    /// <summary>Null where it is no such JSON.</summary>
    public static SlackEnvelope? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SlackEventJson.Default.SlackEnvelope);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record SlackEvent(string? Type, string? Subtype, string? Text, string? BotId, string? Channel, string? Ts, string? DeletedTs);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SlackEnvelope))]
internal sealed partial class SlackEventJson : JsonSerializerContext;
