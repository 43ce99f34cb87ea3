using Duet.Access;
using Duet.Platform.Jobs;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>
/// Opens, reminds, closes and releases when their day has come. Each step is a conditional change that only one node can make, so several
/// may look at the same time.
/// </summary>
internal sealed partial class WaveClock(
    IDbContextFactory<AppDb> records, Waves waves, WavePost post, IReleases releases, WaveTools tools, ILogger<WaveClock> log)
    : Rounds(TimeSpan.FromMinutes(1), log)
{
    // A process that was cut off may have left some.
    private bool hasTraces = true;

    /// <summary>One look at everything that may be due.</summary>
    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        foreach (var wave in await db.Set<Wave>().Where(wave => wave.State == WaveState.Issuing).Select(wave => wave.Id).ToListAsync(cancellationToken))
            await waves.ResumeAsync(wave, cancellationToken);
        var today = tools.Today;
        foreach (var wave in await db.Set<Wave>().Where(wave => wave.State == WaveState.Open && wave.ClosesOn < today).Select(wave => wave.Id).ToListAsync(cancellationToken))
            await waves.CloseAsync(wave, null, cancellationToken);
        foreach (var wave in await db.Set<Wave>().Where(wave => wave.State == WaveState.Closed).Select(wave => wave.Id).ToListAsync(cancellationToken))
            hasTraces |= await releases.ReleaseAsync(wave, cancellationToken);
        foreach (var survey in await db.Set<Survey>().AsNoTracking().Where(survey => !survey.IsStopped && survey.Kind != SurveyKind.Pulse && survey.NextOpensOn <= today).ToListAsync(cancellationToken))
            await OpenAsync(db, survey, cancellationToken);
        foreach (var wave in await db.Set<Wave>().AsNoTracking().Where(wave => wave.State == WaveState.Open && wave.OpensOn < today).ToListAsync(cancellationToken))
            await RemindAsync(db, wave, today, cancellationToken);
        hasTraces |= await AnswerRetention.ApplyAsync(db, today, cancellationToken);
        if (hasTraces)
            hasTraces = !await Traces.ClearAsync(db, cancellationToken);
    }

    // Opened first and moved on then: cut off between the two, the next look finds the wave open and moves on.
    private async Task OpenAsync(AppDb db, Survey survey, CancellationToken cancellationToken)
    {
        var opening = await waves.OpenAsync(survey.Id, Caller.Host, cancellationToken);
        if (opening.Refusal is { } why and not WaveRefusal.AlreadyOpen)
            LogNotOpened(log, survey.Id, why);
        DateOnly? next = survey.Plan.EveryWeeks is { } weeks && survey.NextOpensOn is { } due ? Next(due, weeks, tools.Today) : null;
        await db.Set<Survey>().Where(row => row.Id == survey.Id && row.NextOpensOn == survey.NextOpensOn)
            .ExecuteUpdateAsync(row => row.SetProperty(its => its.NextOpensOn, next), cancellationToken);
    }

    private static DateOnly Next(DateOnly due, int weeks, DateOnly today)
    {
        // What was missed while nothing ran is not made up for.
        do
            due = due.AddDays(7 * weeks);
        while (due <= today);
        return due;
    }

    private async Task RemindAsync(AppDb db, Wave wave, DateOnly today, CancellationToken cancellationToken)
    {
        var survey = await db.Set<Survey>().AsNoTracking().SingleAsync(row => row.Id == wave.SurveyId, cancellationToken);
        var due = survey.Plan.Reminders.Count(day => wave.OpensOn.AddDays(day) <= today);
        if (survey.Kind != SurveyKind.Wave || due <= wave.Reminded || today >= wave.ClosesOn)
            return;
        // Claimed before it is sent: a reminder that is lost is better than one that comes twice.
        var won = await db.Set<Wave>().Where(row => row.Id == wave.Id && row.Reminded == wave.Reminded && row.State == WaveState.Open)
            .ExecuteUpdateAsync(row => row.SetProperty(its => its.Reminded, due), cancellationToken);
        if (won == 0)
            return;
        var addresses = await db.Set<Asked>().Where(asked => asked.WaveId == wave.Id)
            .Join(db.Set<Teams.Records.Person>(), asked => asked.PersonId, person => person.Id, (_, person) => person)
            .Where(person => person.Mail != null && person.LeftAt == null).Select(person => person.Mail!).ToListAsync(cancellationToken);
        await post.RemindAsync(survey, wave, addresses, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The next wave of survey {Survey} was due and not opened: {Why}.")]
    private static partial void LogNotOpened(ILogger log, int survey, WaveRefusal why);
}
