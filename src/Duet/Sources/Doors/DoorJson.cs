using System.Text.Json;
using System.Text.Json.Serialization;

namespace Duet.Sources.Doors;

/// <summary>How the doors' answers are written, made ready when the program is built.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DoorAnswer))]
internal sealed partial class DoorJson : JsonSerializerContext;
