using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>Lists voices page by page, searched and filtered, as far as somebody sees them.</summary>
internal sealed class VoiceLists(IDbContextFactory<AppDb> records, VoiceShelf shelf, TimeProvider time)
{
    public const int MostRows = 200;
    private const int StartLength = 200;

    // Of words that most voices have a hundred in order hold a page, of those that every tenth has some hundred.
    private static readonly int[] Walks = [120, 800, 4_000];

    /// <summary>Words that more voices have are not counted: the page's voices are looked for in its order instead.</summary>
    public int MostFound { get; init; } = 5_000;

    public async Task<VoicePage> ListAsync(VoiceQuery query, VoiceReach reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        List<int>? among = null, found = null;
        var words = query.Text is { Length: > 0 } text ? VoiceSearch.Words(text) : null;
        if (words is { Count: 0 })
            return new VoicePage([], 0, null);
        if (words is not null)
            found = await VoiceSearch.Matching(db, words).Take(MostFound + 1).ToListAsync(cancellationToken);
        if (query.Theme is { } theme)
            among = Both(among, await db.Set<VoiceTheme>().Where(given => given.ThemeId == theme && !given.IsSuggested).Select(given => given.VoiceId).ToListAsync(cancellationToken));
        if (query.Target is { } target)
            among = Both(among, await LinkedTo(db, target, query.TargetId).ToListAsync(cancellationToken));
        if (query.Source is { Length: > 0 } source)
            among = Both(among, await db.Set<Voice>().Where(voice => voice.Source == source).Select(voice => voice.Id).ToListAsync(cancellationToken));
        var sees = await SeesAsync(db, reach, cancellationToken);
        var limit = Math.Clamp(query.Limit, 1, MostRows);
        var (total, top) = found?.Count > MostFound
            ? await WalkAsync(db, query, words!, sees, among, limit + 1, cancellationToken)
            : await FirstAsync(query, sees, found is null ? among : Both(among, found), limit + 1, cancellationToken);
        var ids = top.Take(limit).Select(key => key.Id).ToList();
        var rows = (await db.Set<Voice>().Where(voice => ids.Contains(voice.Id))
            .Select(voice => new
            {
                voice.Id,
                voice.Kind,
                voice.Channel,
                voice.Title,
                Start = voice.Body.Substring(0, StartLength),
                voice.CapturedAt,
                voice.Votes,
                voice.Weight,
                voice.Shown,
                voice.ClosedAs,
                voice.ProductId,
            }).ToListAsync(cancellationToken)).ToDictionary(row => row.Id);
        var themes = (await db.Set<VoiceTheme>().Where(theme => ids.Contains(theme.VoiceId) && !theme.IsSuggested)
                .Join(db.Set<Theme>(), theme => theme.ThemeId, theme => theme.Id, (given, theme) => new { given.VoiceId, theme.Name }).ToListAsync(cancellationToken))
            .ToLookup(theme => theme.VoiceId, theme => theme.Name);
        var products = await db.Set<Product>().ToDictionaryAsync(product => product.Id, product => product.Name, cancellationToken);
        return new VoicePage(
            [
                .. ids.Where(rows.ContainsKey).Select(id => rows[id]).Select(row => new VoiceRow(
                    row.Id, row.Kind, row.Channel, row.Title, row.Start, row.CapturedAt, row.Votes, row.Weight, row.Shown, row.ClosedAs,
                    [.. themes[row.Id].Order(StringComparer.Ordinal)], row.ProductId is { } product ? products.GetValueOrDefault(product) : null)),
            ],
            total,
            top.Count > limit ? top[limit - 1].Place(query.Order) : null);
    }

    private async Task<(long? Total, IReadOnlyList<VoiceKey> First)> FirstAsync(
        VoiceQuery query, Func<VoiceKey, bool> sees, IReadOnlyCollection<int>? among, int most, CancellationToken cancellationToken) =>
        await shelf.FirstAsync(
            key => key.Is(query.Filter) && (query.Kinds.Count == 0 || query.Kinds.Contains(key.Kind)) && sees(key),
            among, VoiceKey.By(query.Order), VoiceKey.At(query.After, query.Order), most, cancellationToken);

    // Reading tens of thousands of numbers to show fifty takes longer than all the rest.
    private async Task<(long? Total, IReadOnlyList<VoiceKey> First)> WalkAsync(
        AppDb db, VoiceQuery query, IReadOnlyList<string> words, Func<VoiceKey, bool> sees, List<int>? among, int most, CancellationToken cancellationToken)
    {
        foreach (var steps in Walks)
        {
            var (_, next) = await FirstAsync(query, sees, among, steps, cancellationToken);
            var ids = next.Select(key => key.Id).ToList();
            var having = (await db.Set<Voice>().Where(voice => EF.Parameter(ids).Contains(voice.Id)).Select(voice => new { voice.Id, voice.SearchText }).ToListAsync(cancellationToken))
                .Where(voice => VoiceSearch.Has(voice.SearchText, words)).Select(voice => voice.Id).ToHashSet();
            if (having.Count >= most || next.Count < steps)
                return (null, [.. next.Where(key => having.Contains(key.Id)).Take(most)]);
        }
        return await FirstAsync(query, sees, Both(among, await VoiceSearch.Matching(db, words).ToListAsync(cancellationToken)), most, cancellationToken);
    }

    /// <summary>How many voices each filter holds, without any other one.</summary>
    public async Task<IReadOnlyDictionary<VoiceFilter, long>> CountAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await shelf.CountAsync(await SeesAsync(db, reach, cancellationToken), cancellationToken);
    }

    /// <summary>Voices without an end and without a word to who asked.</summary>
    /// <param name="reach">What the reader sees.</param>
    /// <param name="fits">Which of them.</param>
    /// <param name="among">Only these; null for all.</param>
    /// <param name="before">Those said earlier are counted by themselves.</param>
    /// <param name="most">How many are named, the oldest first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<OpenVoices> OpenAsync(
        VoiceReach reach, Func<VoiceKey, bool> fits, IReadOnlyCollection<int>? among, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var sees = await SeesAsync(db, reach, cancellationToken);
        bool IsOpen(VoiceKey key) => key is { ClosedAs: null, IsTold: false } && fits(key) && sees(key);
        var (all, oldest) = await shelf.FirstAsync(IsOpen, among, VoiceKey.By(VoiceOrder.Oldest), null, most, cancellationToken);
        var (old, _) = await shelf.FirstAsync(key => key.Captured < before.UtcTicks && IsOpen(key), among, VoiceKey.By(VoiceOrder.Oldest), null, 1, cancellationToken);
        var ids = oldest.Select(key => key.Id).ToList();
        var named = (await db.Set<Voice>().Where(voice => ids.Contains(voice.Id)).Select(voice => new OpenVoice(voice.Id, voice.Title, voice.Kind, voice.CapturedAt)).ToListAsync(cancellationToken))
            .OrderBy(voice => ids.IndexOf(voice.Id));
        return new OpenVoices((int)all, (int)old, [.. named]);
    }

    /// <summary>The voices that are linked to something.</summary>
    public async Task<IReadOnlyCollection<int>> LinkedAsync(LinkTarget target, int id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await LinkedTo(db, target, id).ToListAsync(cancellationToken);
    }

    /// <summary>One voice, merged ones too; null where there is none that they may see.</summary>
    public async Task<VoiceDetail?> FindAsync(int id, VoiceReach reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await Reached(db, db.Set<Voice>().AsNoTracking().Where(voice => voice.Id == id), reach).SingleOrDefaultAsync(cancellationToken) is not { } voice)
            return null;
        var themes = await db.Set<VoiceTheme>().Where(theme => theme.VoiceId == id && !theme.IsSuggested)
            .Join(db.Set<Theme>(), theme => theme.ThemeId, theme => theme.Id, (_, theme) => theme.Name).OrderBy(name => name).ToListAsync(cancellationToken);
        var product = await db.Set<Product>().Where(product => product.Id == voice.ProductId).Select(product => product.Name).SingleOrDefaultAsync(cancellationToken);
        return new VoiceDetail(
            voice.Id, voice.Kind, voice.Channel, voice.Title, voice.Body, voice.Language, voice.CapturedAt, voice.TriagedAt, voice.LinkedAt, voice.StartedAt,
            voice.ReleasedAt, voice.ToldAt, voice.ConfirmedAt, voice.Helped, voice.ClosedAt, voice.ClosedAs, voice.MergedIntoId, voice.Votes, voice.Weight,
            voice.Shown, themes, product);
    }

    /// <summary>All voices that the query asks for, in no order; null where nothing can be found.</summary>
    public IQueryable<Voice>? Filtered(AppDb db, VoiceQuery query, VoiceReach reach)
    {
        var found = db.Set<Voice>().AsNoTracking().Where(voice => voice.MergedIntoId == null);
        if (query.Text is { Length: > 0 } text)
        {
            if (VoiceSearch.Matching(db, text) is not { } matching)
                return null;
            found = found.Where(voice => matching.Contains(voice.Id));
        }
        found = query.Filter switch
        {
            VoiceFilter.Waiting => found.Where(voice => voice.ClosedAs == null && voice.LinkedAt == null),
            VoiceFilter.Linked => found.Where(voice => voice.ClosedAs == null && voice.LinkedAt != null && voice.ReleasedAt == null),
            // Not as two conditions: SQLite would look up each of them.
            VoiceFilter.Tell => found.Where(voice => voice.ReleasedAt != null && voice.ToldAt == null && (voice.ClosedAs ?? VoiceEnd.Done) == VoiceEnd.Done),
            _ => found,
        };
        if (query.Kinds is { Count: > 0 } kinds)
            found = found.Where(voice => kinds.Contains(voice.Kind));
        if (query.Source is { Length: > 0 } source)
            found = found.Where(voice => voice.Source == source);
        if (query.Theme is { } theme)
            found = found.Where(voice => db.Set<VoiceTheme>().Any(given => given.VoiceId == voice.Id && given.ThemeId == theme && !given.IsSuggested));
        if (query.Target is { } target)
            found = found.Where(voice => db.Set<VoiceLink>().Any(link => link.VoiceId == voice.Id && link.Target == target && link.TargetId == query.TargetId));
        return Reached(db, found, reach);
    }

    // A lead sees what colleagues of the own teams said, and what is said about what these own.
    private IQueryable<Voice> Reached(AppDb db, IQueryable<Voice> found, VoiceReach reach)
    {
        if (reach.All)
            return found;
        var teams = reach.Teams;
        var services = Services(db, teams);
        return found.Where(voice => (voice.TeamId != null && teams.Contains(voice.TeamId.Value)) || (voice.Service != null && services.Contains(voice.Service)));
    }

    private async Task<Func<VoiceKey, bool>> SeesAsync(AppDb db, VoiceReach reach, CancellationToken cancellationToken)
    {
        if (reach.All)
            return _ => true;
        var services = (await Services(db, reach.Teams).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return key => (key.TeamId is { } team && reach.Teams.Contains(team)) || (key.Service is { } service && services.Contains(service));
    }

    // What the teams own now.
    private IQueryable<string> Services(AppDb db, IReadOnlyList<int> teams)
    {
        var now = time.GetUtcNow();
        return db.Set<ServiceOwner>().Where(owner => teams.Contains(owner.TeamId) && (owner.Since == null || owner.Since <= now) && (owner.Until == null || owner.Until > now))
            .Join(db.Set<Service>(), owner => owner.ServiceId, service => service.Id, (_, service) => service.Name);
    }

    private static IQueryable<int> LinkedTo(AppDb db, LinkTarget target, int? id) =>
        db.Set<VoiceLink>().Where(link => link.Target == target && link.TargetId == id).Select(link => link.VoiceId).Distinct();

    private static List<int> Both(List<int>? one, List<int> other) => one is null ? other : [.. one.Intersect(other)];
}
