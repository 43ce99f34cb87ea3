using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Initiatives;

/// <summary>Which repositories, changes, services, work items and releases are work on an initiative, a feature or a tool.</summary>
internal sealed class WorkLinks(IDbContextFactory<AppDb> records, Audit audit)
{
    /// <summary>What somebody said themselves; everything else names how it was found.</summary>
    public const string BySomebody = "person";

    /// <summary>Those that hold, the surest first.</summary>
    public async Task<IReadOnlyList<WorkLink>> ListAsync(WorkOwner owner, int id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<WorkLink>().AsNoTracking().Where(link => link.Owner == owner && link.OwnerId == id && !link.IsRemoved)
            .OrderByDescending(link => link.Confidence).ThenBy(link => link.Id).ToListAsync(cancellationToken);
    }

    public async Task<Outcome> AddAsync(
        WorkOwner owner, int id, WorkTarget target, string? repo, string? key, Caller caller, CancellationToken cancellationToken)
    {
        (repo, key) = (repo?.Trim() ?? "", key?.Trim() ?? "");
        if (target is WorkTarget.Service or WorkTarget.WorkItem)
            repo = "";
        else if (repo.Length is 0 or > WorkLink.LongestRepo)
            return Outcome.Refuse("bad-repo");
        if (target is WorkTarget.Repo)
            key = "";
        else if (key.Length is 0 or > WorkLink.LongestKey)
            return Outcome.Refuse("bad-key");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await TeamAsync(db, owner, id, cancellationToken) is not { } of)
            return Outcome.Refuse("no-work");
        if (!await WorkRules.MayAsync(caller, of.Team, cancellationToken))
            return Outcome.Refuse("not-yours");
        var link = await db.Set<WorkLink>().SingleOrDefaultAsync(
            known => known.Owner == owner && known.OwnerId == id && known.Target == target && known.Repo == repo && known.Key == key, cancellationToken);
        if (link is { IsRemoved: false, Method: BySomebody })
            return Outcome.Unchanged(link.Id);
        if (link is null)
            db.Add(link = new WorkLink { Owner = owner, OwnerId = id, Target = target, Repo = repo, Key = key, Confidence = 1, Method = BySomebody });
        (link.Confidence, link.Method, link.IsRemoved) = (1, BySomebody, false);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "work.link", Named(owner, id), null, null, $"{target} {repo} {key}"), CancellationToken.None);
        return Outcome.Added(link.Id);
    }

    /// <summary>Says that it is not so: what is found by itself does not find it again.</summary>
    public async Task<Outcome> RemoveAsync(WorkOwner owner, int id, int link, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await TeamAsync(db, owner, id, cancellationToken) is not { } of)
            return Outcome.Refuse("no-work");
        if (!await WorkRules.MayAsync(caller, of.Team, cancellationToken))
            return Outcome.Refuse("not-yours");
        if (await db.Set<WorkLink>().SingleOrDefaultAsync(row => row.Id == link && row.Owner == owner && row.OwnerId == id, cancellationToken) is not { } row)
            return Outcome.Refuse("no-link");
        row.IsRemoved = true;
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "work.unlink", Named(owner, id), null, $"{row.Target} {row.Repo} {row.Key}"), CancellationToken.None);
        return Outcome.Changed(link);
    }

    /// <summary>Keeps what was found by itself, where nobody has said anything about it yet.</summary>
    /// <returns>How many are new.</returns>
    public async Task<int> FoundAsync(IReadOnlyList<WorkLink> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
            return 0;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var known = (await db.Set<WorkLink>().AsNoTracking().Select(link => new { link.Owner, link.OwnerId, link.Target, link.Repo, link.Key })
            .ToListAsync(cancellationToken)).Select(link => (link.Owner, link.OwnerId, link.Target, link.Repo, link.Key)).ToHashSet();
        var fresh = found.Where(link => known.Add((link.Owner, link.OwnerId, link.Target, link.Repo, link.Key))).ToList();
        db.AddRange(fresh);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return fresh.Count;
    }

    private static string Named(WorkOwner owner, int id) => $"{owner.ToString().ToLowerInvariant()}:{id}";

    private static async Task<(int? Team, int Id)?> TeamAsync(AppDb db, WorkOwner owner, int id, CancellationToken cancellationToken) => owner switch
    {
        WorkOwner.Initiative => await db.Set<Initiative>().FindAsync([id], cancellationToken) is { } row ? (row.TeamId, id) : null,
        WorkOwner.Feature => await db.Set<Feature>().FindAsync([id], cancellationToken) is { } row ? (row.TeamId, id) : null,
        _ => await db.Set<Tool>().FindAsync([id], cancellationToken) is { } row ? (row.TeamId, id) : null,
    };
}
