using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>Deletes answers and comments when the time that their survey keeps them is over. What was released of them stays.</summary>
internal static class AnswerRetention
{
    /// <returns>True where something was deleted.</returns>
    public static async Task<bool> ApplyAsync(AppDb db, DateOnly today, CancellationToken cancellationToken)
    {
        var held = await db.Set<Wave>().AsNoTracking()
            .Where(wave => wave.State == WaveState.Released && (db.Set<Answer>().Any(answer => answer.WaveId == wave.Id)
                || db.Set<SurveyComment>().Any(comment => comment.WaveId == wave.Id)))
            .Join(db.Set<Survey>(), wave => wave.SurveyId, survey => survey.Id, (wave, survey) => new { wave.Id, wave.ClosesOn, survey.Plan })
            .ToListAsync(cancellationToken);
        var over = held.FindAll(wave => wave.ClosesOn.AddMonths(wave.Plan.RetentionMonths) < today);
        foreach (var wave in over)
        {
            await db.Set<SurveyComment>().Where(comment => comment.WaveId == wave.Id).ExecuteDeleteAsync(cancellationToken);
            await db.Set<Answer>().Where(answer => answer.WaveId == wave.Id).ExecuteDeleteAsync(cancellationToken);
        }
        return over.Count > 0;
    }
}
