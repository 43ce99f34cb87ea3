namespace Duet.Engine.Facts.DuckDb;

/// <summary>
/// Surrogates of rows written lately, for references to them: what comes together mostly belongs together,
/// and a look-up reads the whole key column of the other fact.
/// </summary>
internal sealed class RecentKeys
{
    private const int Remembered = 50_000;

    private readonly Dictionary<(string Fact, int Source, string Whole, string Key), long> known = [];

    /// <summary>Null where the row is not among the recent ones, or its whole key is not given.</summary>
    public long? Find(PlannedReference reference, int source, string? scope, string key)
    {
        if (reference.Target.Key.Count == 2 && scope is null) return null;
        return known.TryGetValue((reference.Target.Name, source, scope ?? "", key), out var id) ? id : null;
    }

    /// <summary>Takes note of the rows of a fact that others may refer to.</summary>
    public void Add(RecordPlan plan, object[] rows, ChunkValues values)
    {
        if (plan.KeyTexts is not { } texts) return;
        if (known.Count + rows.Length > Remembered) known.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            var (whole, key) = texts(rows[i]);
            known[(plan.Table.Name, values.Source, FactText.Clean(whole)!, FactText.Clean(key)!)] = values.Ids[i];
        }
    }

    /// <summary>After rows were deleted or a transaction was rolled back.</summary>
    public void Forget() => known.Clear();
}
