using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Which code belongs to which service: a repository, or a folder of one. The longest path that fits a file counts.</summary>
internal sealed class ServiceCode(IDbContextFactory<AppDb> records, OrganisationLog log)
{
    public const int LongestRepo = 300;
    public const int LongestPath = 500;

    /// <summary>Maps a repository or a folder of it; a mapping of the same code to another service is changed.</summary>
    /// <param name="service">The service.</param>
    /// <param name="repo">As facts name it.</param>
    /// <param name="path">A folder, with or without slashes at its ends; empty for the whole repository.</param>
    public async Task<Outcome> MapAsync(int service, string repo, string? path, Author author, CancellationToken cancellationToken)
    {
        repo = repo.Trim();
        if (repo.Length is 0 or > LongestRepo || repo.Any(char.IsControl))
            return Outcome.Refuse("bad-repo");
        if (Folder(path) is not { } folder)
            return Outcome.Refuse("bad-path", path ?? "");
        if (!author.MayWriteCatalogue)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (!await db.Set<Service>().AnyAsync(known => known.Id == service, cancellationToken))
            return Outcome.Refuse("no-service");
        var row = await db.Set<RepoService>().SingleOrDefaultAsync(known => known.Repo == repo && known.Path == folder, cancellationToken);
        var before = row?.ServiceId;
        if (before == service)
            return Outcome.Unchanged(row!.Id);
        if (row is null)
            db.Add(row = new RepoService { Repo = repo, Path = folder, ServiceId = service });
        else
            row.ServiceId = service;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(
            author, new OrganisationChange("code.map", $"code:{row.Id}", before is null ? null : $"service:{before}", $"service:{service}"));
        return before is null ? Outcome.Added(row.Id) : Outcome.Changed(row.Id);
    }

    public async Task<Outcome> UnmapAsync(int id, Author author, CancellationToken cancellationToken)
    {
        if (!author.MayWriteCatalogue)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<RepoService>().FindAsync([id], cancellationToken) is not { } row)
            return Outcome.Refuse("no-code");
        db.Remove(row);
        await db.SaveChangesAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("code.unmap", $"code:{id}", $"service:{row.ServiceId}"));
        return Outcome.Changed(id);
    }

    /// <summary>Whether a mapping is one of the service.</summary>
    public async Task<bool> IsOfAsync(int id, int service, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<RepoService>().AnyAsync(row => row.Id == id && row.ServiceId == service, cancellationToken);
    }

    /// <summary>The folder as it is stored, without slashes at its ends; null for what no file of a repository can lie in.</summary>
    public static string? Folder(string? path)
    {
        var parts = (path ?? "").Trim().Split('/', StringSplitOptions.RemoveEmptyEntries);
        var folder = string.Join('/', parts);
        return folder.Length <= LongestPath && !parts.Any(part => part is "." or "..") && !folder.Any(letter => char.IsControl(letter) || letter is '*' or '\\')
            ? folder
            : null;
    }
}
