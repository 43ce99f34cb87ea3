using System.Collections.Concurrent;
using Duet.Engine.Facts;

namespace Duet.Sources.Doors;

/// <summary>
/// How many different names each source measures. A sender that puts an id or an address into the name would fill the list from
/// which people choose: beyond the bound its new names are not taken, and the known ones go on.
/// </summary>
internal sealed class MeasurementNames(IFactStore facts, DoorLimits limits)
{
    private readonly ConcurrentDictionary<string, Task<ConcurrentDictionary<string, bool>>> bySource = new(StringComparer.Ordinal);

    /// <summary>Null where the name is known or may be.</summary>
    public async ValueTask<DoorProblem?> CheckAsync(string source, string name, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(source).WaitAsync(cancellationToken);
        // Two at the same moment may go one beyond: it is a bound of orders of magnitude.
        if (known.ContainsKey(name) || (known.Count < limits.MeasurementNames && known.TryAdd(name, true)))
            return null;
        return new DoorProblem(
            "cardinality", $"There are {limits.MeasurementNames} different names of measurements already.", "Put what varies into 'product', 'account' or a source of its own.")
        {
            Status = StatusCodes.Status422UnprocessableEntity,
        };
    }

    private async Task<ConcurrentDictionary<string, bool>> KnownAsync(string source)
    {
        var loading = bySource.GetOrAdd(source, LoadAsync);
        try
        {
            return await loading;
        }
        catch (FactStoreException)
        {
            // The next one asks again.
            bySource.TryRemove(KeyValuePair.Create(source, loading));
            throw;
        }
    }

    private async Task<ConcurrentDictionary<string, bool>> LoadAsync(string source)
    {
        var names = await facts.ReadAsync(
            new FactSql("SELECT DISTINCT m.name FROM measurement m JOIN source s ON s.id = m.source WHERE s.name = $1", source), row => row.GetString(0));
        return new ConcurrentDictionary<string, bool>(names.Select(name => KeyValuePair.Create(name, true)), StringComparer.Ordinal);
    }
}
