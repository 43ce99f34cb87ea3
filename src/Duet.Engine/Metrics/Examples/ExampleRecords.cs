using System.Globalization;
using System.Runtime.CompilerServices;
using Duet.Engine.Facts;

namespace Duet.Engine.Metrics.Examples;

/// <summary>
/// Makes fact records of an example's rows. Columns that the table does not name get something plausible: the row's own
/// key, the metric's time, the first word of a list.
/// </summary>
internal sealed class ExampleRecords(Metric metric, MetricExample example)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    /// <summary>A batch with all rows, behind the rows they refer to by key.</summary>
    /// <exception cref="ExampleException">A cell does not fit its column.</exception>
    public FactBatch Batch()
    {
        var batch = new FactBatch("example", "example");
        var rows = example.Rows.Select((row, i) => (Row: row, Cells: CellsOf(row), Name: $"row-{i + 1}")).ToList();
        foreach (var link in metric.Table.Columns.Where(column => column is { IsKey: true, Type: ColumnType.Reference }))
        {
            var target = FactSchema.Find(link.References!)!;
            Upsert(batch, target.Record, [.. rows.Select(row => (Cells: row.Cells.Where(cell => target.Find(cell.Key)?.Type == metric.Table.Find(cell.Key)!.Type).ToDictionary(), row.Name, row.Row))
                .Select(row => Record(target, row.Cells, row.Name, row.Row.Line))]);
        }
        Upsert(batch, metric.Table.Record, [.. rows.Select(row => Record(metric.Table, row.Cells, row.Name, row.Row.Line))]);
        return batch;
    }

    private Dictionary<string, string> CellsOf(ExampleRow row) =>
        example.Columns.Zip(row.Cells).Where(cell => cell.Second.Length > 0).ToDictionary(cell => cell.First, cell => cell.Second);

    private object Record(FactTable table, Dictionary<string, string> cells, string name, int line)
    {
        var record = RuntimeHelpers.GetUninitializedObject(table.Record);
        foreach (var column in table.Columns)
        {
            var value = cells.TryGetValue(column.Name, out var cell) ? Value(column, cell, cells, line) : Default(column, cells, name, line);
            if (value is not null)
                column.Property.SetValue(record, value);
        }
        return record;
    }

    private object? Default(FactColumn column, Dictionary<string, string> cells, string name, int line) => column switch
    {
        { IsNullable: true } => null,
        { Type: ColumnType.Reference } or { IsKey: true, IsDimension: false, Type: ColumnType.Text } => name,
        { Type: ColumnType.Text, EnumValues: { } words } => Word(column, words[0]),
        { Type: ColumnType.Text } => "example",
        { Type: ColumnType.Time } => cells.TryGetValue(metric.At, out var at) ? Time(at, line) : DateTimeOffset.UnixEpoch,
        { Type: ColumnType.Alias } => Someone("Someone", cells),
        _ => null,
    };

    private static object Value(FactColumn column, string cell, Dictionary<string, string> cells, int line)
    {
        var invariant = CultureInfo.InvariantCulture;
        return column.Type switch
        {
            ColumnType.Time => Time(cell, line),
            ColumnType.Integer when int.TryParse(cell, NumberStyles.AllowLeadingSign, invariant, out var number) => number,
            ColumnType.Number when double.TryParse(cell, NumberStyles.Float, invariant, out var number) => number,
            ColumnType.Flag when cell is "true" or "false" => cell == "true",
            ColumnType.Alias => Someone(cell, cells),
            ColumnType.Text when column.EnumValues is not { } words || words.Contains(cell) => Word(column, cell),
            ColumnType.Reference => cell,
            _ => throw new ExampleException(line, $"'{cell}' does not fit the column '{column.Name}'"),
        };
    }

    private static object Word(FactColumn column, string word)
    {
        var type = Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType;
        return type.IsEnum ? Enum.Parse(type, word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true) : word;
    }

    private static DateTimeOffset Time(string cell, int line) =>
        DateTimeOffset.TryParseExact(cell, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new ExampleException(line, $"'{cell}' is no time such as 2026-11-02 09:00");

    // An identity has one kind: whoever is a person in one row and a bot in another is two.
    private static Actor Someone(string name, Dictionary<string, string> cells)
    {
        var kind = cells.TryGetValue("author_kind", out var word) && Enum.TryParse<ActorKind>(word, ignoreCase: true, out var known) ? known : ActorKind.Human;
        return new Actor("example", $"{kind}:{name}".ToLowerInvariant(), name, kind);
    }

    private static void Upsert(FactBatch batch, Type record, IReadOnlyList<object> rows)
    {
        var typed = Array.CreateInstance(record, rows.Count);
        for (var i = 0; i < rows.Count; i++)
            typed.SetValue(rows[i], i);
        typeof(FactBatch).GetMethod(nameof(FactBatch.Upsert))!.MakeGenericMethod(record).Invoke(batch, [typed]);
    }
}

/// <summary>An example that cannot be run, and the line of the page.</summary>
internal sealed class ExampleException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
