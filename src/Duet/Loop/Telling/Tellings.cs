using System.Security.Cryptography;
using System.Text;
using Duet.Access;
using Duet.Feedback;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Loop.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Platform.Web;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Loop.Telling;

/// <summary>Tells people what became of what they said, when somebody of the house says so, and asks them once whether it helped.</summary>
internal sealed class Tellings(
    IDbContextFactory<AppDb> records, IVoices voices, VoiceWriter writer, IMessages messages, PublicAddress address, IStringLocalizer<LoopText> text, TimeProvider time)
{
    private const int TokenBytes = 16;

    /// <summary>Somebody of the house, or whoever proved their address.</summary>
    public static bool CanBeTold(Asker asker) =>
        asker is { StoppedAt: null, BouncedAt: null } && (asker.PersonId is not null || asker.AccountId is not null || asker is { Mail: not null, IsConfirmed: true });

    /// <summary>Sends a proposal to everyone who asked. Who is quicker of two wins; the other one is told so.</summary>
    public async Task<Refused?> SendAsync(int id, string? subject, string? body, Caller caller, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(subject, body, caller, cancellationToken) is { } refused)
            return refused;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var told = await db.Set<TellingVoice>().Where(row => row.TellingId == id).Join(db.Set<Voice>().AsNoTracking(), row => row.VoiceId, voice => voice.Id, (_, voice) => voice)
            .Where(voice => voice.ToldAt == null && voice.MergedIntoId == null).ToListAsync(cancellationToken);
        var author = Author.Of(caller);
        if (told.Any(voice => !VoiceChanges.MayTriage(author, voice)))
            return new Refused("not-yours");
        var (now, by) = (time.GetUtcNow(), caller.AccountId);
        var isFirst = await db.Set<Records.Telling>().Where(telling => telling.Id == id && telling.State == TellingState.Proposed).ExecuteUpdateAsync(
            row => row.SetProperty(telling => telling.State, TellingState.Sent).SetProperty(telling => telling.Subject, subject!.Trim())
                .SetProperty(telling => telling.Body, body!.Trim()).SetProperty(telling => telling.By, by).SetProperty(telling => telling.At, now), cancellationToken);
        if (isFirst == 0)
            return new Refused("already-told");
        foreach (var voice in told)
            await TellAsync(db, voice.Id, subject!.Trim(), body!.Trim(), asksHelp: true, VoiceEnd.Done, author, now, cancellationToken);
        return null;
    }

    /// <summary>Writes to those who asked for one voice: of a no, of a yes that no work shows, or of how it stands.</summary>
    /// <param name="end">How the voice ends with it; null where it goes on, and is not told yet.</param>
    public async Task<Refused?> ReplyAsync(int id, string? subject, string? body, VoiceEnd? end, Caller caller, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(subject, body, caller, cancellationToken) is { } refused)
            return refused;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var author = Author.Of(caller);
        if (await db.Set<Voice>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } voice || !VoiceChanges.MayTriage(author, voice))
            return new Refused("not-yours");
        await TellAsync(db, id, subject!.Trim(), body!.Trim(), asksHelp: end is VoiceEnd.Done, end, author, time.GetUtcNow(), cancellationToken);
        return null;
    }

    /// <summary>Notes that they were told otherwise: by phone, in a meeting.</summary>
    public async Task<Refused?> NoteAsync(int id, DateTimeOffset on, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.VoiceTriage))
            return new Refused("not-yours");
        if (on > time.GetUtcNow())
            return new Refused("future-day");
        return await voices.ChangeAsync(id, Author.Of(caller), change => change.Told = on, cancellationToken) ? null : new Refused("not-yours");
    }

    /// <summary>Says that this deployment is no answer: the voices wait on, and are proposed again with the next one.</summary>
    public async Task<Refused?> DismissAsync(int id, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.VoiceTriage))
            return new Refused("not-yours");
        var (now, by, author) = (time.GetUtcNow(), caller.AccountId, Author.Of(caller));
        var isDone = await writer.WriteAsync(async (db, number) =>
        {
            var row = await db.Set<Records.Telling>().FindAsync([id], cancellationToken);
            var waiting = await db.Set<TellingVoice>().Where(known => known.TellingId == id).Join(db.Set<Voice>(), known => known.VoiceId, voice => voice.Id, (_, voice) => voice)
                .Where(voice => voice.ToldAt == null).ToListAsync(cancellationToken);
            if (row is not { State: TellingState.Proposed } || waiting.Any(voice => !VoiceChanges.MayTriage(author, voice)))
                return false;
            (row.State, row.By, row.At) = (TellingState.Dismissed, by, now);
            foreach (var voice in waiting)
                (voice.ReleasedAt, voice.Change, voice.Shown) = (null, number, voice.Shown is PublicState.Done ? PublicState.Started : voice.Shown);
            return true;
        }, cancellationToken);
        return isDone ? null : new Refused("already-told");
    }

    private async Task TellAsync(
        AppDb db, int voice, string subject, string body, bool asksHelp, VoiceEnd? end, Author author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        HashSet<string> written = new(StringComparer.OrdinalIgnoreCase);
        foreach (var asker in (await db.Set<Asker>().Where(known => known.VoiceId == voice).ToListAsync(cancellationToken)).Where(CanBeTold))
        {
            if (await MailOfAsync(db, asker, cancellationToken) is not { } to || !written.Add(to))
                continue;
            // Each mail has a key of its own; the one before it opens nothing any more.
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
            (asker.TokenHash, asker.ToldAt) = (SHA256.HashData(Encoding.UTF8.GetBytes(token)), end is null ? asker.ToldAt : now);
            await db.SaveChangesAsync(cancellationToken);
            var words = asksHelp ? $"{body}\n\n{text["Mail.DidItHelp"]}\n{address.Of($"/portal/answer/{token}")}" : body;
            await messages.QueueAsync(
                new OutgoingMail(to, subject, $"{words}\n\n{text["Mail.Foot"]}\n{address.Of($"/portal/stop/{token}")}\n", address.Of($"/portal/stop/{token}"), "telling"), cancellationToken);
        }
        if (end is null)
            return;
        await voices.ChangeAsync(voice, author, change =>
        {
            change.Told = now;
            change.ConfirmAsked = asksHelp && written.Count > 0 ? now : null;
            change.End = end;
        }, cancellationToken);
    }

    private async Task<Refused?> RefusalAsync(string? subject, string? body, Caller caller, CancellationToken cancellationToken) =>
        !caller.Can(Permission.VoiceTriage) ? new Refused("not-yours")
        : string.IsNullOrWhiteSpace(subject) || subject.Trim().Length > Records.Telling.LongestSubject || subject.Any(char.IsControl) ? new Refused("bad-subject", Records.Telling.LongestSubject)
        : string.IsNullOrWhiteSpace(body) || body.Trim().Length > Records.Telling.LongestBody ? new Refused("bad-body", Records.Telling.LongestBody)
        : !await messages.CanMailAsync(cancellationToken) ? new Refused("no-mail")
        : null;

    private static async Task<string?> MailOfAsync(AppDb db, Asker asker, CancellationToken cancellationToken) =>
        asker.Mail
        ?? (asker.PersonId is { } person ? await db.Set<Person>().Where(row => row.Id == person).Select(row => row.Mail).SingleOrDefaultAsync(cancellationToken) : null)
        ?? (asker.AccountId is { } account ? await db.Set<Account>().Where(row => row.Id == account).Select(row => row.Mail).SingleOrDefaultAsync(cancellationToken) : null);
}
