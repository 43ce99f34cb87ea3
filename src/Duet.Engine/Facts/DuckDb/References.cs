using System.Runtime.InteropServices;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Turns the keys that rows name into the surrogates of the rows they mean.</summary>
internal static class References
{
    /// <summary>
    /// The surrogate for each row, null where the key is null or unknown among the rows that stand before this operation.
    /// Where a key without repo is not unique, the oldest row is meant.
    /// </summary>
    public static long?[] Resolve(DuckDBConnection connection, PlannedReference reference, object[] rows, int source)
    {
        Dictionary<(string? Scope, string Key), int> distinct = [];
        var positions = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            positions[i] = -1;
            if (FactText.Clean(reference.Key(rows[i])) is not { } key) continue;
            ref var position = ref CollectionsMarshal.GetValueRefOrAddDefault(distinct, (FactText.Clean(reference.Scope?.Invoke(rows[i])), key), out var seen);
            if (!seen) position = distinct.Count - 1;
            positions[i] = position;
        }

        var resolved = new long?[rows.Length];
        if (distinct.Count == 0) return resolved;

        var ids = LookUp(connection, reference, distinct, source);
        for (var i = 0; i < rows.Length; i++)
        {
            if (positions[i] >= 0 && ids[positions[i]] is > 0 and var id) resolved[i] = id;
        }
        return resolved;
    }

    private static long[] LookUp(
        DuckDBConnection connection, PlannedReference reference, Dictionary<(string? Scope, string Key), int> distinct, int source)
    {
        connection.Run("CREATE OR REPLACE TEMP TABLE stage_reference (ord INTEGER, scope VARCHAR, key VARCHAR)");
        using (var appender = connection.CreateAppender("stage_reference"))
        {
            foreach (var ((scope, key), ordinal) in distinct) appender.CreateRow().AppendValue(ordinal).AppendValue(scope).AppendValue(key).EndRow();
        }

        var inScope = reference.Scope is null ? "" : $" AND t.{Sql.Name(reference.TargetScope.Name)} = s.scope";
        var ids = new long[distinct.Count];
        var found = connection.Rows(
            $"SELECT s.ord, min(t.id) FROM stage_reference s JOIN {Sql.Name(reference.Target.Name)} t ON t.{Sql.Name(reference.TargetKey.Name)} = s.key{inScope} WHERE t.source = {source} GROUP BY ALL",
            r => (Ordinal: r.GetInt32(0), Id: r.GetInt64(1)));
        foreach (var (ordinal, id) in found) ids[ordinal] = id;
        return ids;
    }
}
