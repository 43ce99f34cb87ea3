using System.Text.Json.Serialization;
using Duet.Feedback.Records;

namespace Duet.Feedback.Friction;

/// <summary>What stands in a developer's way, as a program sends it for them.</summary>
/// <param name="Tool">The tool it is about, by name; null where none was named.</param>
/// <param name="MessageId">The sender's id of this report: sent twice, it counts once.</param>
internal sealed record FrictionReport(string Text, string? Tool, VoiceChannel Channel, string? MessageId);

/// <param name="Receipt">Null where more was sent than is taken.</param>
/// <param name="RetryAfter">When to come again then.</param>
internal readonly record struct FrictionReceipt(VoiceReceipt? Receipt, TimeSpan RetryAfter);

/// <summary>A report as JSON.</summary>
internal sealed record FrictionBody(string? Text, string? Tool);

/// <param name="Id">The voice that it became.</param>
/// <param name="Duplicate">True where the same was sent before.</param>
internal sealed record FrictionAnswer(int Id, bool Duplicate);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FrictionBody))]
[JsonSerializable(typeof(FrictionAnswer))]
internal sealed partial class FrictionJson : JsonSerializerContext;
