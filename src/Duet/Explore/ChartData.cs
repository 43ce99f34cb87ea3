using System.Text.Json;
using System.Text.Json.Serialization;

namespace Duet.Explore;

/// <summary>What the script of the explorer draws; figures come as words, so that it formats nothing.</summary>
internal sealed record ChartData(IReadOnlyList<string> Periods, IReadOnlyList<ChartDataLine> Lines, string Unit, string Reset)
{
    /// <summary>JSON that is safe inside a script element: the default encoder escapes angle brackets.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ExploreJson.Default.ChartData);
}

/// <summary>A line of numbers with gaps, the same in words, and whether its last period is open.</summary>
internal sealed record ChartDataLine(
    string Name, IReadOnlyList<double?> Values, IReadOnlyList<double?> Low, IReadOnlyList<double?> High, IReadOnlyList<string> Words, bool Open);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChartData))]
internal sealed partial class ExploreJson : JsonSerializerContext;
