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
        var total = await found.LongCountAsync(cancellationToken);
        var limit = Math.Clamp(query.Limit, 1, MostRows);
        var rows = await Ordered(Behind(found, query), query.Order).Take(limit + 1)
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
            }).ToListAsync(cancellationToken);
        var page = rows.Take(limit).ToList();
        var ids = page.Select(row => row.Id).ToList();
        var themes = (await db.Set<VoiceTheme>().Where(theme => ids.Contains(theme.VoiceId) && !theme.IsSuggested)
                .Join(db.Set<Theme>(), theme => theme.ThemeId, theme => theme.Id, (given, theme) => new { given.VoiceId, theme.Name }).ToListAsync(cancellationToken))
            .ToLookup(theme => theme.VoiceId, theme => theme.Name);
        var products = await db.Set<Product>().ToDictionaryAsync(product => product.Id, product => product.Name, cancellationToken);
        return new VoicePage(
            [
                .. page.Select(row => new VoiceRow(
                    row.Id, row.Kind, row.Channel, row.Title, row.Start, row.CapturedAt, row.Votes, row.Weight, row.Shown, row.ClosedAs,
                    [.. themes[row.Id].Order(StringComparer.Ordinal)], row.ProductId is { } product ? products.GetValueOrDefault(product) : null)),
            ],
            total,
            rows.Count > limit ? Place(page[^1].Weight, page[^1].CapturedAt, page[^1].Id, query.Order) : null);
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
            VoiceFilter.Tell => found.Where(voice => voice.ReleasedAt != null && voice.ToldAt == null && (voice.ClosedAs == null || voice.ClosedAs == VoiceEnd.Done)),
            _ => found,
        };
        if (query.Kinds is { Count: > 0 } kinds)
            found = found.Where(voice => kinds.Contains(voice.Kind));
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

    private static IQueryable<Voice> Behind(IQueryable<Voice> found, VoiceQuery query)
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

    private static IQueryable<Voice> Ordered(IQueryable<Voice> found, VoiceOrder order) => order switch
    {
        VoiceOrder.Heaviest => found.OrderByDescending(voice => voice.Weight).ThenBy(voice => voice.Id),
        VoiceOrder.Oldest => found.OrderBy(voice => voice.CapturedAt).ThenBy(voice => voice.Id),
        _ => found.OrderByDescending(voice => voice.CapturedAt).ThenByDescending(voice => voice.Id),
    };

    private static string Place(double weight, DateTimeOffset at, int id, VoiceOrder order) => order == VoiceOrder.Heaviest
        ? string.Create(CultureInfo.InvariantCulture, $"{weight:R}~{id}")
        : string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}~{id}");
}
