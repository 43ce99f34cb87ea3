using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Metrics.Api;

/// <summary>How answers are written, made ready when the program is built.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CatalogueJson))]
[JsonSerializable(typeof(DefinitionJson))]
[JsonSerializable(typeof(SeriesJson))]
[JsonSerializable(typeof(ItemsJson))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(DateTime))]
internal sealed partial class ApiJson : JsonSerializerContext;
