using Duet.Access;
using Duet.Feedback;
using Duet.Feedback.Intake;
using Duet.Feedback.Portal;
using Duet.Feedback.Records;
using Duet.Loop.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Duet.Loop.Telling;

/// <summary>
/// Tells people what became of what they said, when somebody of the house says so, and asks them once whether it helped. What is
/// told and the mails that tell it are kept together: after a kill either all of it is there or none.
/// </summary>
internal sealed class Tellings(
    VoiceWriter writer, VoiceChanges changes, Followers followers, IMessages messages, IStringLocalizer<LoopText> text, TimeProvider time)
{
    /// <summary>Sends a proposal to everyone who asked. Who is quicker of two wins; the other one is told so.</summary>
    public async Task<Refused?> SendAsync(int id, string? subject, string? body, Caller caller, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(subject, body, caller, cancellationToken) is { } refused)
            return refused;
        var (now, author) = (time.GetUtcNow(), Author.Of(caller));
        return await WriteAsync(async (db, number) =>
        {
            if (await db.Set<Records.Telling>().FindAsync([id], cancellationToken) is not { State: TellingState.Proposed } row)
                return Act.Refuse("already-told");
            var told = await Proposals.WaitingAsync(db, id, cancellationToken);
            if (told.Any(voice => !VoiceChanges.MayTriage(author, voice)))
                return Act.Refuse("not-yours");
            (row.State, row.Subject, row.Body, row.By, row.At) = (TellingState.Sent, subject!.Trim(), body!.Trim(), caller.AccountId, now);
            return await TellAsync(db, number, [.. told.Select(voice => voice.Id)], new Letter(row.Subject, row.Body, VoiceEnd.Done), author, now, cancellationToken);
        }, author, cancellationToken);
    }

    /// <summary>Writes to those who asked for one voice: of a no, of a yes that no work shows, or of how it stands.</summary>
    /// <param name="end">How the voice ends with it; null where it goes on, and is not told yet.</param>
    public async Task<Refused?> ReplyAsync(int id, string? subject, string? body, VoiceEnd? end, Caller caller, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(subject, body, caller, cancellationToken) is { } refused)
            return refused;
        var (now, author) = (time.GetUtcNow(), Author.Of(caller));
        return await WriteAsync(async (db, number) =>
            await db.Set<Voice>().FindAsync([id], cancellationToken) is { } voice && VoiceChanges.MayTriage(author, voice)
                ? await TellAsync(db, number, [id], new Letter(subject!.Trim(), body!.Trim(), end), author, now, cancellationToken)
                : Act.Refuse("not-yours"), author, cancellationToken);
    }

    /// <summary>Notes that they were told otherwise: by phone, in a meeting. What was released ends with it.</summary>
    /// <param name="on">The beginning of the day on which they were told.</param>
    public async Task<Refused?> NoteAsync(int id, DateTimeOffset on, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.VoiceTriage))
            return new Refused("not-yours");
        if (on > time.GetUtcNow())
            return new Refused("future-day");
        var author = Author.Of(caller);
        return await WriteAsync(async (db, number) =>
        {
            if (await db.Set<Voice>().FindAsync([id], cancellationToken) is not { } voice)
                return Act.Refuse("not-yours");
            // Of the day nobody knows the hour: it was not before there was something to tell.
            var soonest = voice.ReleasedAt ?? voice.CapturedAt;
            if (on.AddDays(1) <= soonest)
                return Act.Refuse(voice.ReleasedAt is null ? "before-asked" : "before-released");
            var change = new VoiceChange
            {
                Told = on < soonest ? soonest : on,
                End = voice is { ReleasedAt: not null, ClosedAs: null } ? VoiceEnd.Done : null,
            };
            return await changes.ApplyAsync(db, number, id, author, change, cancellationToken) ? new Act(null, [(id, change)]) : Act.Refuse("not-yours");
        }, author, cancellationToken);
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

    private async Task<Refused?> WriteAsync(Func<AppDb, long, Task<Act>> write, Author author, CancellationToken cancellationToken)
    {
        var act = await writer.WriteAsync(write, done => done.Refused is null, cancellationToken);
        if (act.Refused is not null)
            return act.Refused;
        foreach (var (voice, change) in act.Changes)
            await changes.RecordAsync(author, voice, change, CancellationToken.None);
        return null;
    }

    private async Task<Act> TellAsync(
        AppDb db, long number, IReadOnlyList<int> voices, Letter letter, Author author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asksHelp = letter.End is VoiceEnd.Done;
        var recipients = (await Recipients.OfVoicesAsync(db, voices, cancellationToken)).Reached;
        foreach (var (mail, askers) in recipients)
        {
            var token = await followers.TokenAsync(db, askers[0], cancellationToken);
            if (letter.End is not null)
                foreach (var asker in askers)
                    asker.ToldAt = now;
            var (answer, stop) = (followers.AddressOf("answer", token), followers.AddressOf("stop", token));
            var words = asksHelp ? $"{letter.Body}\n\n{text["Mail.DidItHelp"]}\n{answer}" : letter.Body;
            messages.Queue(db, new OutgoingMail(mail, letter.Subject, $"{words}\n\n{text["Mail.Foot"]}\n{stop}\n", stop, "telling"));
        }
        List<(int, VoiceChange)> applied = [];
        if (letter.End is null)
            return new Act(null, applied);
        var reached = recipients.SelectMany(recipient => recipient.Askers.Select(asker => asker.VoiceId)).ToHashSet();
        foreach (var voice in voices)
        {
            var change = new VoiceChange { Told = now, ConfirmAsked = asksHelp && reached.Contains(voice) ? now : null, End = letter.End };
            if (await changes.ApplyAsync(db, number, voice, author, change, cancellationToken))
                applied.Add((voice, change));
        }
        return new Act(null, applied);
    }

    private async Task<Refused?> RefusalAsync(string? subject, string? body, Caller caller, CancellationToken cancellationToken) =>
        !caller.Can(Permission.VoiceTriage) ? new Refused("not-yours")
        : string.IsNullOrWhiteSpace(subject) || subject.Trim().Length > Records.Telling.LongestSubject || subject.Any(char.IsControl) ? new Refused("bad-subject", Records.Telling.LongestSubject)
        : string.IsNullOrWhiteSpace(body) || body.Trim().Length > Records.Telling.LongestBody ? new Refused("bad-body", Records.Telling.LongestBody)
        : !await messages.CanMailAsync(cancellationToken) ? new Refused("no-mail")
        : null;

    /// <param name="End">How the voices end with it; null where they go on.</param>
    private sealed record Letter(string Subject, string Body, VoiceEnd? End);

    /// <summary>What was done, or why it was not.</summary>
    private sealed record Act(Refused? Refused, IReadOnlyList<(int Voice, VoiceChange Change)> Changes)
    {
        public static Act Refuse(string code) => new(new Refused(code), []);
    }
}
