using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Surveys.Comments;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.FollowUps;

/// <summary>
/// What follows from a wave: an action, who answers for it, what work it waits for, word of it to everyone who was asked, and the question
/// whether it helped.
/// </summary>
internal sealed class WaveFollowUps(IDbContextFactory<AppDb> records, IMessages messages, IStringLocalizer<SurveysText> text, Audit audit, TimeProvider time)
{
    /// <returns>Why not; null where it was added.</returns>
    public async Task<string?> AddAsync(Survey survey, Wave wave, FollowUpInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.MayManage(survey.Lens))
            return "not-yours";
        var action = input.Action?.Trim() ?? "";
        if (action.Length is 0 or > FollowUp.LongestAction)
            return "no-action";
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (!await IsTopicAsync(db, wave, input.Topic, cancellationToken))
            return "no-topic";
        if (await RefusalAsync(db, input, cancellationToken) is { } why)
            return why;
        var row = new FollowUp { WaveId = wave.Id, Topic = input.Topic!, Action = action };
        Set(row, input);
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "survey.follow-up", $"follow-up:{row.Id}"), CancellationToken.None);
        return null;
    }

    /// <summary>Gives it another owner, initiative or day. What is being done stays: people may have been told of it, or asked.</summary>
    /// <returns>Why not; null where it was changed.</returns>
    public async Task<string?> ChangeAsync(Survey survey, Wave wave, int id, FollowUpInput input, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.MayManage(survey.Lens))
            return "not-yours";
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<FollowUp>().SingleOrDefaultAsync(row => row.Id == id && row.WaveId == wave.Id, cancellationToken) is not { } row)
            return "no-action";
        if (await RefusalAsync(db, input, cancellationToken) is { } why)
            return why;
        // Of other work it was not told yet that it shipped.
        if (row.InitiativeId != input.Initiative)
            row.ShippedToldAt = null;
        Set(row, input);
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "survey.follow-up.edit", $"follow-up:{id}"), CancellationToken.None);
        return null;
    }

    /// <summary>
    /// Tells everyone who was asked what is being done, and once more when its initiative has shipped: nobody knows who answered. Mails go
    /// out by the outbox.
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
        var hasShipped = await db.Set<Initiative>().AnyAsync(initiative => initiative.Id == followUp.InitiativeId && initiative.ShippedAt != null, cancellationToken);
        // Claimed and told at once: of two who press one tells, and after a kill either all mails are kept or none.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (claimed, now) = (db.Set<FollowUp>().Where(row => row.Id == id && (hasShipped ? row.ShippedToldAt : row.ToldAt) == null), time.GetUtcNow());
        var won = await (hasShipped
            ? claimed.ExecuteUpdateAsync(row => row.SetProperty(its => its.ShippedToldAt, now).SetProperty(its => its.ToldAt, its => its.ToldAt ?? now), cancellationToken)
            : claimed.ExecuteUpdateAsync(row => row.SetProperty(its => its.ToldAt, now), cancellationToken));
        if (won == 0)
            return "told-already";
        var addresses = await db.Set<Asked>().Where(asked => asked.WaveId == wave.Id)
            .Join(db.Set<Person>(), asked => asked.PersonId, person => person.Id, (_, person) => person)
            .Where(person => person.Mail != null && person.LeftAt == null).Select(person => person.Mail!).ToListAsync(cancellationToken);
        var said = text[hasShipped ? "Told.Shipped" : "Told.Text", survey.Title, wave.Number, action.TrimEnd('.')];
        foreach (var address in addresses)
            messages.Queue(db, new OutgoingMail(address, text["Told.Subject", survey.Title], said, Kind: "survey"));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "survey.tell", $"follow-up:{id}"), CancellationToken.None);
        return null;
    }

    private static void Set(FollowUp row, FollowUpInput input) =>
        (row.OwnerPersonId, row.OwnerTeamId, row.InitiativeId, row.DueOn) = (input.OwnerPerson, input.OwnerTeam, input.Initiative, input.DueOn);

    // A statement that was released, or a theme that enough people named.
    private static async Task<bool> IsTopicAsync(AppDb db, Wave wave, string? topic, CancellationToken cancellationToken) =>
        topic?.StartsWith(FollowUp.ThemePrefix, StringComparison.Ordinal) == true
            ? (await CommentReader.ReadAsync(db, wave, cancellationToken)).Themes.Any(theme => theme.Topic == topic)
            : await db.Set<ReleasedCell>().AnyAsync(cell => cell.WaveId == wave.Id && cell.Measure == topic, cancellationToken);

    private static async Task<string?> RefusalAsync(AppDb db, FollowUpInput input, CancellationToken cancellationToken) =>
        input is { OwnerPerson: null, OwnerTeam: null } ? "no-owner"
        : input.OwnerPerson is { } person && !await db.Set<Person>().AnyAsync(row => row.Id == person && row.LeftAt == null, cancellationToken) ? "no-owner"
        : input.OwnerTeam is { } team && !await db.Set<Team>().AnyAsync(row => row.Id == team, cancellationToken) ? "no-owner"
        : input.Initiative is { } initiative && !await db.Set<Initiative>().AnyAsync(row => row.Id == initiative, cancellationToken) ? "no-initiative"
        : null;
}
