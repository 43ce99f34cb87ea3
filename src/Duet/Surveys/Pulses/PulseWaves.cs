using Duet.Access;
using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Pulses;

/// <summary>
/// The wave of a window: everybody who could be asked is put into groups before the first of them is, and stays there until its end.
/// </summary>
internal sealed class PulseWaves(IInstruments instruments, Waves waves, Audit audit, WaveTools tools)
{
    /// <summary>The wave that takes this window's answers, made when the first is to be asked.</summary>
    /// <returns>Null where the window was closed by hand, or where fewer people than a group needs could be asked.</returns>
    public async Task<Wave?> OfAsync(AppDb db, Survey survey, PulseSpan span, Audience audience, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, survey, span, cancellationToken) is { } known)
            return known.State == WaveState.Open ? known : null;
        if (instruments.Find(survey.Instrument, survey.InstrumentVersion) is not { } instrument
            || await FrozenWave.OfAsync(db, survey, audience with { People = audience.Everybody }, instrument, tools.K, cancellationToken) is not { } made)
            return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Of two that come here at once, one waits and finds the other's wave, or is refused by its number and finds it at the next look.
        if (await FindAsync(db, survey, span, cancellationToken) is { } other)
            return other.State == WaveState.Open ? other : null;
        var wave = await waves.AddAsync(db, survey, WaveState.Open, span.First, span.Last, cancellationToken);
        wave.Catalogue = made.Catalogue;
        var cohorts = made.Frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => Issue.CohortOf(wave.Id, leaf), StringComparer.Ordinal);
        db.AddRange(cohorts.Values);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(made.Frozen.Leaves.SelectMany(leaf => leaf.People.Select(person => new PulsePlace { WaveId = wave.Id, PersonId = person, CohortId = cohorts[leaf.Key].Id })));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await audit.RecordAsync(new AuditEntry(Caller.Host.AuditName, "survey.open", $"wave:{wave.Id}"), CancellationToken.None);
        return wave;
    }

    private static Task<Wave?> FindAsync(AppDb db, Survey survey, PulseSpan span, CancellationToken cancellationToken) => db.Set<Wave>().AsNoTracking()
        .Where(wave => wave.SurveyId == survey.Id && wave.State != WaveState.Void && wave.OpensOn >= span.First && wave.OpensOn <= span.Last)
        .OrderByDescending(wave => wave.Number).FirstOrDefaultAsync(cancellationToken);
}
