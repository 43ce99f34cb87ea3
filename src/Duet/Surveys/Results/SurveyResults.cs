using Duet.Access;
using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Comments;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Results;

/// <summary>The only way to what surveys said: released numbers, within what the caller may see. Pages, API and exports all come here.</summary>
internal sealed class SurveyResults(IDbContextFactory<AppDb> records, IInstruments instruments, Caller caller)
{
    /// <summary>All surveys with their waves, the newest first.</summary>
    public async Task<IReadOnlyList<SurveyLine>> ListAsync(CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SurveyResults);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var waves = (await db.Set<Wave>().AsNoTracking().Where(wave => wave.State != WaveState.Void).OrderBy(wave => wave.Number).ToListAsync(cancellationToken))
            .ToLookup(wave => wave.SurveyId);
        var parts = await db.Set<WavePart>().AsNoTracking().ToDictionaryAsync(part => part.WaveId, cancellationToken);
        return [.. (await db.Set<Survey>().AsNoTracking().OrderBy(survey => survey.Title).ToListAsync(cancellationToken)).Select(survey => new SurveyLine(
            survey, [.. waves[survey.Id].Select(wave => (wave, parts.GetValueOrDefault(wave.Id)))]))];
    }

    /// <summary>A survey with all that was released of it, the oldest wave first; null where there is none.</summary>
    public async Task<SurveyTrend?> TrendAsync(int survey, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SurveyResults);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Survey>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == survey, cancellationToken) is not { } known)
            return null;
        var waves = await db.Set<Wave>().AsNoTracking().Where(wave => wave.SurveyId == survey && wave.State != WaveState.Void).OrderBy(wave => wave.Number).ToListAsync(cancellationToken);
        List<WaveResults> released = [];
        foreach (var wave in waves.Where(wave => wave.State == WaveState.Released))
            released.Add(await ReadAsync(db, known, wave, waves, cancellationToken));
        return new SurveyTrend(known, waves, released);
    }

    /// <summary>What a wave said; null where there is no such wave, or nothing was released of it yet.</summary>
    public async Task<WaveResults?> WaveAsync(int survey, int number, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SurveyResults);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var waves = await db.Set<Wave>().AsNoTracking().Where(wave => wave.SurveyId == survey && wave.State == WaveState.Released).ToListAsync(cancellationToken);
        return waves.Find(wave => wave.Number == number) is { } wave
            ? await ReadAsync(db, await db.Set<Survey>().AsNoTracking().SingleAsync(row => row.Id == survey, cancellationToken), wave, waves, cancellationToken)
            : null;
    }

    /// <summary>The last released wave of each survey.</summary>
    public async Task<IReadOnlyList<WaveResults>> LastAsync(CancellationToken cancellationToken)
    {
        List<WaveResults> found = [];
        foreach (var line in await ListAsync(cancellationToken))
            if (line.Last is { } last && await WaveAsync(line.Survey.Id, last.Wave.Number, cancellationToken) is { } results)
                found.Add(results);
        return found;
    }

    private async Task<WaveResults> ReadAsync(AppDb db, Survey survey, Wave wave, List<Wave> waves, CancellationToken cancellationToken)
    {
        var reach = await CellReach.OfAsync(caller, db, cancellationToken);
        var cells = (wave.Catalogue?.Cells ?? [new WaveCell("", new Dictionary<string, string>(), [], null)]).Where(reach.Shows).ToList();
        var keys = cells.Select(cell => cell.Key).ToHashSet(StringComparer.Ordinal);
        var numbers = await db.Set<ReleasedCell>().AsNoTracking().Where(cell => cell.WaveId == wave.Id).ToListAsync(cancellationToken);
        var asked = await db.Set<FollowUp>().AsNoTracking().Where(row => wave.AskedAgain.Contains(row.Id)).ToListAsync(cancellationToken);
        return new WaveResults([.. numbers.Where(number => keys.Contains(number.Cell))])
        {
            Survey = survey,
            Wave = wave,
            Former = waves.Where(other => other.State == WaveState.Released && other.Number < wave.Number).MaxBy(other => other.Number) is { } former
                && (former.Instrument, former.InstrumentVersion) == (wave.Instrument, wave.InstrumentVersion) ? former : null,
            Instrument = instruments.Find(wave.Instrument, wave.InstrumentVersion) is { } own ? AskedAgain.With(own, asked) : null,
            Cells = cells,
            Drivers = await db.Set<ReleasedDriver>().AsNoTracking().Where(driver => driver.WaveId == wave.Id).ToListAsync(cancellationToken),
            Part = await db.Set<WavePart>().AsNoTracking().SingleAsync(part => part.WaveId == wave.Id, cancellationToken),
            Comments = await CommentReader.ReadAsync(db, wave, cancellationToken),
        };
    }
}

/// <summary>A survey and its waves, the oldest first; a part is there once a wave is released.</summary>
internal sealed record SurveyLine(Survey Survey, IReadOnlyList<(Wave Wave, WavePart? Part)> Waves)
{
    public (Wave Wave, WavePart? Part)? Last => Waves.LastOrDefault(wave => wave.Wave.State == WaveState.Released) is { Wave: not null } last ? last : null;
    public Wave? Open => Waves.LastOrDefault(wave => wave.Wave.State is WaveState.Open or WaveState.Issuing or WaveState.Closed).Wave;
}

/// <summary>A survey with its waves and what was released, both oldest first.</summary>
internal sealed record SurveyTrend(Survey Survey, IReadOnlyList<Wave> Waves, IReadOnlyList<WaveResults> Released);
