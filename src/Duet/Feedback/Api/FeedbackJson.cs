using System.Text.Json;
using System.Text.Json.Serialization;

namespace Duet.Feedback.Api;

/// <summary>How the answers about voices are written, made ready when the program is built.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FeedbackAnswer))]
[JsonSerializable(typeof(VoteAnswer))]
[JsonSerializable(typeof(VoicePage))]
[JsonSerializable(typeof(Intake.VoiceImportReport))]
[JsonSerializable(typeof(Search.VoiceDetail))]
internal sealed partial class FeedbackJson : JsonSerializerContext;
