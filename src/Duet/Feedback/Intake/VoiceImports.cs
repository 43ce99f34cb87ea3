using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Imports;
using Duet.Teams.Imports.Csv;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>Voices from a CSV file: all of them or none, and each once, however often the file is sent.</summary>
internal sealed class VoiceImports(VoiceTaking taking, IDbContextFactory<AppDb> records, TimeProvider time)
{
    public const int MostRows = 5_000;
    public const string Source = "csv";
    private const int MostReported = 200;
    private const int FirstShown = 5;

    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"];

    /// <exception cref="UnreadableException">The file is no table of voices, or a row of it is broken.</exception>
    public async Task<VoiceImportReport> RunAsync(ImportFile file, bool isPreview, CancellationToken cancellationToken) =>
        (await RunAsync(file, VoiceColumns.Ours, isPreview, cancellationToken)).Report;

    /// <returns>What was or would be done, and the first of the voices as they were read.</returns>
    /// <exception cref="UnreadableException">The file is no table of voices, or a row of it is broken.</exception>
    public async Task<(VoiceImportReport Report, IReadOnlyList<NewVoice> First)> RunAsync(
        ImportFile file, VoiceColumns columns, bool isPreview, CancellationToken cancellationToken)
    {
        var table = CsvTable.Open(file, columns.For(CsvTable.HeaderOf(file)));
        if (!columns.Has(table, "title") && !columns.Has(table, "body"))
            throw UnreadableException.Problem(new Spot(file.Name, 1), "columns", "title", "-", "-", string.Join(", ", VoiceColumns.Parts));
        var (products, tools) = await KnownAsync(cancellationToken);
        List<VoiceImportRow> wrong = [];
        List<(int Line, NewVoice Voice)> good = [];
        var count = 0;
        foreach (var line in table.Lines())
        {
            if (++count > MostRows)
                throw UnreadableException.TooLarge(line.Spot, "rows", MostRows);
            if (Problem(part => columns.Read(line, part), products, tools) is { } problem)
                wrong.Add(new VoiceImportRow(line.Spot.Line, "refused", problem));
            else
                good.Add((line.Spot.Line, Voice(part => columns.Read(line, part))));
        }
        var receipts = await taking.TakeAsync([.. good.Select(row => row.Voice)], all => !isPreview && wrong.Count == 0 && all.All(IsGood), cancellationToken);
        for (var i = 0; i < good.Count; i++)
            if (!IsGood(receipts[i]))
                wrong.Add(new VoiceImportRow(good[i].Line, "refused", receipts[i].Outcome == VoiceOutcome.Conflict ? "conflict" : receipts[i].Code));
        var report = new VoiceImportReport(
            isPreview, wrong.Count > 0, receipts.Count(receipt => receipt.Outcome is VoiceOutcome.Taken), receipts.Count(receipt => receipt.Outcome == VoiceOutcome.Duplicate),
            wrong.Count, [.. wrong.OrderBy(row => row.Line).Take(MostReported)]);
        return (report, [.. good.Take(FirstShown).Select(row => row.Voice)]);
    }

    private static bool IsGood(VoiceReceipt receipt) => receipt.Outcome is VoiceOutcome.Taken or VoiceOutcome.Duplicate;

    private string? Problem(Func<string, string?> part, HashSet<string> products, HashSet<string> tools) =>
        part("kind") is { } kind && Kind(kind) is null ? "bad-kind"
        : part("at") is { } at && !(Moment(at) is { } moment && moment.Year >= 1990 && moment <= time.GetUtcNow().AddMinutes(5)) ? "bad-time"
        : part("product") is { } product && !products.Contains(Names.Key(product)) ? "unknown-product"
        : part("tool") is { } tool && !tools.Contains(Names.Key(tool)) ? "unknown-tool"
        : null;

    private static NewVoice Voice(Func<string, string?> part)
    {
        var (title, body, at) = (part("title") ?? "", part("body") ?? "", part("at"));
        return new NewVoice
        {
            Kind = part("kind") is { } kind ? Kind(kind)!.Value : VoiceKind.User,
            Channel = VoiceChannel.Csv,
            Source = Source,
            // A row without an id is known again by what it says.
            ExternalId = part("id") ?? "row-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\0{body}\0{at}\0{part("account")}"))[..16]),
            Title = title,
            Body = body,
            CapturedAt = at is null ? null : Moment(at),
            Language = part("language"),
            Product = part("product"),
            Tool = part("tool"),
            Account = part("account"),
            WriterMail = part("mail"),
            ShownName = part("name"),
        };
    }

    private static VoiceKind? Kind(string text) => Enum.TryParse<VoiceKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && char.IsLetter(text[0]) ? kind : null;

    // A time without an offset is taken for UTC; days and months are never guessed.
    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    private async Task<(HashSet<string> Products, HashSet<string> Tools)> KnownAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return ([.. await db.Set<Product>().Select(product => product.Key).ToListAsync(cancellationToken)], [.. await db.Set<Tool>().Select(tool => tool.Key).ToListAsync(cancellationToken)]);
    }
}

/// <param name="Preview">Nothing was taken: this is what would be.</param>
/// <param name="IsRefused">A row has to be mended; nothing is taken before.</param>
/// <param name="Rows">The rows that have to be mended, at most 200 of them.</param>
internal sealed record VoiceImportReport(bool Preview, bool IsRefused, int Accepted, int Duplicates, int Refused, IReadOnlyList<VoiceImportRow> Rows);

/// <param name="Line">Of the file, from 1.</param>
internal sealed record VoiceImportRow(int Line, string Outcome, string? Problem);
