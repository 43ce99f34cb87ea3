using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Loop.Records;
using Duet.Loop.Telling;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;

namespace Duet.Loop.Watching;

/// <summary>
/// Looks what became of the work that voices are linked to: dates its beginning and its release on them, and proposes to tell
/// those who asked. A voice is released when none of the work that is known is still on its way.
/// </summary>
internal sealed class ReleaseWatch(IDbContextFactory<AppDb> records, WorkFacts facts, WorkLinks links, IVoices voices, Proposals proposals)
{
    /// <summary>One look at everything that is linked and not released yet.</summary>
    /// <returns>How many voices changed.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        await FindWorkAsync(cancellationToken);
        var dismissed = await proposals.DismissedAsync(cancellationToken);
        var changed = 0;
        foreach (var target in await TargetsAsync(cancellationToken))
        {
            var work = await WorkOfAsync(target.Target, target.Id, target.Key, cancellationToken);
            // Services and repositories ship again and again: what counts is the first time after each voice.
            var isRepeated = work.Links.Any(link => link.Target is WorkTarget.Service or WorkTarget.Repo);
            var history = await facts.HistoryAsync(work.Links, isRepeated ? target.Voices.Min(voice => voice.LinkedAt) : null, cancellationToken);
            var once = history.Seen(null);
            foreach (var voice in target.Voices)
                changed += await DateAsync(target, voice, work, isRepeated ? history.Seen(voice.LinkedAt) : once, dismissed[voice.Id], cancellationToken);
        }
        return changed;
    }

    private async Task<int> DateAsync(WatchedTarget target, WatchedVoice voice, WatchedWork work, IReadOnlyList<WorkSeen> seen, IEnumerable<string> dismissed, CancellationToken cancellationToken)
    {
        var begun = seen.Select(one => one.StartedAt).Append(work.StartedAt).Where(at => at is not null).Min();
        var release = ReleaseOf(voice, work, seen);
        if (release is { } known && dismissed.Contains(known.Proof))
            release = null;
        DateTimeOffset? started = voice.StartedAt is null && (begun ?? release?.At) is { } at ? Later(at, voice.LinkedAt) : null;
        if (started is null && release is null)
            return 0;
        var isDone = await voices.ChangeAsync(voice.Id, Author.Host, change =>
        {
            change.Started = started;
            change.Released = release is { } shipped ? Later(shipped.At, started ?? voice.StartedAt ?? voice.LinkedAt) : null;
            change.Shown = (release, voice.Shown) switch
            {
                ({ }, PublicState.Open or PublicState.Planned or PublicState.Started) => PublicState.Done,
                (null, PublicState.Open or PublicState.Planned) => PublicState.Started,
                _ => null,
            };
        }, cancellationToken);
        if (isDone && release is { } found)
            await proposals.AddAsync(target.Target, target.Id, target.Key, found.Proof, found.At, voice.Id, cancellationToken);
        return isDone ? 1 : 0;
    }

    // What was there before anybody asked is no answer; what is on its way yet, is not there.
    private static (DateTimeOffset At, string Proof)? ReleaseOf(WatchedVoice voice, WatchedWork work, IReadOnlyList<WorkSeen> seen)
    {
        if (work.ShippedAt is { } said && said >= voice.CapturedAt)
            return (said, work.Name);
        var counted = seen.Where(one => one.IsKnown && !one.IsDropped && !(one.ShippedAt < voice.CapturedAt)).ToList();
        if (counted.Count == 0 || counted.Any(one => one.ShippedAt is null))
            return null;
        var last = counted.MaxBy(one => one.ShippedAt)!;
        return (last.ShippedAt!.Value, last.Proof ?? last.Title);
    }

    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset? than) => than > at ? than.Value : at;

    // Titles that name an initiative's code, or a work item that is linked to something.
    private async Task FindWorkAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var coded = await db.Set<Initiative>().Where(row => row.Code != null && row.State != InitiativeState.Dropped && row.State != InitiativeState.Closed)
            .Select(row => new { row.Id, row.Code }).ToListAsync(cancellationToken);
        var items = await db.Set<WorkLink>().Where(link => link.Target == WorkTarget.WorkItem && !link.IsRemoved)
            .Select(link => new { link.Owner, link.OwnerId, link.Key }).ToListAsync(cancellationToken);
        var wanted = coded.Select(row => (Owner: WorkOwner.Initiative, Id: row.Id, Code: row.Code!.ToUpperInvariant(), Method: "title"))
            .Concat(items.Select(link => (link.Owner, Id: link.OwnerId, Code: link.Key.ToUpperInvariant(), Method: "work-item"))).ToLookup(row => row.Code);
        var naming = await facts.NamingAsync([.. wanted.Select(row => row.Key)], cancellationToken);
        // Whoever links by number means the same change.
        var numbered = (await db.Set<WorkLink>().Where(link => link.Target == WorkTarget.Change).Select(link => new { link.Owner, link.OwnerId, link.Repo, link.Key })
            .ToListAsync(cancellationToken)).Select(link => (link.Owner, link.OwnerId, link.Repo, link.Key.TrimStart('#'))).ToHashSet();
        await links.FoundAsync([.. naming.SelectMany(change => wanted[change.Code].Where(row => !numbered.Contains((row.Owner, row.Id, change.Repo, change.Number ?? ""))).Select(row => new WorkLink
        {
            Owner = row.Owner,
            OwnerId = row.Id,
            Target = WorkTarget.Change,
            Repo = change.Repo,
            Key = change.Key,
            Confidence = WorkFacts.SureOfTitle,
            Method = row.Method,
        }))], cancellationToken);
    }

    private async Task<IReadOnlyList<WatchedTarget>> TargetsAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from link in db.Set<VoiceLink>()
            join voice in db.Set<Voice>() on link.VoiceId equals voice.Id
            where voice.ReleasedAt == null && voice.ClosedAs == null && voice.MergedIntoId == null && voice.LinkedAt != null
            select new { link.Target, link.TargetId, link.TargetKey, voice.Id, voice.CapturedAt, voice.LinkedAt, voice.StartedAt, voice.Shown }).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => (row.Target, row.TargetId, row.TargetKey)).Select(target => new WatchedTarget(
            target.Key.Target, target.Key.TargetId, target.Key.TargetKey,
            [.. target.Select(row => new WatchedVoice(row.Id, row.CapturedAt, row.LinkedAt!.Value, row.StartedAt, row.Shown))]))];
    }

    private async Task<WatchedWork> WorkOfAsync(LinkTarget target, int? id, string? key, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        switch (target)
        {
            case LinkTarget.Initiative:
                var initiative = await db.Set<Initiative>().FindAsync([id], cancellationToken);
                var features = await db.Set<Feature>().Where(row => row.InitiativeId == id).Select(row => row.Id).ToListAsync(cancellationToken);
                List<WorkLink> all = [.. await links.ListAsync(WorkOwner.Initiative, id!.Value, cancellationToken)];
                foreach (var feature in features)
                    all.AddRange(await links.ListAsync(WorkOwner.Feature, feature, cancellationToken));
                return new WatchedWork($"initiative:{id}", all, initiative?.StartedAt, initiative?.ShippedAt);
            case LinkTarget.Feature:
                return new WatchedWork($"feature:{id}", await links.ListAsync(WorkOwner.Feature, id!.Value, cancellationToken), null, null);
            case LinkTarget.Tool:
                var own = await links.ListAsync(WorkOwner.Tool, id!.Value, cancellationToken);
                var service = (await db.Set<Tool>().FindAsync([id], cancellationToken))?.Service;
                // Named work says more than the next deployment of the tool itself.
                return new WatchedWork($"tool:{id}", own.Count > 0 || service is null ? own : [Link(WorkTarget.Service, "", service, WorkFacts.SureOfService)], null, null);
            default:
                var naming = await facts.NamingAsync([key!], cancellationToken);
                return new WatchedWork(key!, [.. naming.Select(change => Link(WorkTarget.Change, change.Repo, change.Key, WorkFacts.SureOfTitle))], null, null);
        }
    }

    private static WorkLink Link(WorkTarget target, string repo, string key, double confidence) =>
        new() { Owner = WorkOwner.Tool, OwnerId = 0, Target = target, Repo = repo, Key = key, Confidence = confidence, Method = "title" };

    private sealed record WatchedTarget(LinkTarget Target, int? Id, string? Key, IReadOnlyList<WatchedVoice> Voices);

    private sealed record WatchedVoice(int Id, DateTimeOffset CapturedAt, DateTimeOffset LinkedAt, DateTimeOffset? StartedAt, PublicState Shown);

    /// <param name="ShippedAt">A person said that it is there.</param>
    private sealed record WatchedWork(string Name, IReadOnlyList<WorkLink> Links, DateTimeOffset? StartedAt, DateTimeOffset? ShippedAt);
}
