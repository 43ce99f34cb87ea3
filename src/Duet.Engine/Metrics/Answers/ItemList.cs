using System.Data.Common;
using Duet.Engine.Facts;
using Duet.Engine.Metrics.Language;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>Lists the rows behind an answered query.</summary>
internal sealed class ItemList(Answered answered, IFactStore store, Installation installation)
{
    private const int MostRows = 500;
    private readonly SeriesPlan plan = answered.Plan;

    public async Task<ItemAnswer> ReadAsync(ItemQuery query, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > MostRows || query.Offset < 0)
            return Refuse("bad-page", $"The limit lies between 1 and {MostRows}, the offset is not negative.");
        if (answered.IsWholeHidden)
            return Refuse("suppressed", "Fewer people stand behind these rows, or behind what they leave over, than the floor allows; they are neither counted nor listed.");
        var reasons = query.Reason is { } reason ? plan.Reasons.OrdinalsOf(reason) : [0];
        if (reasons.Count == 0)
            return Refuse("unknown-reason", $"Nothing is left out as '{query.Reason}'{Nearest.Hint(query.Reason!, plan.Reasons.Rules.Select(rule => rule.Text).Distinct())}");

        var total = query.Reason is null ? answered.Cells.Counted : reasons.Sum(ordinal => answered.Cells.Excluded.GetValueOrDefault(ordinal));
        var cells = query.Reason is null ? VisibleCells() : await VisibleLeftOutAsync(cancellationToken);
        var listed = cells is null
            ? total
            : (await store.ReadAsync(DuckDbDialect.CountItems(plan, reasons, cells), reader => reader.GetInt64(0), cancellationToken))[0];
        var rows = await store.ReadAsync(DuckDbDialect.Items(plan, reasons, cells, query.Offset, query.Limit), ReadRow, cancellationToken);
        var end = query.Offset + rows.Count;
        return new ItemAnswer(new ItemPage([.. Columns()], rows, total, total - listed, rows.Count > 0 && end < listed ? end : null), null);
    }

    // Null where nothing is hidden. A calculator's windows overlap, so that one hidden cell hides all rows.
    private IReadOnlyList<string>? VisibleCells()
    {
        if (!plan.IsNarrow)
            return null;
        if (plan.Metric.Calculator is not null)
            return answered.Hidden.Count == 0 ? null : [];
        return [.. answered.Cells.Cells
            .Where(cell => cell.Period != Cell.Total && !answered.Hidden.Contains(cell.Key))
            .Select(cell => DuckDbDialect.CellName(cell.Period, cell.Group))];
    }

    // Rows that are left out may be those of one person in a cell where others are counted, or none: all are listed or none.
    private async Task<IReadOnlyList<string>?> VisibleLeftOutAsync(CancellationToken cancellationToken)
    {
        if (!plan.IsNarrow)
            return null;
        var crowds = await new CrowdReader(plan, installation.Zone).ReadAsync(store, cancellationToken);
        var isHidden = answered.Hidden.Count > 0 || Suppression.Hidden(crowds.Seen, installation.Floor, overlaps: plan.Overlaps).Count > 0
            || crowds.Seen.Any(crowd => answered.Neighbours?.HidesSeen(crowd.Period, new GroupKey(crowd.Values.ElementAtOrDefault(0), crowd.Values.ElementAtOrDefault(1))) == true);
        return isHidden ? [] : null;
    }

    private IEnumerable<ItemColumn> Columns()
    {
        foreach (var column in plan.Metric.Table.ListedColumns())
            yield return new ItemColumn(column.Name, column.Type switch
            {
                ColumnType.Integer or ColumnType.Number => ItemKind.Number,
                ColumnType.Flag => ItemKind.Flag,
                ColumnType.Time => ItemKind.Time,
                _ => ItemKind.Text,
            });
        foreach (var name in plan.MeasuredColumns())
            yield return name switch
            {
                "value" when plan.Metric.MeasureType == ExpressionType.Flag => new ItemColumn(name, ItemKind.Flag),
                "value" => new ItemColumn(name, ItemKind.Number, plan.Metric.Definition.Unit),
                "per" => new ItemColumn(name, ItemKind.Number),
                _ => new ItemColumn(name, ItemKind.Text),
            };
    }

    private IReadOnlyList<object?> ReadRow(DbDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) is DateTime time ? new DateTimeOffset(time, TimeSpan.Zero) : reader.GetValue(i);
        var value = plan.Metric.Table.ListedColumns().Count();
        if (plan.Metric.MeasureType == ExpressionType.Duration && row[value] is double seconds)
            row[value] = seconds / DurationUnit.SecondsIn(plan);
        return row;
    }

    private static ItemAnswer Refuse(string code, string message) => new(null, new QueryProblem(code, message));
}
