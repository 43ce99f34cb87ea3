using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Carries out the operations of a batch for one record type, inside the batch's transaction.</summary>
/// <remarks>
/// Only keys are staged. Rows that exist give their surrogates to the new ones, are deleted within the range of those
/// surrogates (so that other row groups are not read), and all rows are appended.
/// </remarks>
internal sealed class FactWriter
{
    private const int ChunkRows = 32_768;

    private readonly DuckDBConnection connection;
    private readonly RecordPlan plan;
    private readonly Surrogates surrogates;
    private readonly Aliases aliases;
    private readonly RecentKeys recent;
    private readonly References references;
    private readonly string table;

    private readonly RowWriter writeKey;
    private readonly RowWriter writeRow;
    private readonly string createKeys;
    private readonly string createPatch;
    private readonly string onKey;
    private readonly string set;

    public FactWriter(DuckDBConnection connection, RecordPlan plan, Surrogates surrogates, Aliases aliases, RecentKeys recent)
    {
        (this.connection, this.plan, this.surrogates, this.aliases, this.recent) = (connection, plan, surrogates, aliases, recent);
        references = new References(connection, recent);
        table = Sql.Name(plan.Table.Name);

        var keyCells = plan.Key.Select(k => new Cell.Of(k));
        var keyColumns = string.Concat(plan.Key.Select((k, i) => $", k{i} {ColumnSql.Type(k.Column)}"));
        var valueColumns = string.Concat(plan.Values.Select((v, i) => $", v{i} {ColumnSql.Type(v.Column)}"));
        writeKey = Compiled.Writer(plan.Record, [new Cell.Ordinal(), .. keyCells]);
        writeRow = plan.IsFact
            ? Compiled.Writer(plan.Record, Migrations.ColumnsOf(connection, plan.Table.Name).Select(c => CellOf(c.Name)))
            : Compiled.Writer(plan.Record, [new Cell.Ordinal(), .. keyCells, .. plan.Values.Select(v => new Cell.Of(v))]);

        createKeys = $"CREATE OR REPLACE TEMP TABLE stage (ord INTEGER{keyColumns})";
        createPatch = $"CREATE OR REPLACE TEMP TABLE stage (ord INTEGER{keyColumns}{valueColumns})";
        onKey = string.Join(" AND ", plan.Key.Select((k, i) => $"t.{Sql.Name(k.Column.Name)} = s.k{i}"));
        set = string.Join(", ", plan.Values.Select((v, i) => $"{Sql.Name(v.Column.Name)} = s.v{i}"));
    }

    /// <summary>Carries out one operation and tells how many rows it touched.</summary>
    public long Apply(FactVerb verb, IReadOnlyList<object> rows, int source)
    {
        if (verb is FactVerb.Clear or FactVerb.Delete) recent.Forget();
        if (verb == FactVerb.Clear) return connection.Run($"DELETE FROM {table} WHERE source = {source}");

        long touched = 0;
        foreach (var chunk in rows.Chunk(ChunkRows))
        {
            touched += verb switch
            {
                FactVerb.Upsert => Upsert(chunk, Prepare(chunk, source)),
                FactVerb.Append => Append(chunk, Prepare(chunk, source)),
                FactVerb.Ensure => Ensure(chunk, source),
                FactVerb.Patch => Patch(chunk, Prepare(chunk, source)),
                _ => Delete(chunk, Prepare(chunk, source)),
            };
        }
        return touched;
    }

    private int Upsert(object[] rows, ChunkValues values)
    {
        RefuseUnknownKeys(rows, values);
        if (surrogates.AnyGiven(plan.Table.Name))
        {
            Stage(createKeys, writeKey, rows, values);
            Find("s.ord, t.id", values.Source);
            var found = connection.Rows("SELECT ord, id FROM found", r => (Ordinal: r.GetInt32(0), Id: r.GetInt64(1)));
            if (found.Count > 0)
            {
                foreach (var (ordinal, id) in found) values.Ids[ordinal] = id;
                DeleteFound(found.Min(f => f.Id), found.Max(f => f.Id));
            }
        }
        return AppendRows(rows, values);
    }

    private int Append(object[] rows, ChunkValues values)
    {
        RefuseUnknownKeys(rows, values);
        return AppendRows(rows, values);
    }

    private int Ensure(object[] rows, int source)
    {
        object[] missing = rows;
        if (surrogates.AnyGiven(plan.Table.Name))
        {
            Stage(createKeys, writeKey, rows, Prepare(rows, source));
            Find("s.ord", source);
            var found = connection.Rows("SELECT ord FROM found", r => r.GetInt32(0)).ToHashSet();
            missing = [.. rows.Where((_, ordinal) => !found.Contains(ordinal))];
        }
        return missing.Length == 0 ? 0 : Append(missing, Prepare(missing, source));
    }

    private long Patch(object[] rows, ChunkValues values)
    {
        if (set.Length == 0) return 0;

        Stage(createPatch, writeRow, rows, values);
        Find("t.id, s.*", values.Source);
        return FoundRange() is { } range
            ? connection.Run($"UPDATE {table} AS t SET {set} FROM found s WHERE t.id BETWEEN {range.Low} AND {range.High} AND t.id = s.id")
            : 0;
    }

    private long Delete(object[] rows, ChunkValues values)
    {
        Stage(createKeys, writeKey, rows, values);
        Find("t.id", values.Source);
        return FoundRange() is { } range ? DeleteFound(range.Low, range.High) : 0;
    }

    private ChunkValues Prepare(object[] rows, int source)
    {
        aliases.Intern(rows, plan.Actors);
        return new ChunkValues
        {
            Ids = new long[rows.Length],
            Source = source,
            Aliases = aliases,
            References = [.. plan.References.Select(r => references.Resolve(r, rows, source))],
        };
    }

    private void Stage(string create, RowWriter write, object[] rows, ChunkValues values)
    {
        connection.Run(create);
        using var appender = connection.CreateAppender("stage");
        AppendAll(appender, write, rows, values);
    }

    private void Find(string columns, int source) => connection.Run(
        $"CREATE OR REPLACE TEMP TABLE found AS SELECT {columns} FROM stage s JOIN {table} t ON {onKey} WHERE t.source = {source}");

    private (long Low, long High)? FoundRange() => connection.Rows(
        "SELECT min(id), max(id) FROM found HAVING count(*) > 0", r => ((long, long)?)(r.GetInt64(0), r.GetInt64(1))).SingleOrDefault();

    private int DeleteFound(long low, long high) =>
        connection.Run($"DELETE FROM {table} WHERE id BETWEEN {low} AND {high} AND id IN (SELECT id FROM found)");

    private int AppendRows(object[] rows, ChunkValues values)
    {
        var unnumbered = values.Ids.Count(id => id == 0);
        var next = surrogates.Take(plan.Table.Name, unnumbered);
        foreach (ref var id in values.Ids.AsSpan())
        {
            if (id == 0) id = next++;
        }
        using (var appender = connection.CreateAppender(plan.Table.Name)) AppendAll(appender, writeRow, rows, values);
        recent.Add(plan, rows, values);
        return rows.Length;
    }

    private static void AppendAll(DuckDBAppender appender, RowWriter write, object[] rows, ChunkValues values)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var row = appender.CreateRow();
            write(rows[i], i, values, row);
            row.EndRow();
        }
    }

    private void RefuseUnknownKeys(object[] rows, ChunkValues values)
    {
        foreach (var key in plan.Key.Where(k => k.Reference >= 0))
        {
            var unknown = Array.IndexOf(values.References[key.Reference], null);
            if (unknown < 0) continue;
            var reference = plan.References[key.Reference];
            throw new ArgumentException(
                $"A row of {plan.Table.Name} names the {reference.Target.Name} '{reference.Key(rows[unknown])}', which the store does not hold: write that first.");
        }
    }

    private Cell CellOf(string column) => column switch
    {
        "id" => new Cell.Id(),
        "source" => new Cell.Source(),
        _ => new Cell.Of(plan.Columns.Single(c => c.Column.Name == column)),
    };
}
