using System.Text.Json.Serialization;

namespace Duet.Initiatives.Api;

/// <summary>How initiatives are written and read, made ready when the program is built.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(InitiativeListJson))]
[JsonSerializable(typeof(InitiativeBody))]
internal sealed partial class InitiativesJson : JsonSerializerContext;
