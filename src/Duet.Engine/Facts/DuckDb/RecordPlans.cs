using System.Collections.Concurrent;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>The plans of all record types a store was given, and the checks a batch must pass before it queues.</summary>
internal sealed class RecordPlans(IReadOnlyList<FactTable> tables)
{
    private readonly Dictionary<Type, FactTable> tables = tables.ToDictionary(t => t.Record);
    private readonly ConcurrentDictionary<Type, RecordPlan> plans = [];

    public RecordPlan Of(Type record) => plans.GetOrAdd(record, static (type, tables) => RecordPlan.Of(type, tables), tables);

    /// <exception cref="ArgumentException">An operation does not fit its record type, or names a key twice.</exception>
    public void Check(FactBatch batch)
    {
        foreach (var operation in batch.Operations)
        {
            var plan = Of(operation.Record);
            var needsFact = operation.Verb is FactVerb.Upsert or FactVerb.Append or FactVerb.Ensure or FactVerb.Clear;
            if (needsFact && !plan.IsFact)
                throw new ArgumentException($"{operation.Verb} takes facts; {operation.Record.Name} is a patch of {plan.Table.Name}.");
            if (operation.Verb == FactVerb.Patch && plan.IsFact)
                throw new ArgumentException($"A patch is a record marked with [PatchOf]; {operation.Record.Name} is the fact itself: upsert it.");

            var keys = new HashSet<object>(operation.Rows.Count, plan.Keys);
            foreach (var row in operation.Rows)
            {
                if (!keys.Add(row)) throw new ArgumentException($"{operation.Verb} of {plan.Table.Name} names a key twice: {row}");
            }
        }
    }
}
