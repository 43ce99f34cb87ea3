using System.Globalization;

namespace Duet.Engine.Metrics.Planning;

/// <summary>Collects a statement's positional parameters: every value of a page or a query becomes one.</summary>
internal sealed class SqlParameters
{
    private readonly List<object?> values = [];

    public IReadOnlyList<object?> Values => values;

    /// <summary>The place holder of a new parameter: <c>$3</c>.</summary>
    public string Add(object value)
    {
        values.Add(value is DateTimeOffset time ? time.UtcDateTime : value);
        return "$" + values.Count.ToString(CultureInfo.InvariantCulture);
    }
}
