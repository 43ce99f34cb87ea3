using System.Globalization;

namespace Duet.Tests.Platform.Journal;

/// <summary>How often processes are killed, and what is looked for afterwards.</summary>
internal static class Kills
{
    /// <summary>How many more than the usual ten: DUET_KILLS=100.</summary>
    public const string Variable = "DUET_KILLS";
    private const int Usual = 10;

    public static int Count { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } more ? int.Parse(more, CultureInfo.InvariantCulture) : Usual;

    /// <summary>Acknowledged, and not there.</summary>
    public static IReadOnlyList<string> Lost(IEnumerable<string> acknowledged, IEnumerable<string> stored) => [.. acknowledged.Except(stored, StringComparer.Ordinal)];

    /// <summary>There more than once.</summary>
    public static IReadOnlyList<string> Doubled(IEnumerable<string> stored) =>
        [.. stored.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key)];
}
