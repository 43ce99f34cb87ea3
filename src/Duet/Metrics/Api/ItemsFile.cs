using System.Text;
using Duet.Engine.Metrics;

namespace Duet.Metrics.Api;

/// <summary>Sends all rows behind a number as one CSV file, page by page.</summary>
internal sealed class ItemsFile(IMetrics metrics, ItemQuery query, ItemPage first) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{query.Query.Key}.csv\"";
        var text = new StringBuilder(ItemsCsv.Line(first.Columns.Select(column => (object)column.Name)));
        var page = first;
        while (true)
        {
            foreach (var row in page.Rows)
                text.Append(ItemsCsv.Line(row));
            await httpContext.Response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            if (page.Next is not { } next
                || (await metrics.ItemsAsync(query with { Offset = next }, httpContext.RequestAborted)).Page is not { } following)
                return;
            (page, text) = (following, text.Clear());
        }
    }
}
