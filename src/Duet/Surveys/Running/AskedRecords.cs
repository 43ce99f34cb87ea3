using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Me;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.Running;

/// <summary>
/// Tells somebody in which waves they were asked and in which group they counted, as the ledger has it. Whether they answered is not in it: of
/// anonymous waves nobody knows, and of the others it is told to nobody.
/// </summary>
internal sealed class AskedRecords(IDbContextFactory<AppDb> records, SurveyWords words, IStringLocalizer<SurveysText> text) : IOwnRecords
{
    public async Task<IReadOnlyList<OwnHolding>> OfAsync(int? person, Guid? account, CancellationToken cancellationToken)
    {
        if (person is not { } id)
            return [];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var asked = await db.Set<Asked>().AsNoTracking().Where(row => row.PersonId == id)
            .Join(db.Set<Wave>(), row => row.WaveId, wave => wave.Id, (row, wave) => new { row.On, Group = row.Labels, Wave = wave })
            .Join(db.Set<Survey>(), row => row.Wave.SurveyId, survey => survey.Id, (row, survey) => new { row.On, row.Group, row.Wave, Survey = survey })
            .OrderByDescending(row => row.On).ThenByDescending(row => row.Wave.Id).ToListAsync(cancellationToken);
        var placed = await db.Set<PulsePlace>().AsNoTracking().Where(row => row.PersonId == id && !db.Set<Asked>().Any(other => other.PersonId == id && other.WaveId == row.WaveId))
            .Join(db.Set<Cohort>(), row => row.CohortId, cohort => cohort.Id, (row, cohort) => new { row.WaveId, Group = cohort.Key })
            .Join(db.Set<Wave>(), row => row.WaveId, wave => wave.Id, (row, wave) => new { row.Group, Wave = wave })
            .Join(db.Set<Survey>(), row => row.Wave.SurveyId, survey => survey.Id, (row, survey) => new { row.Group, row.Wave, Survey = survey })
            .OrderByDescending(row => row.Wave.Id).ToListAsync(cancellationToken);
        return
        [
            .. asked.Select(row => new OwnHolding(
                text["Own.Asked"], row.On, text["Own.AskedIn", words.Title(row.Survey, row.Wave), text[$"Promise.{row.Wave.Promise}"].Value, GroupOf(row.Group)])),
            .. placed.Select(row => new OwnHolding(text["Own.Placed"], null, text["Own.PlacedIn", words.Title(row.Survey, row.Wave), GroupOf(row.Group)])),
        ];
    }

    private string GroupOf(string leaf) => CohortWords.OfKey(leaf) is { Length: > 0 } group ? group : text["Plan.Everybody"];
}
