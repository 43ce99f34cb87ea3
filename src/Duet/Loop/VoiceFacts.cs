using System.Globalization;
using Duet.Engine.Facts;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Loop;

/// <summary>
/// Copies voices from the records to the facts, without words and without writers: those that changed since the last time. What
/// was merged, erased or no voice at all goes.
/// </summary>
internal sealed class VoiceFacts(IDbContextFactory<AppDb> records, IFactStore facts, TimeProvider time)
{
    public const string Source = "feedback";
    private const int AtOnce = 2_000;

    private const string NamesInFacts = """
        SELECT DISTINCT 'product', product FROM voice WHERE product IS NOT NULL UNION ALL SELECT DISTINCT 'feature', feature FROM voice WHERE feature IS NOT NULL
        UNION ALL SELECT DISTINCT 'tool', tool FROM voice WHERE tool IS NOT NULL UNION ALL SELECT DISTINCT 'initiative', initiative FROM voice WHERE initiative IS NOT NULL
        UNION ALL SELECT DISTINCT 'segment', segment FROM voice WHERE segment IS NOT NULL UNION ALL SELECT DISTINCT 'theme', theme FROM voice WHERE theme IS NOT NULL
        """;

    private HashSet<(string, string)>? known;

    /// <returns>How many voices were looked at.</returns>
    public async Task<int> BringAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var until = (await db.Database.SqlQuery<long>($"""SELECT "Last" AS "Value" FROM voice_counter""").ToListAsync(cancellationToken))[0];
        var read = long.TryParse(await facts.CursorAsync(Source, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor : -1;
        // Other records than before: nothing of what the facts have can be relied on.
        var isOther = read > until;
        var names = await NamesAsync(db, cancellationToken);
        // A voice does not change where what it is about is called otherwise now, or is gone: its fact does.
        var now = names.All;
        if (isOther || (known?.SetEquals(now) != true && (await facts.ReadAsync(new FactSql(NamesInFacts), row => (row.GetString(0), row.GetString(1)), cancellationToken)).Any(name => !now.Contains(name))))
            read = -1;
        if (read == until)
        {
            known = now;
            return 0;
        }
        var run = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        if (isOther)
            await facts.WriteAsync(new FactBatch($"{Source}:{run}:clear", Source).Clear<VoiceFact>(), cancellationToken);
        var (looked, batch) = (0, 0);
        for (var after = 0; ;)
        {
            var rows = await db.Set<Voice>().AsNoTracking().Where(voice => voice.Change > read && voice.Id > after).OrderBy(voice => voice.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (rows.Count == 0)
                break;
            await WriteAsync(db, rows, names, $"{Source}:{run}:{batch++}", cancellationToken);
            looked += rows.Count;
            after = rows[^1].Id;
        }
        var gone = await GoneVoices.SinceAsync(db, read, cancellationToken);
        await facts.WriteAsync(
            new FactBatch($"{Source}:{run}:end", Source) { Cursor = until.ToString(CultureInfo.InvariantCulture) }.Delete<VoiceKey>([.. gone.Select(KeyOf)]), cancellationToken);
        known = now;
        return looked;
    }

    private async Task WriteAsync(AppDb db, List<Voice> rows, KnownNames names, string batch, CancellationToken cancellationToken)
    {
        var ids = rows.Select(voice => voice.Id).ToList();
        var themes = (await db.Set<VoiceTheme>().Where(given => ids.Contains(given.VoiceId) && !given.IsSuggested)
            .Join(db.Set<Theme>(), given => given.ThemeId, theme => theme.Id, (given, theme) => new { given.VoiceId, theme.Key, theme.Name }).ToListAsync(cancellationToken))
            .GroupBy(theme => theme.VoiceId).ToDictionary(theme => theme.Key, theme => theme.OrderBy(one => one.Key, StringComparer.Ordinal).First().Name);
        var initiatives = (await db.Set<VoiceLink>().Where(link => ids.Contains(link.VoiceId) && link.Target == LinkTarget.Initiative)
            .OrderBy(link => link.Id).Select(link => new { link.VoiceId, link.TargetId }).ToListAsync(cancellationToken))
            .GroupBy(link => link.VoiceId).ToDictionary(link => link.Key, link => link.First().TargetId);
        var reachable = (await db.Set<Asker>().Where(asker => ids.Contains(asker.VoiceId) && asker.BouncedAt == null
                && (asker.PersonId != null || asker.AccountId != null || (asker.Mail != null && asker.IsConfirmed)))
            .Select(asker => asker.VoiceId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        var gone = rows.Where(voice => voice.MergedIntoId is not null || voice.ClosedAs is VoiceEnd.Spam).ToList();
        await facts.WriteAsync(
            new FactBatch(batch, Source)
                .Upsert<VoiceFact>([.. rows.Except(gone).Select(voice => Fact(
                    voice, themes.GetValueOrDefault(voice.Id), initiatives.GetValueOrDefault(voice.Id), reachable.Contains(voice.Id), names))])
                .Delete<VoiceKey>([.. gone.Select(voice => KeyOf(voice.Id))]),
            cancellationToken);
    }

    private static VoiceFact Fact(Voice voice, string? theme, int? initiative, bool canBeTold, KnownNames names)
    {
        // To the hour: who wrote at 14:03 could be found in other lists.
        var said = voice.Kind == VoiceKind.Developer ? new DateTimeOffset(voice.CapturedAt.UtcTicks - (voice.CapturedAt.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero) : voice.CapturedAt;
        return new VoiceFact
        {
            Id = KeyOf(voice.Id).Id,
            Kind = Enum.Parse<SpeakerKind>(voice.Kind.ToString()),
            Channel = Enum.Parse<VoiceDoor>(voice.Channel.ToString()),
            CapturedAt = said,
            TriagedAt = voice.TriagedAt,
            LinkedAt = voice.LinkedAt,
            StartedAt = voice.StartedAt,
            ReleasedAt = voice.ReleasedAt,
            ExposedAt = voice.ExposedAt,
            ToldAt = voice.ToldAt,
            ConfirmAskedAt = voice.ConfirmAskedAt,
            ConfirmedAt = voice.ConfirmedAt,
            ClosedAt = voice.ClosedAt,
            MonthDueAt = said.AddDays(30),
            QuarterDueAt = said.AddDays(90),
            ClosedAs = voice.ClosedAs is { } end ? Enum.Parse<VoiceClosing>(end.ToString()) : null,
            Helped = voice.Helped,
            IsReopened = voice.ReopenedAt is not null,
            CanBeTold = canBeTold,
            Theme = theme,
            Weight = voice.Weight,
            Votes = voice.Votes,
            Product = KnownNames.Of(names.Products, voice.ProductId),
            Feature = KnownNames.Of(names.Features, voice.FeatureId),
            Tool = KnownNames.Of(names.Tools, voice.ToolId),
            Initiative = KnownNames.Of(names.Initiatives, initiative),
            Service = voice.Service,
            Segment = KnownNames.Of(names.Segments, voice.AccountId),
        };
    }

    private static VoiceKey KeyOf(int id) => new(id.ToString(CultureInfo.InvariantCulture));

    private static async Task<KnownNames> NamesAsync(AppDb db, CancellationToken cancellationToken) => new(
        await db.Set<Product>().ToDictionaryAsync(row => row.Id, row => (string?)row.Name, cancellationToken),
        await db.Set<Feature>().ToDictionaryAsync(row => row.Id, row => (string?)row.Name, cancellationToken),
        await db.Set<Tool>().ToDictionaryAsync(row => row.Id, row => (string?)row.Name, cancellationToken),
        await db.Set<Initiative>().ToDictionaryAsync(row => row.Id, row => (string?)row.Name, cancellationToken),
        await db.Set<CustomerAccount>().ToDictionaryAsync(row => row.Id, row => row.Segment, cancellationToken),
        await db.Set<Theme>().ToDictionaryAsync(row => row.Id, row => (string?)row.Name, cancellationToken));

    private sealed record KnownNames(
        Dictionary<int, string?> Products, Dictionary<int, string?> Features, Dictionary<int, string?> Tools, Dictionary<int, string?> Initiatives, Dictionary<int, string?> Segments,
        Dictionary<int, string?> Themes)
    {
        public HashSet<(string, string)> All =>
        [
            .. Of("product", Products), .. Of("feature", Features), .. Of("tool", Tools), .. Of("initiative", Initiatives), .. Of("segment", Segments), .. Of("theme", Themes),
        ];

        private static IEnumerable<(string, string)> Of(string kind, Dictionary<int, string?> names) => names.Values.OfType<string>().Select(name => (kind, name));

        public static string? Of(Dictionary<int, string?> names, int? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }
}

[PatchOf(typeof(VoiceFact))]
internal sealed record VoiceKey(string Id);
