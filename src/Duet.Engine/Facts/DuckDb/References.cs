using System.Runtime.InteropServices;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Turns the keys that rows name into the surrogates of the rows they mean.</summary>
internal sealed class References(DuckDBConnection connection, RecentKeys recent)
{
    /// <summary>
    /// The surrogate for each row, null where the key is null or unknown among the rows that stand before this operation.
    /// Where a key without repo is not unique, the oldest row is meant.
    /// </summary>
    public long?[] Resolve(PlannedReference reference, object[] rows, int source)
    {
        var resolved = new long?[rows.Length];
        Dictionary<(string? Scope, string Key), int> unknown = [];
        var positions = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            positions[i] = -1;
            if (FactText.Clean(reference.Key(rows[i])) is not { } key) continue;

            var scope = FactText.Clean(reference.Scope?.Invoke(rows[i]));
            resolved[i] = recent.Find(reference, source, scope, key);
            if (resolved[i] is not null) continue;

            ref var position = ref CollectionsMarshal.GetValueRefOrAddDefault(unknown, (scope, key), out var seen);
            if (!seen) position = unknown.Count - 1;
            positions[i] = position;
        }
        if (unknown.Count == 0) return resolved;

        var ids = LookUp(reference, unknown, source);
        for (var i = 0; i < rows.Length; i++)
        {
            if (positions[i] >= 0 && ids[positions[i]] is > 0 and var id) resolved[i] = id;
        }
        return resolved;
    }

    private long[] LookUp(PlannedReference reference, Dictionary<(string? Scope, string Key), int> keys, int source)
    {
        connection.Run("CREATE OR REPLACE TEMP TABLE stage_reference (ord INTEGER, scope VARCHAR, key VARCHAR)");
        using (var appender = connection.CreateAppender("stage_reference"))
        {
            foreach (var ((scope, key), ordinal) in keys) appender.CreateRow().AppendValue(ordinal).AppendValue(scope).AppendValue(key).EndRow();
        }

        var inScope = reference.Scope is null ? "" : $" AND t.{Sql.Name(reference.TargetScope.Name)} = s.scope";
        var ids = new long[keys.Count];
        var found = connection.Rows(
            $"SELECT s.ord, t.id FROM stage_reference s JOIN {Sql.Name(reference.Target.Name)} t ON t.{Sql.Name(reference.TargetKey.Name)} = s.key{inScope} WHERE t.source = {source}",
            r => (Ordinal: r.GetInt32(0), Id: r.GetInt64(1)));
        foreach (var (ordinal, id) in found) ids[ordinal] = ids[ordinal] == 0 ? id : Math.Min(ids[ordinal], id);
        return ids;
    }
}
