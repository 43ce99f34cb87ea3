using Duet.Engine.Metrics;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Teams.Me;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Feedback.Intake;

/// <summary>Tells somebody which voices name them: what they wrote, follow, or what was noted for them.</summary>
internal sealed class OwnVoices(IDbContextFactory<AppDb> records, Func<Installation> installation, IStringLocalizer<IntakeText> text) : IOwnRecords
{
    public async Task<IReadOnlyList<OwnHolding>> OfAsync(int? person, Guid? account, CancellationToken cancellationToken)
    {
        if (person is null && account is null)
            return [];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<Asker>().AsNoTracking()
            .Where(asker => (person != null && asker.PersonId == person) || (account != null && asker.AccountId == account))
            .Join(db.Set<Voice>(), asker => asker.VoiceId, voice => voice.Id, (asker, voice) => new { asker.Role, voice.Id, voice.Title, voice.CapturedAt })
            .OrderByDescending(row => row.CapturedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.DistinctBy(row => (row.Id, row.Role)).Select(row => new OwnHolding(
            text["Own.Voices"], DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(row.CapturedAt, installation().Zone).DateTime),
            text["Own.Voice", row.Title, text[$"Own.As{row.Role}"].Value]))];
    }
}
