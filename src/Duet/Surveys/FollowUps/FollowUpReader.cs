using System.Globalization;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.FollowUps;

/// <summary>Reads what was decided after waves, and what became of it.</summary>
internal sealed class FollowUpReader(IDbContextFactory<AppDb> records)
{
    /// <summary>Those of the survey up to the wave: what came of earlier ones stays in sight.</summary>
    public async Task<IReadOnlyList<FollowUpLine>> ListAsync(Wave wave, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await LinesAsync(db, db.Set<FollowUp>().Where(row =>
            db.Set<Wave>().Any(of => of.Id == row.WaveId && of.SurveyId == wave.SurveyId && of.Number <= wave.Number)), cancellationToken);
    }

    /// <summary>What an initiative was decided for.</summary>
    public async Task<IReadOnlyList<(FollowUpLine Line, Survey Survey)>> OfInitiativeAsync(int initiative, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var lines = await LinesAsync(db, db.Set<FollowUp>().Where(row => row.InitiativeId == initiative), cancellationToken);
        var surveys = await db.Set<Wave>().Join(db.Set<Survey>(), wave => wave.SurveyId, survey => survey.Id, (wave, survey) => new { wave.Id, survey })
            .AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.survey, cancellationToken);
        return [.. lines.Select(line => (line, surveys[line.FollowUp.WaveId]))];
    }

    /// <summary>Those whose initiative has shipped without a word of it to who was asked, as far as the caller may tell them; the oldest first.</summary>
    public async Task<IReadOnlyList<FollowUpToTell>> ToTellAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from row in db.Set<FollowUp>().AsNoTracking()
            where row.ShippedToldAt == null && row.Action != null
            join initiative in db.Set<Initiative>() on row.InitiativeId equals initiative.Id
            where initiative.ShippedAt != null
            join wave in db.Set<Wave>() on row.WaveId equals wave.Id
            join survey in db.Set<Survey>() on wave.SurveyId equals survey.Id
            orderby initiative.ShippedAt
            select new { survey.Lens, Line = new FollowUpToTell(survey.Id, survey.Title, wave.Number, row.Action!, initiative.Name, initiative.ShippedAt!.Value) }).ToListAsync(cancellationToken);
        return [.. rows.Where(row => caller.MayManage(row.Lens)).Select(row => row.Line)];
    }

    private static async Task<IReadOnlyList<FollowUpLine>> LinesAsync(AppDb db, IQueryable<FollowUp> asked, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in asked.AsNoTracking()
            join wave in db.Set<Wave>() on row.WaveId equals wave.Id
            orderby wave.Number descending, row.Id
            join known in db.Set<Person>() on row.OwnerPersonId equals known.Id into people
            from person in people.DefaultIfEmpty()
            join owning in db.Set<Team>() on row.OwnerTeamId equals owning.Id into teams
            from team in teams.DefaultIfEmpty()
            join decided in db.Set<Initiative>() on row.InitiativeId equals decided.Id into initiatives
            from initiative in initiatives.DefaultIfEmpty()
            join later in db.Set<Wave>() on row.AskedAgainWaveId equals later.Id into laters
            from again in laters.DefaultIfEmpty()
            select new { row, wave.Number, Person = person == null ? null : person.Name, Team = team == null ? null : team.Name, initiative, Again = again == null ? (int?)null : again.Number })
            .ToListAsync(cancellationToken);
        var themes = await db.Set<Theme>().AsNoTracking().ToDictionaryAsync(theme => theme.Id, theme => theme.Name, cancellationToken);
        var waves = rows.Select(row => row.row.AskedAgainWaveId).OfType<int>().Distinct().ToList();
        var helped = (await db.Set<ReleasedCell>().AsNoTracking().Where(cell => waves.Contains(cell.WaveId) && cell.Cell == "" && cell.Form == CellForm.Share && cell.Hidden == null)
            .ToListAsync(cancellationToken)).ToDictionary(cell => (cell.WaveId, cell.Measure));
        return
        [
            .. rows.Select(row => new FollowUpLine
            {
                FollowUp = row.row,
                Wave = row.Number,
                Topic = ThemeOf(row.row.Topic) is { } theme ? themes.GetValueOrDefault(theme) ?? "" : SurveyWords.Short(row.row.Topic),
                Person = row.Person,
                Team = row.Team,
                Initiative = row.initiative,
                AskedAgain = row.Again,
                Helped = row.row.AskedAgainWaveId is { } again ? helped.GetValueOrDefault((again, AskedAgain.KeyOf(row.row))) : null,
            }),
        ];
    }

    private static int? ThemeOf(string topic) =>
        topic.StartsWith(FollowUp.ThemePrefix, StringComparison.Ordinal) && int.TryParse(topic.AsSpan(FollowUp.ThemePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
