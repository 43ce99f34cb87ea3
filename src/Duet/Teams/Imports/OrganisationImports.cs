using System.Security.Cryptography;
using System.Text;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Platform.Records;
using Duet.Teams.Imports.Comparing;
using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Imports;

/// <summary>Brings files into the directory: looked at first, then written in one transaction, all of it or nothing.</summary>
internal sealed class OrganisationImports(
    IDbContextFactory<AppDb> records, IFactStore facts, OrganisationLog log, Func<Installation> installation, TimeProvider time)
    : IDisposable
{
    public const string AllProposals = "*";

    // Two at a time bound the memory that files of the largest size take.
    private readonly SemaphoreSlim turn = new(2);

    /// <summary>What the import would do. Nothing is written.</summary>
    public Task<ImportReport> PreviewAsync(ImportRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, null, null, null, cancellationToken);

    /// <summary>Imports, where nothing has to be mended.</summary>
    /// <param name="request">The files, and what is chosen of their proposals.</param>
    /// <param name="digest">Of the preview that was agreed to: another outcome is not written. Null for whatever comes out.</param>
    /// <param name="author">Who imports.</param>
    /// <param name="account">The account that imports; null for keys and the host.</param>
    public Task<ImportReport> ApplyAsync(ImportRequest request, string? digest, Author author, Guid? account, CancellationToken cancellationToken) =>
        RunAsync(request, digest, author, account, cancellationToken);

    public void Dispose() => turn.Dispose();

    private async Task<ImportReport> RunAsync(
        ImportRequest request, string? digest, Author? author, Guid? account, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var notes = new ImportNotes();
            if (new OrganisationReader(installation).Read(request, notes) is not { } read || notes.HasProblems)
                return new ImportReport { Kind = request.Kind, Notes = notes, State = ImportState.Refused };
            return await CompareAsync(request, read.Kind, read.Plan, notes, digest, author, account, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ImportReport> CompareAsync(
        ImportRequest request, ImportKind kind, OrganisationPlan plan, ImportNotes notes, string? digest, Author? author, Guid? account,
        CancellationToken cancellationToken)
    {
        var repos = await KnownRepos.ReadAsync(facts, cancellationToken);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        // A preview only reads: it must not keep others from writing.
        await using var transaction = author is null ? null : await OneWriter.BeginAsync(db, cancellationToken);
        var now = time.GetUtcNow();
        var comparison = new Comparison(
            db, await KnownDirectory.LoadAsync(db, cancellationToken), notes,
            new Today(now, Grains.Containing(now, Grain.Day, installation().Zone).Start));
        Compare(comparison, plan, request.Chosen, repos);

        var hash = HashOf(request, kind);
        var report = new ImportReport
        {
            Kind = kind,
            Notes = notes,
            Changes = comparison.Changes,
            Unchanged = comparison.Unchanged,
            Proposals = [.. plan.Services.Where(service => service.Proposal is not null)],
            Digest = DigestOf(hash, comparison.Changes),
            ImportedBefore = await db.Set<OrganisationImport>().Where(import => import.FileHash == hash)
                .OrderByDescending(import => import.At).Select(import => (DateTimeOffset?)import.At).FirstOrDefaultAsync(cancellationToken),
            State = notes.HasProblems ? ImportState.Refused : ImportState.Preview,
        };
        if (author is null || report.State is ImportState.Refused)
            return report;
        if (digest is not null && digest != report.Digest)
            return report with { State = ImportState.Outdated };
        if (report.Changes.Count == 0 && report.ImportedBefore is not null)
            return report with { State = ImportState.Applied };

        var import = new OrganisationImport
        {
            At = now,
            By = account,
            Kind = kind.ToString().ToLowerInvariant(),
            FileName = Checked.Cut(string.Join(", ", request.Files.Select(file => file.Name)), 300),
            FileHash = hash,
            Added = report.Added,
            Changed = report.Changed + report.Ended,
            Unchanged = report.Unchanged,
        };
        db.Add(import);
        await WriteAsync(comparison, cancellationToken);
        await transaction!.CommitAsync(cancellationToken);
        await NoteAsync(comparison, report, import, author);
        return report with { State = ImportState.Applied, Import = import.Id };
    }

    private static void Compare(Comparison comparison, OrganisationPlan plan, IReadOnlySet<string> chosen, KnownRepos repos)
    {
        var teams = new TeamsComparison(comparison);
        teams.Run(plan.Teams);
        new PeopleComparison(comparison).Run(plan.People);
        new CatalogueComparison(comparison, teams, repos).Run(
            plan.Products,
            plan.Services.Where(service => service.Proposal is null || chosen.Contains(service.Proposal) || chosen.Contains(AllProposals)));
    }

    // New people, teams, products and services get their ids first; what refers to them follows.
    private static async Task WriteAsync(Comparison comparison, CancellationToken cancellationToken)
    {
        comparison.Db.ChangeTracker.DetectChanges();
        await comparison.Db.SaveChangesAsync(cancellationToken);
        foreach (var store in comparison.Later)
            store();
        comparison.Db.ChangeTracker.DetectChanges();
        await comparison.Db.SaveChangesAsync(cancellationToken);
    }

    private async Task NoteAsync(
        Comparison comparison, ImportReport report, OrganisationImport import, Author author)
    {
        foreach (var correction in comparison.Corrections)
            await log.NoteAsync(author, correction());
        await log.NoteAsync(author, new OrganisationChange(
            "organisation.import", $"import:{import.Id}", null,
            $"{import.Kind}: {report.Added} added, {report.Changed} changed, {report.Ended} ended, {report.MovePast} move the past"));
    }

    private static byte[] HashOf(ImportRequest request, ImportKind kind)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\n{request.Repo}\n{string.Join('\n', request.Chosen.Order(StringComparer.Ordinal))}\n"));
        // The same files in another order are the same import.
        foreach (var file in request.Files.Select(file => SHA256.HashData(file.Bytes.Span)).OrderBy(Convert.ToHexString, StringComparer.Ordinal))
            hash.AppendData(file);
        return hash.GetHashAndReset();
    }

    private static string DigestOf(byte[] files, IReadOnlyList<PlannedChange> changes)
    {
        var text = new StringBuilder(Convert.ToHexString(files));
        foreach (var change in changes)
            text.Append('\n').Append(change.Kind).Append('\u001f').Append(change.Subject).Append('\u001f').Append(change.Name).Append('\u001f')
                .Append(change.Code).Append('\u001f').AppendJoin('\u001f', change.Args);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
