using System.Globalization;

namespace Duet.Metrics;

/// <summary>Which rows behind a number are listed.</summary>
/// <param name="Reason">Null for counted rows, else the exclusion whose rows are wanted.</param>
/// <param name="Offset">First row.</param>
/// <param name="Whole">All of the shown span instead of its last complete period.</param>
internal sealed record RowsAsked(string? Reason = null, int Offset = 0, bool Whole = false)
{
    public const int PageSize = 25;

    public static RowsAsked Of(IQueryCollection? query) => query is null
        ? new RowsAsked()
        : new RowsAsked(
            query["reason"].FirstOrDefault(reason => !string.IsNullOrEmpty(reason)),
            int.TryParse(query["offset"], CultureInfo.InvariantCulture, out var offset) ? Math.Max(0, offset) : 0,
            query["rows"] == "all");

    /// <summary>Appends to the query part of an address.</summary>
    public string On(string query)
    {
        List<KeyValuePair<string, string?>> parts = [];
        if (Whole)
            parts.Add(new("rows", "all"));
        if (Reason is not null)
            parts.Add(new("reason", Reason));
        if (Offset > 0)
            parts.Add(new("offset", Offset.ToString(CultureInfo.InvariantCulture)));
        return new QueryString(query.Length == 0 ? null : query).Add(QueryString.Create(parts)).Value ?? "";
    }
}
