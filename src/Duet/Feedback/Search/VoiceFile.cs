using System.Globalization;
using System.Text;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams.Imports.Csv;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>All voices of a query as one CSV file, written page by page. No contacts, and nothing that a spreadsheet takes for a formula.</summary>
internal sealed class VoiceFile(IDbContextFactory<AppDb> records, VoiceLists lists, VoiceQuery query, VoiceReach reach) : IResult
{
    private const int PageSize = 1_000;
    private static readonly string[] Columns = ["voice", "kind", "channel", "title", "body", "at", "language", "product", "votes", "weight", "shown", "closed_as", "closed_at"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = "attachment; filename=\"feedback.csv\"";
        await using var db = await records.CreateDbContextAsync(httpContext.RequestAborted);
        var products = await db.Set<Product>().ToDictionaryAsync(product => product.Id, product => product.Name, httpContext.RequestAborted);
        var text = new StringBuilder(Line(Columns));
        for (var after = 0; ;)
        {
            var rows = lists.Filtered(db, query, reach) is { } found
                ? await found.Where(voice => voice.Id > after).OrderBy(voice => voice.Id).Take(PageSize).ToListAsync(httpContext.RequestAborted)
                : [];
            foreach (var voice in rows)
                text.Append(Line(Cells(voice, voice.ProductId is { } product ? products.GetValueOrDefault(product) : null)));
            await httpContext.Response.WriteAsync(text.ToString(), httpContext.RequestAborted);
            if (rows.Count < PageSize)
                return;
            (after, text) = (rows[^1].Id, text.Clear());
        }
    }

    private static string[] Cells(Voice voice, string? product) =>
    [
        voice.Id.ToString(CultureInfo.InvariantCulture), Word(voice.Kind), Word(voice.Channel), voice.Title, voice.Body, Moment(voice.CapturedAt)!, voice.Language ?? "", product ?? "",
        voice.Votes.ToString(CultureInfo.InvariantCulture), voice.Weight.ToString(CultureInfo.InvariantCulture), Word(voice.Shown),
        voice.ClosedAs is { } end ? Word(end) : "", Moment(voice.ClosedAt) ?? "",
    ];

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(CsvCell.Of)) + "\r\n";

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string? Moment(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
