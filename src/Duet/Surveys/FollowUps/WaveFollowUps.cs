using Duet.Access;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.FollowUps;

/// <summary>What follows from a wave: an action, its owner, word of it to everyone who was asked, and the question whether it helped.</summary>
internal sealed class WaveFollowUps(IDbContextFactory<AppDb> records, IMessages messages, IStringLocalizer<SurveysText> text, Audit audit, TimeProvider time)
{
    /// <summary>Those of the survey up to the wave: what came of earlier ones stays in sight.</summary>
    public async Task<IReadOnlyList<FollowUpLine>> ListAsync(Wave wave, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var waves = await db.Set<Wave>().AsNoTracking().Where(row => row.SurveyId == wave.SurveyId).ToDictionaryAsync(row => row.Id, row => row.Number, cancellationToken);
        var rows = await db.Set<FollowUp>().AsNoTracking()
            .Where(row => db.Set<Wave>().Any(of => of.Id == row.WaveId && of.SurveyId == wave.SurveyId && of.Number <= wave.Number))
            .OrderByDescending(row => row.WaveId).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var teams = await db.Set<Team>().AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, cancellationToken);
        return [.. rows.Select(row => new FollowUpLine(
            row, waves[row.WaveId], row.OwnerTeamId is { } team ? teams.GetValueOrDefault(team) : null,
            row.AskedAgainWaveId is { } again ? waves.GetValueOrDefault(again) : null))];
    }

    /// <returns>Why not; null where it was added.</returns>
    public async Task<string?> AddAsync(Survey survey, Wave wave, FollowUpInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.MayManage(survey.Lens))
            return "not-yours";
        var action = input.Action?.Trim() ?? "";
        if (action.Length is 0 or > FollowUp.LongestAction)
            return "no-action";
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<ReleasedCell>().AnyAsync(cell => cell.WaveId == wave.Id && cell.Measure == input.Topic, cancellationToken))
            return "no-topic";
        if (!await db.Set<Team>().AnyAsync(team => team.Id == input.OwnerTeam, cancellationToken))
            return "no-owner";
        var row = new FollowUp { WaveId = wave.Id, Topic = input.Topic!, Action = action, OwnerTeamId = input.OwnerTeam, DueOn = input.DueOn };
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "survey.follow-up", $"follow-up:{row.Id}"), CancellationToken.None);
        return null;
    }

    /// <summary>
    /// Tells everyone who was asked what is being done, once: nobody knows who answered. Mails go out by the outbox.
    /// </summary>
    /// <returns>Why not; null where it was done.</returns>
    public async Task<string?> TellAsync(Survey survey, Wave wave, int id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.MayManage(survey.Lens))
            return "not-yours";
        if (!await messages.CanMailAsync(cancellationToken))
            return "no-mail";
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var followUp = await db.Set<FollowUp>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.WaveId == wave.Id, cancellationToken);
        if (followUp?.Action is not { } action)
            return "no-action";
        // Claimed before anything is sent, so that two who press at once tell once.
        var won = await db.Set<FollowUp>().Where(row => row.Id == id && row.ToldAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(its => its.ToldAt, time.GetUtcNow()), cancellationToken);
        if (won == 0)
            return "told-already";
        var addresses = await db.Set<Asked>().Where(asked => asked.WaveId == wave.Id)
            .Join(db.Set<Person>(), asked => asked.PersonId, person => person.Id, (_, person) => person)
            .Where(person => person.Mail != null && person.LeftAt == null).Select(person => person.Mail!).ToListAsync(cancellationToken);
        foreach (var address in addresses)
            await messages.QueueAsync(new OutgoingMail(address, text["Told.Subject", survey.Title], text["Told.Text", survey.Title, wave.Number, action], Kind: "survey"), cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "survey.tell", $"follow-up:{id}"), CancellationToken.None);
        return null;
    }
}

/// <summary>An action as somebody entered it.</summary>
internal sealed record FollowUpInput(string? Topic, string? Action, int? OwnerTeam, DateOnly? DueOn);

/// <param name="Wave">The number of the wave that called for it.</param>
/// <param name="AskedAgain">The number of the wave that asks about it; null for none yet.</param>
internal sealed record FollowUpLine(FollowUp FollowUp, int Wave, string? Owner, int? AskedAgain);
