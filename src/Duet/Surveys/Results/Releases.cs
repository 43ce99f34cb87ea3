using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Comments;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Results;

/// <summary>Writes what a closed wave says, all of it or nothing, and once.</summary>
internal sealed class Releases(IDbContextFactory<AppDb> records, ReleaseReader reader, WaveVoices voices) : IReleases
{
    private long version;

    /// <summary>Rises with every release of this process: who keeps numbers asks it.</summary>
    public long Version => Interlocked.Read(ref version);

    public async Task<bool> ReleaseAsync(int wave, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(wave, cancellationToken) is not { } input)
            return false;
        var release = Releasing.Of(input);
        // Before the wave counts as released: cut off in between, it is done again, and each text is there once.
        await voices.BringAsync(wave, cancellationToken);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var won = await db.Set<Wave>().Where(row => row.Id == wave && row.State == WaveState.Closed)
            .ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Released), cancellationToken);
        if (won == 0)
            return false;
        db.AddRange(release.Cells.Select(cell => ReleaseRows.Of(wave, cell)));
        db.AddRange(release.Drivers.Select(driver => new ReleasedDriver
        {
            WaveId = wave,
            Outcome = driver.Outcome,
            Item = driver.Item,
            Tau = driver.Tau,
            Low = driver.Low,
            High = driver.High,
            N = driver.N,
        }));
        var part = release.Participation;
        db.Add(new WavePart { WaveId = wave, Invited = part.Invited, AnsweredTens = part.AnsweredTens, Low = part.WorstLow, High = part.WorstHigh });
        db.Add(AnsweredOf(wave, "", part.AnsweredTens));
        db.AddRange(part.TensByCell.Select(cell => AnsweredOf(wave, cell.Key, cell.Value)));
        foreach (var followUp in await db.Set<FollowUp>().Where(row => row.AskedAgainWaveId == wave).ToListAsync(cancellationToken))
            followUp.Verdict = FollowUpVerdicts.Of(followUp, release);
        await db.SaveChangesAsync(cancellationToken);
        // Kept together for the drivers only, which are out now.
        await db.Set<JointAnswer>().Where(row => row.WaveId == wave).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Interlocked.Increment(ref version);
        return true;
    }

    private static ReleasedCell AnsweredOf(int wave, string cell, int tens) =>
        new() { WaveId = wave, Cell = cell, Measure = ReleasedCell.Answered, Form = CellForm.Share, Value = tens / 100.0 };
}
