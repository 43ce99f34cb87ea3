using System.Globalization;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>Lists voices page by page, searched and filtered, as far as somebody sees them.</summary>
internal sealed class VoiceLists(IDbContextFactory<AppDb> records, TimeProvider time)
{
    public const int MostRows = 200;
    private const int StartLength = 200;

    public async Task<VoicePage> ListAsync(VoiceQuery query, VoiceReach reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = Filtered(db, query, reach);
        if (found is null)
            return new VoicePage([], 0, null);
        // What is counted and ordered is short and lies in an index; the long rows are read for one page only.
        var limit = Math.Clamp(query.Limit, 1, MostRows);
        var keys = found.Select(voice => new VoiceKey { Id = voice.Id, Weight = voice.Weight, CapturedAt = voice.CapturedAt });
        var (total, top) = query.Text is { Length: > 0 }
            ? Of(await keys.ToListAsync(cancellationToken), query, limit)
            : (await keys.LongCountAsync(cancellationToken), await Ordered(Behind(keys, query), query.Order).Take(limit + 1).ToListAsync(cancellationToken));
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
            top.Count > limit ? Place(top[limit - 1], query.Order) : null);
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
        var (teams, now) = (reach.Teams, time.GetUtcNow());
        var services = db.Set<ServiceOwner>().Where(owner => teams.Contains(owner.TeamId) && (owner.Since == null || owner.Since <= now) && (owner.Until == null || owner.Until > now))
            .Join(db.Set<Service>(), owner => owner.ServiceId, service => service.Id, (_, service) => service.Name);
        return found.Where(voice => (voice.TeamId != null && teams.Contains(voice.TeamId.Value)) || (voice.Service != null && services.Contains(voice.Service)));
    }

    // A search finds what it finds by a list of numbers: to do so once is quicker than to count and then to order.
    private static (long Total, List<VoiceKey> Top) Of(List<VoiceKey> all, VoiceQuery query, int limit) =>
        (all.Count, [.. Ordered(Behind(all.AsQueryable(), query), query.Order).Take(limit + 1)]);

    private static IQueryable<VoiceKey> Behind(IQueryable<VoiceKey> found, VoiceQuery query)
    {
        if (query.After?.Split('~') is not [var place, var last] || !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return found;
        if (query.Order == VoiceOrder.Heaviest)
            return double.TryParse(place, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
                ? found.Where(voice => voice.Weight < weight || (voice.Weight == weight && voice.Id > id))
                : found;
        if (!long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks)
            return found;
        var at = new DateTimeOffset(ticks, TimeSpan.Zero);
        return query.Order == VoiceOrder.Oldest
            ? found.Where(voice => voice.CapturedAt > at || (voice.CapturedAt == at && voice.Id > id))
            : found.Where(voice => voice.CapturedAt < at || (voice.CapturedAt == at && voice.Id < id));
    }

    private static IQueryable<VoiceKey> Ordered(IQueryable<VoiceKey> found, VoiceOrder order) => order switch
    {
        VoiceOrder.Heaviest => found.OrderByDescending(voice => voice.Weight).ThenBy(voice => voice.Id),
        VoiceOrder.Oldest => found.OrderBy(voice => voice.CapturedAt).ThenBy(voice => voice.Id),
        _ => found.OrderByDescending(voice => voice.CapturedAt).ThenByDescending(voice => voice.Id),
    };

    private static string Place(VoiceKey key, VoiceOrder order) => order == VoiceOrder.Heaviest
        ? string.Create(CultureInfo.InvariantCulture, $"{key.Weight:R}~{key.Id}")
        : string.Create(CultureInfo.InvariantCulture, $"{key.CapturedAt.UtcTicks}~{key.Id}");

    /// <summary>What lists are ordered by.</summary>
    private sealed class VoiceKey
    {
        public required int Id { get; init; }
        public required double Weight { get; init; }
        public required DateTimeOffset CapturedAt { get; init; }
    }
}
