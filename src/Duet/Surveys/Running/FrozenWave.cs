using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>A wave's people in their groups, before anybody is asked.</summary>
/// <param name="Catalogue">With how many people came or went in each cell since the wave before.</param>
/// <param name="Rotation">Into how many sets the items are divided; 0 for none.</param>
internal sealed record FrozenWave(Frozen Frozen, WaveCatalogue Catalogue, int Rotation)
{
    private const int MostSets = 4;

    // Answers to each item that every group can expect before its items may be divided.
    private const int LeastAnswers = 8;
    private const double UsualRate = 0.6;

    /// <summary>Null where there are fewer people than a group needs.</summary>
    public static async Task<FrozenWave?> OfAsync(
        AppDb db, Survey survey, Audience audience, Instrument instrument, int k, CancellationToken cancellationToken)
    {
        var plan = survey.Plan;
        var rules = new FreezeRules(
            k, plan.Attributes, [.. plan.Crosses.Select(cross => (cross.First, cross.Second))], team => audience.ParentTeams.GetValueOrDefault(team));
        if (Freezing.Of(audience.People, rules) is not { } frozen)
            return null;
        // Whom a pulse asks, nobody knows before: what moved is counted when its window is over.
        var former = survey.Kind == SurveyKind.Pulse ? null : await db.Set<Wave>().AsNoTracking()
            .Where(wave => wave.SurveyId == survey.Id && (wave.State == WaveState.Closed || wave.State == WaveState.Released))
            .OrderByDescending(wave => wave.Number).FirstOrDefaultAsync(cancellationToken);
        var before = former is null ? null : await FormerMembers.OfAsync(db, former, cancellationToken);
        var catalogue = new WaveCatalogue(
            [.. frozen.Catalogue.Select(cell => new WaveCell(cell.Key, cell.Where, cell.Leaves, before?.MovedIn(cell, frozen)))],
            [.. frozen.NotAsked.Select(cell => new CellNotAsked(cell.Cell, cell.Why.ToString()))]);
        var rate = former is null ? UsualRate : await RateAsync(db, former.Id, cancellationToken);
        return new FrozenWave(frozen, catalogue, plan.Rotates && survey.Kind == SurveyKind.Wave ? SetsFor(instrument, frozen.Leaves.Min(leaf => leaf.People.Count), rate) : 0);
    }

    /// <summary>As many sets as leave enough answers to each item in the smallest group.</summary>
    public static int SetsFor(Instrument instrument, int smallest, double rate)
    {
        var most = instrument.Scoring is null ? Math.Min(MostSets, instrument.Items.Count(item => item.Kind != ItemKind.Text && item.When is null)) : 0;
        for (var sets = most; sets >= 2; sets--)
            if (smallest * rate / sets >= LeastAnswers)
                return sets;
        return 0;
    }

    private static async Task<double> RateAsync(AppDb db, int wave, CancellationToken cancellationToken) =>
        await db.Set<WavePart>().AsNoTracking().Where(part => part.WaveId == wave).Select(part => (int?)part.AnsweredTens)
            .SingleOrDefaultAsync(cancellationToken) is { } tens ? tens / 100.0 : UsualRate;
}
