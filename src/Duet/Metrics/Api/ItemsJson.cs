using Duet.Engine.Metrics;

namespace Duet.Metrics.Api;

/// <summary>A page of the rows behind a number; never people.</summary>
internal sealed record ItemsJson(
    IReadOnlyList<ItemColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, long Total, int? Next, long Hidden)
{
    public static ItemsJson Of(ItemPage page) =>
        new(page.Columns, [.. page.Rows.Select(row => (IReadOnlyList<object?>)[.. row.Select(Cell)])], page.Total, page.Next, page.Hidden);

    private static object? Cell(object? value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime,
        DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
        _ => value,
    };
}
