using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Initiatives;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Inbox;

/// <summary>Reads what the inbox shows: how many wait, a page of rows, and one voice whole.</summary>
internal sealed class InboxReader(IDbContextFactory<AppDb> records, VoiceLists lists, IVoices voices, IInitiatives initiatives)
{
    private const int BeforeShown = 5;

    /// <summary>How many voices each tab holds, without any other filter.</summary>
    public Task<IReadOnlyDictionary<VoiceFilter, long>> CountAsync(VoiceReach reach, CancellationToken cancellationToken) => lists.CountAsync(reach, cancellationToken);

    public async Task<(IReadOnlyList<InboxRow> Rows, long? Total, string? Next)> ListAsync(VoiceQuery query, VoiceReach reach, CancellationToken cancellationToken)
    {
        var page = await voices.ListAsync(query, reach, cancellationToken);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var ids = page.Rows.Select(row => row.Id).ToList();
        var more = await (
            from voice in db.Set<Voice>().AsNoTracking()
            where ids.Contains(voice.Id)
            join known in db.Set<Team>() on voice.TeamId equals known.Id into teams
            from team in teams.DefaultIfEmpty()
            join paying in db.Set<CustomerAccount>() on voice.AccountId equals paying.Id into accounts
            from account in accounts.DefaultIfEmpty()
            select new
            {
                voice.Id,
                voice.TriagedAt,
                voice.LinkedAt,
                voice.StartedAt,
                voice.ReleasedAt,
                voice.ToldAt,
                voice.ConfirmedAt,
                voice.ClosedAs,
                voice.ShownName,
                Team = team == null ? null : team.Name,
                Account = account == null ? null : account.Name,
            }).ToDictionaryAsync(voice => voice.Id, cancellationToken);
        return ([.. page.Rows.Where(row => more.ContainsKey(row.Id)).Select(row => more[row.Id] is var one
            ? new InboxRow(
                row, StateOf(one.ClosedAs, one.TriagedAt, one.LinkedAt, one.StartedAt, one.ReleasedAt, one.ToldAt, one.ConfirmedAt),
                (reach.Contacts ? one.Account : null) ?? one.ShownName ?? one.Team)
            : null!)], page.Total, page.Next);
    }

    /// <summary>One voice; the one it became part of where it was merged. Null where there is none, or not for these eyes.</summary>
    public async Task<InboxVoice?> FindAsync(int id, VoiceReach reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        for (var steps = 0; steps < 20 && await db.Set<Voice>().Where(voice => voice.Id == id).Select(voice => voice.MergedIntoId).SingleOrDefaultAsync(cancellationToken) is { } into; steps++)
            id = into;
        var all = new VoiceQuery(VoiceFilter.All, [], null, VoiceOrder.Oldest, null, null, null, null);
        if (await lists.Filtered(db, all, reach)!.SingleOrDefaultAsync(voice => voice.Id == id, cancellationToken) is not { } row)
            return null;
        var product = row.ProductId is null ? null : await db.Set<Product>().Where(known => known.Id == row.ProductId).Select(known => known.Name).SingleOrDefaultAsync(cancellationToken);
        var team = row.TeamId is null ? null : await db.Set<Team>().Where(known => known.Id == row.TeamId).Select(known => known.Name).SingleOrDefaultAsync(cancellationToken);
        var account = row.AccountId is null || !reach.Contacts ? null : await db.Set<CustomerAccount>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == row.AccountId, cancellationToken);
        var themes = await db.Set<VoiceTheme>().Where(theme => theme.VoiceId == id)
            .Join(db.Set<Theme>(), given => given.ThemeId, theme => theme.Id, (given, theme) => new GivenTheme(theme.Id, theme.Name, given.IsSuggested)).ToListAsync(cancellationToken);
        var merges = await db.Set<Merge>().Where(merge => merge.IntoId == id && merge.UndoneAt == null).OrderByDescending(merge => merge.Id)
            .Join(db.Set<Voice>(), merge => merge.FromId, voice => voice.Id, (merge, voice) => new InboxMerge(merge.Id, voice.Title)).ToListAsync(cancellationToken);
        var comments = await db.Set<VoiceComment>().AsNoTracking().Where(comment => comment.VoiceId == id).OrderBy(comment => comment.At).ToListAsync(cancellationToken);
        var askers = await db.Set<Asker>().Where(asker => asker.VoiceId == id && asker.StoppedAt == null)
            .Select(asker => new { CanBeTold = asker.BouncedAt == null && (asker.PersonId != null || asker.AccountId != null || (asker.Mail != null && asker.IsConfirmed)) })
            .ToListAsync(cancellationToken);
        return new InboxVoice(
            row, product, team, account, [.. themes.OrderBy(theme => theme.Name, StringComparer.OrdinalIgnoreCase)], await LinksAsync(db, id, cancellationToken), merges, comments,
            account is null ? [] : await BeforeAsync(db, row, cancellationToken), (askers.Count, askers.Count(asker => asker.CanBeTold)));
    }

    private async Task<IReadOnlyList<InboxLink>> LinksAsync(AppDb db, int id, CancellationToken cancellationToken)
    {
        List<InboxLink> links = [];
        foreach (var link in await db.Set<VoiceLink>().AsNoTracking().Where(link => link.VoiceId == id).OrderBy(link => link.At).ToListAsync(cancellationToken))
        {
            var choice = await initiatives.FindAsync(link.Target, link.TargetId, link.TargetKey, cancellationToken);
            var others = await db.Set<VoiceLink>().CountAsync(
                other => other.Target == link.Target && other.TargetId == link.TargetId && other.TargetKey == link.TargetKey, cancellationToken);
            if (choice is not null)
                links.Add(new InboxLink(link.Id, link.Target, link.TargetId, choice.Name, choice.State, others));
        }
        return links;
    }

    private static async Task<IReadOnlyList<(int, string, string)>> BeforeAsync(AppDb db, Voice row, CancellationToken cancellationToken) =>
        [.. (await db.Set<Voice>().AsNoTracking().Where(voice => voice.AccountId == row.AccountId && voice.Id != row.Id && voice.MergedIntoId == null)
            .OrderByDescending(voice => voice.CapturedAt).Take(BeforeShown).ToListAsync(cancellationToken))
            .Select(voice => (voice.Id, voice.Title, StateOf(
                voice.ClosedAs, voice.TriagedAt, voice.LinkedAt, voice.StartedAt, voice.ReleasedAt, voice.ToldAt, voice.ConfirmedAt)))];

    private static string StateOf(
        VoiceEnd? end, DateTimeOffset? triaged, DateTimeOffset? linked, DateTimeOffset? started, DateTimeOffset? released, DateTimeOffset? told, DateTimeOffset? confirmed) =>
        end is { } closed and not VoiceEnd.Done ? closed.ToString().ToLowerInvariant()
        : confirmed is not null ? "confirmed"
        : told is not null ? "told"
        : released is not null ? "tell"
        : end is not null ? "done"
        : started is not null ? "started"
        : linked is not null ? "linked"
        : triaged is not null ? "triaged"
        : "new";
}
