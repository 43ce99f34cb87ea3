using System.Collections.Concurrent;
using System.Reflection;
using Duet.Engine.Facts;

namespace Duet.Platform.Journal.Projection;

/// <summary>
/// Collects the facts of deliveries in their order and brings them down to one batch with the same effect: of several rows under
/// one key the last counts, and patches follow the rows they change.
/// </summary>
internal sealed class FactGather
{
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = [];
    private static readonly Dictionary<Type, int> Order = FactTypes.All.Index().ToDictionary(fact => fact.Item, fact => fact.Index);

    private readonly Dictionary<(Type Fact, string Key), Row> rows = [];

    /// <exception cref="ArgumentException">The object is neither a fact nor a patch of one.</exception>
    public void Add(object fact)
    {
        if (fact is Ensured(var inner))
        {
            var row = RowOf(inner, out _);
            row.Ensured ??= inner;
            return;
        }
        var found = RowOf(fact, out var isPatch);
        if (isPatch) found.Patches.Add(fact);
        else (found.Whole, found.Patches) = (fact, []);
    }

    /// <summary>Adds the operations to a batch, facts that others refer to first.</summary>
    public void AddTo(FactBatch batch)
    {
        foreach (var fact in rows.GroupBy(row => row.Key.Fact, row => row.Value).OrderBy(fact => Order.GetValueOrDefault(fact.Key, int.MaxValue)))
        {
            Add(batch, FactVerb.Ensure, fact.Where(row => row.Whole is null).Select(row => row.Ensured));
            Add(batch, FactVerb.Upsert, fact.Select(row => row.Whole));
            // Of several patches of one row each is a step of its own, so that keys stay unique within a step.
            for (var step = 0; fact.Any(row => row.Patches.Count > step); step++)
                Add(batch, FactVerb.Patch, fact.Where(row => row.Patches.Count > step).Select(row => row.Patches[step]));
        }
    }

    private Row RowOf(object fact, out bool isPatch)
    {
        var shape = Shapes.GetOrAdd(fact.GetType(), Shape.Of);
        isPatch = shape.IsPatch;
        var key = (shape.Fact, shape.KeyOf(fact));
        if (!rows.TryGetValue(key, out var row)) rows[key] = row = new Row();
        return row;
    }

    private static void Add(FactBatch batch, FactVerb verb, IEnumerable<object?> facts)
    {
        foreach (var record in facts.OfType<object>().GroupBy(fact => fact.GetType())) batch.Add(verb, record.Key, [.. record]);
    }

    private sealed class Row
    {
        public object? Ensured { get; set; }
        public object? Whole { get; set; }
        public List<object> Patches { get; set; } = [];
    }

    private sealed record Shape(Type Fact, bool IsPatch, PropertyInfo[] Key)
    {
        public static Shape Of(Type record)
        {
            var fact = record.GetCustomAttribute<PatchOfAttribute>()?.Fact ?? record;
            if (fact.GetCustomAttribute<FactAttribute>() is null)
                throw new ArgumentException($"{record.Name} is neither a fact nor a patch of one.");
            var key = fact.GetProperties().Where(property => property.GetCustomAttribute<KeyAttribute>() is not null);
            return new Shape(fact, fact != record, [.. key.Select(property => record.GetProperty(property.Name)
                ?? throw new ArgumentException($"{record.Name} lacks the key property {property.Name}."))]);
        }

        public string KeyOf(object fact) => Key.Length == 1 ? Text(Key[0], fact) : string.Join('\0', Key.Select(property => Text(property, fact)));

        private static string Text(PropertyInfo property, object fact) =>
            Convert.ToString(property.GetValue(fact), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }
}
